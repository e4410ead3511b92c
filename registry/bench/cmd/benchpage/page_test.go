package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var docs = filepath.Join("..", "..", "..", "..", "docs")

// TestPageIsOfItsResults makes the page again from the measurements beside it.
func TestPageIsOfItsResults(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(docs, "benchmarks", "results.txt"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(docs, "benchmarks.md"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := readResults(raw)
	if err != nil {
		t.Fatal(err)
	}
	got, err := render(r)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Error("docs/benchmarks.md is not what its results give: run benchpage with -from ../../docs/benchmarks/results.txt")
	}
	if err := drawPlots(r, t.TempDir()); err != nil {
		t.Error(err)
	}
}

const twoResults = `goos: linux
BenchmarkChurn/impl=cgo.Handle 10 100 ns/op 2 allocs/op
BenchmarkChurn/impl=cgo.Handle-2 10 80 ns/op
BenchmarkChurn/impl=cgo.Handle 10 104 ns/op 2 allocs/op
BenchmarkChurn/impl=cgo.Handle 10 102 ns/op 2 allocs/op
load: 0.5, 0.7
`

func TestReadResults(t *testing.T) {
	r, err := readResults([]byte(twoResults))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.median("Churn/impl=cgo.Handle", 1, nsPerOp); got != 102 {
		t.Errorf("median = %v, want 102", got)
	}
	if got := r.median("Churn/impl=cgo.Handle", 2, nsPerOp); got != 80 {
		t.Errorf("median at 2 = %v, want 80", got)
	}
	if got := r.config["load"]; got != "0.5, 0.7" {
		t.Errorf("load = %q", got)
	}
	if got := r.procs("Churn/impl=cgo.Handle"); len(got) != 2 {
		t.Errorf("procs = %v", got)
	}
}

func TestIncompleteResults(t *testing.T) {
	r, err := readResults([]byte(twoResults))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := render(r); err == nil || !strings.Contains(err.Error(), "the results have no") {
		t.Errorf("error = %v", err)
	}
	if _, err := readResults([]byte("PASS\n")); err == nil {
		t.Error("no results are taken for results")
	}
}

// TestFixes renders the section of a check's page from measurements.
func TestFixes(t *testing.T) {
	raw := "processors: 2\nrounds: 6\n"
	for i := range 6 {
		raw += fmt.Sprintf("BenchmarkLookup/in=conns/fix=before \t 10 \t %d ns/op\n", 100+i)
		raw += fmt.Sprintf("BenchmarkLookup/in=conns/fix=before-4 \t 10 \t %d ns/op\n", 200+i)
		raw += fmt.Sprintf("BenchmarkLookup/in=conns/fix=after \t 10 \t %d ns/op\n", 50+i)
		raw += fmt.Sprintf("BenchmarkLookup/in=conns/fix=after-4 \t 10 \t %d ns/op\n", 200+i)
	}
	r, err := readResults([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	page, err := renderFixes("globalmap", r)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| | | 1 | 4 |", "| conns, Lookup | before | 102 ±", "|  | gain | 1.95x | ~ |",
		"The machine has 2 processors: the\ncolumns 4 show",
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("there is no %q in\n%s", want, page)
		}
	}
	if !strings.HasPrefix(string(page), "## ") {
		t.Error("the page is not a section")
	}
}

func TestBenchmarkName(t *testing.T) {
	got := benchmarkName.ReplaceAllString("BenchmarkA/x=1-2  \t10\nBenchmarkB\t5\npkg: b", "$1/fix=after$2$3")
	if want := "BenchmarkA/x=1/fix=after-2  \t10\nBenchmarkB/fix=after\t5\npkg: b"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestSectionsAreOfTheirResults makes the sections of the checks' pages again
// from the measurements beside them.
func TestSectionsAreOfTheirResults(t *testing.T) {
	analyzers := filepath.Join(docs, "..", "analyzers")
	files, err := filepath.Glob(filepath.Join(analyzers, "*", "benchmarks.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no check has measurements: %v", err)
	}
	for _, file := range files {
		check := filepath.Base(filepath.Dir(file))
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(filepath.Join(filepath.Dir(file), "benchmarks.md"))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(want), "benchpage -fixes") {
			continue // made by another command
		}
		r, err := readResults(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := renderFixes(check, r); err != nil || string(got) != string(want) {
			t.Errorf("analyzers/%s/benchmarks.md is not what its results give (%v): run benchpage with -fixes %s -from the file", check, err, check)
		}
	}
}
