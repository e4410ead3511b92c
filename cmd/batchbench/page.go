package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchmath"
)

// iterations are those that a run of each benchmark makes.
const iterations = 1000

// programs are the benchmarks, in the order of the table, with what the loop
// does.
var programs = []struct{ benchmark, what string }{
	{"SumFloats", "`sum += float64(C.diagonal(C.double(x), 1))`"},
	{"SumIntegers", "`sum += int(C.cost_of(C.uint8_t(c)))`"},
	{"Store", "`dst[i] = float32(C.clamp(C.float(x)))`"},
	{"Append", "`ys = append(ys, uint32(C.mix(C.uint32_t(x))))`"},
	{"TwoSlices", "`sum += float64(C.weight(C.double(xs[i]), C.double(ys[i])))`"},
	{"CallEach", "`C.count(h, C.uint8_t(c))`"},
	{"UntilError", "`if rc := C.check(h, C.int32_t(x)); rc != 0 { return … }`"},
	{"InPlace", "`C.turn(&points[i], C.double(sin), C.double(cos))`"},
	{"ByIndex", "`ys[i] = float64(C.window(C.int(i), C.int(n)))`"},
}

// page returns the section of the check's page that the measurements give.
func page(before, after string) ([]byte, error) {
	loops, cpu, err := read(before)
	if err != nil {
		return nil, err
	}
	fixed, _, err := read(after)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "## What the batch gains\n\n")
	fmt.Fprintf(&b, "Loops of testdata/src/loopmodel/batches over %d elements, as they are and as the fix leaves them, measured by `go run ./cmd/batchbench` "+
		"and compared as benchstat does (medians of %d runs, with their 95 %% confidence intervals; a tilde where the difference may be chance). "+
		"On %s; the measurements are in docs/benchmarks/batch-before.txt and batch-after.txt.\n\n", iterations, rounds, cpu)
	fmt.Fprintf(&b, "| what the loop does | ns per element, before | after | times faster |\n|:--|--:|--:|--:|\n")
	for _, p := range programs {
		x, y := loops[p.benchmark], fixed[p.benchmark]
		if x == nil || y == nil {
			return nil, fmt.Errorf("no measurement of %s", p.benchmark)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", p.what, cell(x), cell(y), ratio(x, y))
	}
	return b.Bytes(), nil
}

// read returns the times of the benchmarks in a file, in seconds, and the
// processor.
func read(name string) (times map[string]*benchmath.Sample, cpu string, err error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, "", err
	}
	values := make(map[string][]float64)
	reader := benchfmt.NewReader(bytes.NewReader(raw), name)
	for reader.Scan() {
		switch rec := reader.Result().(type) {
		case *benchfmt.Result:
			benchmark, _, _ := strings.Cut(rec.Name.String(), "-")
			if v, ok := rec.Value("sec/op"); ok {
				values[benchmark] = append(values[benchmark], v)
			}
			cpu = rec.GetConfig("cpu")
		case *benchfmt.SyntaxError:
			return nil, "", rec
		}
	}
	times = make(map[string]*benchmath.Sample)
	for benchmark, v := range values {
		times[benchmark] = benchmath.NewSample(v, &benchmath.DefaultThresholds)
	}
	return times, cpu, reader.Err()
}

func median(s *benchmath.Sample) benchmath.Summary {
	return benchmath.AssumeNothing.Summary(s, 0.95)
}

// cell returns the median time of an iteration.
func cell(s *benchmath.Sample) string {
	return fmt.Sprintf("%s ±%s", number(median(s).Center*1e9/iterations), median(s).PctRangeString())
}

// ratio returns how many times faster y is than x.
func ratio(x, y *benchmath.Sample) string {
	if c := benchmath.AssumeNothing.Compare(x, y); c.P >= c.Alpha {
		return "~"
	}
	return number(median(x).Center / median(y).Center)
}

// number formats x with two digits, or all before the point.
func number(x float64) string {
	if x >= 10 {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.1f", x)
}
