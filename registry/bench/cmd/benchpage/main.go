// Benchpage runs the benchmarks of package registry and writes
// docs/benchmarks.md with tables, plots and the measurements themselves.
//
// Run it in the bench module on a machine that does nothing else:
//
//	go run ./cmd/benchpage
//
// It takes about ten minutes. What it measures while other processes use more
// than 5% of the processors it throws away and measures again, and it gives up
// when that happens again and again; -others allows more. With -fixes and the
// name of a check it runs the benchmarks in the test packages of the check
// instead, before and after the fixes, and writes benchmarks.md beside the
// check's doc.go, which becomes part of its page with
//
//	go test ./analyzers -update
//
// With -from it makes the page again from measurements already taken, without
// running anything.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("benchpage: ")
	docs := flag.String("docs", filepath.Join("..", "..", "docs"), "`directory` of benchmarks.md")
	fixes := flag.String("fixes", "", "write the benchmarks of the fixes of a `check` instead")
	from := flag.String("from", "", "make the page from the measurements in `file`, run nothing")
	var p plan
	flag.IntVar(&p.rounds, "rounds", 6, "how often to run each benchmark; below 6 there are no confidence intervals")
	flag.StringVar(&p.benchtime, "benchtime", "50ms", "how long to run each benchmark each time")
	flag.StringVar(&p.cpu, "cpu", "1,2,4,8", "values of GOMAXPROCS")
	flag.Float64Var(&p.others, "others", 5, "throw away what was measured while other processes used more than `N` percent of the processors")
	flag.Parse()
	if flag.NArg() > 0 {
		log.Fatalf("unexpected argument %q: see -help", flag.Arg(0))
	}
	var err error
	if *fixes != "" {
		err = runForCheck(*fixes, *from, p)
	} else {
		err = run(*docs, *from, p)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// runForCheck writes the section on benchmarks of a check's page.
func runForCheck(check, from string, p plan) error {
	dir := filepath.Join("..", "..", "analyzers", check)
	if _, err := os.Stat(filepath.Join(dir, "doc.go")); err != nil {
		return fmt.Errorf("no check %s: %w (run in registry/bench)", check, err)
	}
	raw, err := measurements(from, func(w io.Writer) error { return p.runFixes(check, w) })
	if err != nil {
		return err
	}
	r, err := readResults(raw)
	if err != nil {
		return err
	}
	section, err := renderFixes(check, r)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "benchmarks.txt"), raw, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "benchmarks.md"), section, 0o644)
}

func run(docs, from string, p plan) error {
	if _, err := os.Stat(docs); err != nil {
		return fmt.Errorf("no directory for the page: %w (run in registry/bench, or use -docs)", err)
	}
	plots := filepath.Join(docs, "benchmarks")
	raw, err := measurements(from, p.run)
	if err != nil {
		return err
	}
	r, err := readResults(raw)
	if err != nil {
		return err
	}
	page, err := render(r)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(plots, 0o755); err != nil {
		return err
	}
	if err := drawPlots(r, plots); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(plots, "results.txt"), raw, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(docs, "benchmarks.md"), page, 0o644)
}

// measurements returns benchmark results in the Go benchmark format.
func measurements(from string, run func(io.Writer) error) ([]byte, error) {
	if from != "" {
		return os.ReadFile(from)
	}
	var raw bytes.Buffer
	err := run(&raw)
	return raw.Bytes(), err
}
