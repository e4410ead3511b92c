package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchmath"
)

// A point is what was measured: a benchmark without its -N suffix, the N, and
// a unit.
type point struct {
	name  string
	procs int
	unit  string
}

// results is all that was measured, and where.
type results struct {
	samples map[point][]float64
	config  map[string]string
}

func readResults(raw []byte) (*results, error) {
	r := &results{samples: map[point][]float64{}, config: map[string]string{}}
	reader := benchfmt.NewReader(bytes.NewReader(raw), "results")
	for reader.Scan() {
		switch rec := reader.Result().(type) {
		case *benchfmt.Result:
			r.add(rec)
		case *benchfmt.SyntaxError:
			return nil, rec
		}
	}
	if err := reader.Err(); err != nil {
		return nil, err
	}
	if len(r.samples) == 0 {
		return nil, errors.New("no benchmark results to make a page of")
	}
	// Lines after the last result belong to no result for benchfmt.
	for line := range strings.Lines(string(raw)) {
		if key, value, ok := strings.Cut(line, ": "); ok && !strings.ContainsAny(key, " \t/") {
			r.config[key] = strings.TrimSpace(value)
		}
	}
	return r, nil
}

func (r *results) add(rec *benchfmt.Result) {
	name, procs := rec.Name.String(), 1
	_, parts := rec.Name.Parts()
	if n := len(parts); n > 0 && parts[n-1][0] == '-' {
		suffix := string(parts[n-1])
		procs, _ = strconv.Atoi(suffix[1:])
		name = strings.TrimSuffix(name, suffix)
	}
	for _, v := range rec.Values {
		p := point{name, procs, v.Unit}
		r.samples[p] = append(r.samples[p], v.Value)
	}
}

// summary returns the median and its 95% confidence interval. It panics with
// missing if there are no measurements.
func (r *results) summary(name string, procs int, unit string) benchmath.Summary {
	return benchmath.AssumeNothing.Summary(r.sample(name, procs, unit), 0.95)
}

func (r *results) sample(name string, procs int, unit string) *benchmath.Sample {
	values := r.samples[point{name, procs, unit}]
	if len(values) == 0 {
		panic(missing{point{name, procs, unit}})
	}
	return benchmath.NewSample(values, &benchmath.DefaultThresholds)
}

// missing is the panic of a page that asks for what was not measured.
type missing struct{ point }

func (m missing) Error() string {
	return fmt.Sprintf("the results have no %s of %s at GOMAXPROCS=%d", m.unit, m.name, m.procs)
}

// median returns the median in the unit, with time in nanoseconds.
func (r *results) median(name string, procs int, unit string) float64 {
	m := r.summary(name, procs, unit).Center
	if strings.HasPrefix(unit, "sec/") {
		m *= 1e9
	}
	return m
}

// procs returns the values of GOMAXPROCS that a benchmark ran with.
func (r *results) procs(name string) []int {
	set := map[int]bool{}
	for p := range r.samples {
		if p.name == name {
			set[p.procs] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}
