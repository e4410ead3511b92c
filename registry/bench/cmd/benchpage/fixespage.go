package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"text/template"
)

//go:embed fixes.md.tmpl
var fixesText string

// renderFixes returns the section of the check's page.
func renderFixes(check string, r *results) ([]byte, error) {
	t, err := template.New("fixes").Funcs(template.FuncMap{
		"config": func(key string) string { return r.config[key] },
		"check":  func() string { return check },
		"fixes":  r.fixesTable,
		"over":   r.overcommitted,
	}).Parse(fixesText)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, nil)
	return b.Bytes(), err
}

// overcommitted returns the values of GOMAXPROCS above the number of
// processors, or "".
func (r *results) overcommitted() string {
	n := runtime.NumCPU()
	fmt.Sscan(r.config["processors"], &n)
	var over []string
	for _, procs := range r.procs(r.fixedNames()[0] + "/fix=before") {
		if procs > n {
			over = append(over, fmt.Sprint(procs))
		}
	}
	return strings.Join(over, " and ")
}

// fixedNames returns the names of the benchmarks up to /fix=, sorted by
// package.
func (r *results) fixedNames() []string {
	var names []string
	for p := range r.samples {
		if name, ok := strings.CutSuffix(p.name, "/fix=before"); ok && p.unit == nsPerOp && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		bench, pkg, _ := strings.Cut(a, "/in=")
		bench2, pkg2, _ := strings.Cut(b, "/in=")
		return strings.Compare(pkg+" "+bench2, pkg2+" "+bench)
	})
	return names
}

// fixesTable returns a table with three rows for each benchmark: before the
// fix, after it, and how many times faster that is.
func (r *results) fixesTable() string {
	var b strings.Builder
	for i, name := range r.fixedNames() {
		before, after := name+"/fix=before", name+"/fix=after"
		procs := r.procs(before)
		if i == 0 {
			b.WriteString("| | |")
			for _, p := range procs {
				fmt.Fprintf(&b, " %d |", p)
			}
			b.WriteString("\n|:--|:--|" + strings.Repeat("--:|", len(procs)) + "\n")
		}
		bench, pkg, _ := strings.Cut(name, "/in=")
		for _, row := range []struct {
			head, what string
			cell       func(p int) string
		}{
			{pkg + ", " + bench, "before", func(p int) string { return r.cell(before, p) }},
			{"", "after", func(p int) string { return r.cell(after, p) }},
			{"", "gain", func(p int) string { return r.ratio(before, after, p) }},
		} {
			fmt.Fprintf(&b, "| %s | %s |", row.head, row.what)
			for _, p := range procs {
				fmt.Fprintf(&b, " %s |", row.cell(p))
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
