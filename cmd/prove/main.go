// Prove shows at run time that findings of cgolint in released modules are
// right. Each folder of testdata/trophies has a program that uses a module as
// its users do, until the mistake shows: a panic, a crash, a wrong result, C
// memory that grows. trophies.tsv says which finding it proves.
//
//	go run ./cmd/prove [FOLDER...]
//
// runs the programs, or those named, and compares the output of each with what
// it must print, and cgolint's findings in its module with the place in the
// table. Run it in the module's folder. It needs the C headers of the Debian
// packages in the table.
//
//	go run ./cmd/prove -update
//
// makes docs/trophies.md of the table, and runs nothing.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
)

// folder has the programs, seen from the module's folder.
var folder = filepath.Join("testdata", "trophies")

func main() {
	log.SetFlags(0)
	log.SetPrefix("prove: ")
	updates := flag.Bool("update", false, "make docs/trophies.md, run nothing")
	flag.Parse()
	trophies, err := readTrophies(filepath.Join(folder, "trophies.tsv"))
	if err != nil {
		log.Fatal(err)
	}
	if *updates {
		err = update(trophies)
	} else {
		err = prove(trophies, flag.Args())
	}
	if err != nil {
		log.Fatal(err)
	}
}

// update makes the page.
func update(trophies []trophy) error {
	text, err := page(folder, trophies)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("docs", "trophies.md"), text, 0o666)
}

// prove proves the trophies whose folders are named, or all.
func prove(trophies []trophy, names []string) error {
	work, err := os.MkdirTemp("", "prove")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	l, err := newLinter(work)
	if err != nil {
		return err
	}
	failed, run := 0, 0
	for _, t := range trophies {
		if len(names) > 0 && !slices.Contains(names, t.folder) {
			continue
		}
		run++
		if err := proveOne(work, l, t); err != nil {
			failed++
			fmt.Printf("%s: NOT PROVEN: %v\n", t.folder, err)
		}
	}
	switch {
	case run == 0:
		return fmt.Errorf("trophies.tsv has none of %q", names)
	case failed > 0:
		return fmt.Errorf("%d of %d not proven", failed, run)
	}
	return nil
}

// proveOne runs the program of a trophy and looks for its finding.
func proveOne(work string, l *linter, t trophy) error {
	shown, err := t.show(work)
	if err != nil {
		return err
	}
	if err := l.finds(t); err != nil {
		return err
	}
	fmt.Printf("%s: %s at %s: %s\n", t.folder, t.check, t.place, shown)
	return nil
}
