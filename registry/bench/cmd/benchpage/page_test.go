package main

import (
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
