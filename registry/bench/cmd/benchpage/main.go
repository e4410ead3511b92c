// Benchpage runs the benchmarks of package registry and writes
// docs/benchmarks.md with tables, plots and the measurements themselves.
//
// Run it in the bench module on a machine that does nothing else:
//
//	go run ./cmd/benchpage
//
// It takes about ten minutes. With -from it makes the page again from
// measurements already taken, without running anything.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("benchpage: ")
	docs := flag.String("docs", filepath.Join("..", "..", "docs"), "`directory` of benchmarks.md")
	from := flag.String("from", "", "make the page from the measurements in `file`, run nothing")
	var p plan
	flag.IntVar(&p.rounds, "rounds", 6, "how often to run each benchmark; below 6 there are no confidence intervals")
	flag.StringVar(&p.benchtime, "benchtime", "50ms", "how long to run each benchmark each time")
	flag.StringVar(&p.cpu, "cpu", "1,2,4,8", "values of GOMAXPROCS")
	flag.Parse()
	if flag.NArg() > 0 {
		log.Fatalf("unexpected argument %q: see -help", flag.Arg(0))
	}
	if err := run(*docs, *from, p); err != nil {
		log.Fatal(err)
	}
}

func run(docs, from string, p plan) error {
	if _, err := os.Stat(docs); err != nil {
		return fmt.Errorf("no directory for the page: %w (run in registry/bench, or use -docs)", err)
	}
	plots := filepath.Join(docs, "benchmarks")
	raw, err := measurements(from, p)
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
func measurements(from string, p plan) ([]byte, error) {
	if from != "" {
		return os.ReadFile(from)
	}
	var raw bytes.Buffer
	err := p.run(&raw)
	return raw.Bytes(), err
}
