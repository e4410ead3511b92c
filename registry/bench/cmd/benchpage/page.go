package main

import (
	"bytes"
	_ "embed"
	"text/template"
)

//go:embed page.md.tmpl
var pageText string

// render returns the page. Every figure in it comes from r; template makes an
// error of the panic where one is missing.
func render(r *results) ([]byte, error) {
	t, err := template.New("page").Funcs(template.FuncMap{
		"config":  func(key string) string { return r.config[key] },
		"handles": func(benchmark string) string { return r.implTable(benchmark, handleNames()) },
		"maps":    func(benchmark string) string { return r.implTable(benchmark, mapNames()) },
		"ids":     func() string { return r.implTable("IDs", idNames) },
		"memory":  r.memoryTable,
		"items":   r.itemsTable,
		"goals":   r.goalsTable,
		"ns":      func(name string, procs int) string { return r.cell(name, procs) },
		"gain":    r.gain,
		"verdict": r.verdict,
		"advice":  r.adviceTable,
		"costs":   r.costs,
	}).Parse(pageText)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, nil)
	return b.Bytes(), err
}

// gain says how many times faster the second benchmark is than the first.
func (r *results) gain(before, after string, procs int) string {
	return times(r.median(before, procs, nsPerOp) / r.median(after, procs, nsPerOp))
}
