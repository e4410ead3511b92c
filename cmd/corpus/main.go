// Corpus runs cgolint over real code and measures it next to go vet.
//
//	go run ./cmd/corpus [-o findings.txt] FOLDER...
//
// Each folder is one module with a file "packages", which lists package
// patterns separated by white space. For each package it prints the cgo
// files, the C calls and cgolint's findings, and for each folder the seconds
// that cgolint and go vet with its default analyzers take: cold, when neither
// has a result in the build cache, and cached. What the runs need from the
// build cache besides is there already, as in a project that was just built.
//
// The findings go to the file that -o names, to be read: each is right, or
// the check is to be mended.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	if isVettool(os.Args[1:]) {
		count() // does not return
	}
	findings := flag.String("o", "", "write the findings to `file`")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: corpus [-o file] folder...")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Args(), *findings); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

// run measures every folder, and goes on with the next when one fails.
func run(folders []string, findings string) error {
	dir, err := os.MkdirTemp("", "corpus")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	t, err := newTools(dir)
	if err != nil {
		return err
	}
	out := io.Discard
	if findings != "" {
		f, err := os.Create(findings)
		if err != nil {
			return err
		}
		defer f.Close()
		out = f
	}
	fmt.Println("| package | cgo files | C calls | findings | cgolint cold | cached | go vet cold | cached |")
	fmt.Println("|---|--:|--:|--:|--:|--:|--:|--:|")
	var total measurement
	failed := 0
	for _, folder := range folders {
		m, err := t.measure(folder)
		if err != nil {
			fmt.Fprintf(os.Stderr, "corpus: %s: %v\n", folder, err)
			failed++
			continue
		}
		m.print(filepath.Base(folder))
		for _, f := range m.findings {
			fmt.Fprintf(out, "%s:%d:%d: %s (%s)\n", f.File, f.Start.Line, f.Start.Column, f.Message, f.Check)
		}
		total.add(m)
	}
	total.printTotal()
	if failed > 0 {
		return fmt.Errorf("%d of %d folders failed", failed, len(folders))
	}
	return nil
}

// patterns returns the package patterns of a folder.
func patterns(folder string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(folder, "packages"))
	if err != nil {
		return nil, err
	}
	all := strings.Fields(string(text))
	if len(all) == 0 {
		return nil, fmt.Errorf("%s/packages lists no packages", folder)
	}
	return slices.Compact(all), nil
}
