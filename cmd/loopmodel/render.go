package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/tools/benchmark/parse"

	"github.com/cgolint/cgolint/passes/cost"
)

// A program is a loop of testdata/src/loopmodel.
type program struct {
	benchmark, function string
	what                string
	crossings           float64 // that an iteration makes
	iterations          float64 // that a run of the benchmark makes
}

// all are the programs, in the order of the table.
var all = []program{
	{"Getter", "getter", "getter", 1, 1000},
	{"Setter", "setter", "setter", 1, 1000},
	{"Math", "math", "math on scalars", 1, 1000},
	{"StringCompare", "stringCompare", "string compare", 1, 1000},
	{"Hash8", "hash8", "hash of 8 bytes", 1, 1000},
	{"Hash128", "hash128", "hash of 128 bytes", 1, 1000},
	{"Hash4096", "hash4096", "hash of 4 KB", 1, 1000},
	{"FileRead", "fileRead", "file opened, read and closed", 1, 1000},
	{"SQLiteStep", "insert", "sqlite step that inserts, with bind and reset", 4, 1000},
	{"SQLiteRows", "rows", "sqlite step to the next row of three columns", 4, 1000},
	{"Lock", "lock", "lock", 1, 1000},
	{"Callback", "callback", "callback into Go", 1, 1000},
	{"CStrings", "cStrings", "C.CString and C.free per row", 3, 1000},
	{"Allocation", "allocation", "allocation", 1, 1000},
	{"Matrices", "matrices", "product of small matrices", 1, 1000},
	{"Computation", "computation", "loop of 5,000 turns", 1, 1000},
	{"GoPrints", "goPrints", "getter, printed by Go", 1, 1000},
	{"GoLooksUp", "goLooksUp", "math, after Go looked in a map", 1, 1000},
}

// A row is what was measured of a program and what the check says.
type row struct {
	program
	nanos    float64 // of an iteration
	share    float64
	measured cost.Verdict
	said     cost.Verdict
	seen     bool // by the check
}

// rows reads the measurements: of each benchmark, the fastest run, in which
// the machine did least besides.
func rows(raw []byte, said map[string]cost.Verdict) ([]row, error) {
	set, err := parse.ParseSet(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	fastest := make(map[string]float64)
	for name, runs := range set {
		name, _, _ = strings.Cut(strings.TrimPrefix(name, "Benchmark"), "-")
		for _, r := range runs {
			if t := fastest[name]; t == 0 || r.NsPerOp < t {
				fastest[name] = r.NsPerOp
			}
		}
	}
	empty := fastest["Empty"] / 1000
	if empty == 0 {
		return nil, errors.New("the measurements have no BenchmarkEmpty")
	}
	var rows []row
	for _, p := range all {
		t := fastest[p.benchmark] / p.iterations
		if t == 0 {
			continue // the library was not there
		}
		r := row{program: p, nanos: t, share: min(1, p.crossings*empty/t), said: said[p.function]}
		_, r.seen = said[p.function]
		if p.benchmark == "Callback" { // all but the work is crossing, there and back
			r.share = 1 - fastest["CallbackWork"]/p.iterations/t
		}
		r.measured = cost.VerdictOf(r.share)
		rows = append(rows, r)
	}
	return rows, nil
}

var meaning = map[cost.Verdict]string{
	cost.Dominates: "reported", cost.Shares: "by -cgoloop.shares", cost.Small: "silent",
}

// render returns the section of the page.
func render(raw []byte, said map[string]cost.Verdict) ([]byte, error) {
	rows, err := rows(raw, said)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "## The estimate against the clock\n\n")
	fmt.Fprintf(&b, "Small loops of testdata/src/loopmodel, measured by `go run ./cmd/loopmodel`; the measurements are in docs/benchmarks/loopmodel.txt. "+
		"The share is that of an empty C call, times the crossings of an iteration, in the iteration's time.\n\n")
	fmt.Fprintf(&b, "| what an iteration does in C | takes | crossings | their share | so it should be | the check says |\n|:--|--:|--:|--:|:--|:--|\n")
	for _, r := range rows {
		if !r.seen {
			return nil, fmt.Errorf("%s was measured, but its package does not build here: install the library, or measure again", r.what)
		}
		crossings := fmt.Sprint(r.crossings)
		if r.benchmark == "Callback" {
			crossings = "1, and back"
		}
		fmt.Fprintf(&b, "| %s | %s ns | %s | %.0f %% | %v | %s |\n", r.what, thousands(r.nanos), crossings, 100*r.share, meaning[r.measured], meaning[r.said])
	}
	return b.Bytes(), nil
}

// thousands prints a number of nanoseconds.
func thousands(ns float64) string {
	if ns >= 1000 {
		return fmt.Sprintf("%d,%03d", int(ns)/1000, int(ns)%1000)
	}
	return fmt.Sprintf("%.0f", ns)
}
