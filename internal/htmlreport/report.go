// Package htmlreport makes one page of a run: a picture of what crosses
// between Go and C, the findings with their code, and what is known of the C.
// The page needs nothing but itself: no network, and no script to be read.
package htmlreport

import (
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/boundary"
	"github.com/cgolint/cgolint/internal/finding"
)

// A Report is what a page shows.
type Report struct {
	Title    string // what it is about: the module, or the packages
	Version  string // of cgolint
	Findings []*finding.Finding
	Packages []*boundary.Package
	Failures []string // what could not be analysed

	// Text returns the text of a file, or "".
	Text func(name string) string
	// Short returns the name of a file as people want to read it, and Path one
	// that they can give to a command.
	Short, Path func(name string) string
	// Summary returns what a check is about, in a clause.
	Summary func(check string) string
}

//go:embed page.html style.css script.js
var files embed.FS

// page returns the template, which most runs of the program have no use for.
func page() *template.Template {
	return template.Must(template.New("page.html").Funcs(template.FuncMap{
		"css":    func() template.CSS { return template.CSS(asset("style.css")) },
		"script": func() template.JS { return template.JS(asset("script.js")) },
		"count":  count,
	}).ParseFS(files, "page.html"))
}

func asset(name string) string {
	text, err := files.ReadFile(name)
	if err != nil {
		panic(err) // it is embedded
	}
	return string(text)
}

// Write writes the page.
func (r *Report) Write(w io.Writer) error {
	v := &view{Report: r, Marks: legend}
	for _, p := range r.Packages {
		v.add(p)
	}
	v.addFindings()
	return page().Execute(w, v)
}

// A view is what the template sees.
type view struct {
	*Report
	Marks    []mark
	Sections []section // of packages
	Checks   []group   // of findings
	Calls    int
	Go, C    int // functions
	Tally    []tally
}

// A tally counts findings of a severity.
type tally struct {
	Severity finding.Severity
	N        int
}

// A section is about the boundary of one package.
type section struct {
	ID, Path  string
	Wide      *picture
	Narrow    *picture
	Functions []goRow
	C         []cRow
	Read      []boundary.Read
	Unread    []boundary.Unread
	Contracts []contracts
	Problem   string
	Calls     int
}

// A goRow is a Go function with its calls of C.
type goRow struct {
	ID, Name, Place, Export string
	Marks                   []mark
	Calls                   []callRow
}

// A callRow is one call.
type callRow struct {
	Text, Place string
	Marks       []mark
}

// contracts are those of one source that say what C functions do.
type contracts struct {
	From  string
	Names []string // of the functions
}

// A cRow is a C function, with what is known of it.
type cRow struct {
	ID, Name, From, Place, Rows string
	Known                       bool
	Facts                       []string
	Callers                     int // calls
	Marks                       []mark
}

// add adds a package.
func (v *view) add(p *boundary.Package) {
	s := section{ID: fmt.Sprintf("p%d", len(v.Sections)), Path: p.Path, Problem: p.Problem, Calls: len(p.Calls)}
	for _, r := range p.Read {
		r.Name = v.Short(r.Name)
		s.Read = append(s.Read, r)
	}
	for _, u := range p.Unread {
		u.Name = v.Short(u.Name)
		s.Unread = append(s.Unread, u)
	}
	s.Contracts = contractsOf(p)
	marks := marksOf(p, v.Findings)
	for i, f := range p.Functions {
		s.Functions = append(s.Functions, goRow{
			ID: fmt.Sprintf("%s-g%d", s.ID, i), Name: f.Name, Place: v.place(f.At), Export: f.Export, Marks: marks.function[i],
		})
	}
	outside := -1
	for i := range p.Calls {
		c := &p.Calls[i]
		in := c.In
		if in < 0 {
			if outside < 0 {
				outside = len(s.Functions)
				s.Functions = append(s.Functions, goRow{ID: s.ID + "-outside", Name: "outside of functions", Place: v.place(c.Start)})
			}
			in = outside
		}
		s.Functions[in].Calls = append(s.Functions[in].Calls, callRow{Text: c.Text, Place: v.place(c.Start), Marks: marks.call[i]})
	}
	s.C = v.cRows(s.ID, p, marks)
	s.Wide, s.Narrow = draw(&s, p, marks, wide), draw(&s, p, marks, narrow)
	v.Calls, v.Go, v.C = v.Calls+len(p.Calls), v.Go+len(p.Functions), v.C+len(p.C)
	v.Sections = append(v.Sections, s)
}

// contractsOf lists the contracts that a package makes use of.
func contractsOf(p *boundary.Package) []contracts {
	names := make(map[string][]string)
	for i := range p.C {
		if c := &p.C[i]; c.Basis == boundary.Table || c.Basis == boundary.User {
			names[contractFrom(c)] = append(names[contractFrom(c)], c.Name)
		}
	}
	var all []contracts
	for _, from := range slices.Sorted(maps.Keys(names)) {
		all = append(all, contracts{from, names[from]})
	}
	return all
}

// contractFrom says whose the contract of a C function is.
func contractFrom(c *boundary.CFunction) string {
	if c.Basis == boundary.User {
		return "your contract"
	}
	return "contract of " + c.Library
}

// cRows returns the C functions of a package, those that are called most first.
func (v *view) cRows(id string, p *boundary.Package, marks *markings) []cRow {
	calls := make(map[string]int)
	for _, c := range p.Calls {
		calls[c.C]++
	}
	var rows []cRow
	for i, c := range p.C {
		row := cRow{
			ID: fmt.Sprintf("%s-c%d", id, i), Name: c.Name, Known: c.Basis != "", Facts: c.Facts, Rows: strings.TrimSpace(c.Rows),
			Callers: calls[c.Name], Marks: marks.c[c.Name],
		}
		switch c.Basis {
		case boundary.Code:
			row.From, row.Place = "code", v.place(c.At)
		case boundary.Table, boundary.User:
			row.From = contractFrom(&p.C[i])
		case boundary.Cgo:
			row.From = "cgo"
		default:
			row.From = "nothing is known"
		}
		if c.Basis == boundary.Code || c.Basis == boundary.Cgo {
			row.Rows = ""
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b cRow) int { return cmp.Compare(b.Callers, a.Callers) })
	return rows
}

func (v *view) place(p finding.Position) string {
	if p.File == "" {
		return ""
	}
	return fmt.Sprintf("%s:%d", v.Short(p.File), p.Line)
}

// count returns "1 noun" or "n nouns".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
