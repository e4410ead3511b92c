package driver

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/boundary"
	"github.com/cgolint/cgolint/internal/finding"
)

// A whyWriter prints the page about one line.
type whyWriter struct {
	w     *bufio.Writer
	at    finding.Position
	texts sources
}

func (w *whyWriter) print(r *report) {
	text, ok := w.texts.line(w.at)
	fmt.Fprintf(w.w, "%s:%d\n", shortPath(w.at.File), w.at.Line)
	if ok {
		fmt.Fprintf(w.w, "\n    %s\n", expand(strings.TrimSpace(text)))
	}
	calls := 0
	for _, p := range r.boundaries {
		for i := range p.Calls {
			if w.has(p.Calls[i].Start, p.Calls[i].End) {
				w.call(p, &p.Calls[i])
				calls++
			}
		}
		for _, c := range p.Through {
			if w.has(c.Start, c.End) {
				w.through(&c)
				calls++
			}
		}
	}
	if calls == 0 {
		w.nothing(r)
	}
	w.findings(r)
	w.unread(r)
}

// has reports whether a piece of code has the line.
func (w *whyWriter) has(start, end finding.Position) bool {
	return start.File == w.at.File && start.Line <= w.at.Line && w.at.Line <= max(end.Line, start.Line)
}

// nothing says that no C is called on the line, and where it is.
func (w *whyWriter) nothing(r *report) {
	fmt.Fprintf(w.w, "\nNo C is called on this line")
	var lines []string
	for _, p := range r.boundaries {
		for _, c := range p.Calls {
			if c.Start.File == w.at.File && len(lines) < 20 {
				lines = append(lines, fmt.Sprint(c.Start.Line))
			}
		}
	}
	lines = slices.Compact(lines)
	switch {
	case len(r.boundaries) == 0:
		fmt.Fprint(w.w, ": the package does not use cgo, or the go command leaves its files out")
	case len(lines) > 0:
		fmt.Fprintf(w.w, "; in this file it is on %s", strings.Join(lines, ", "))
	}
	fmt.Fprint(w.w, ".\n")
}

// call prints what is known of a call of C.
func (w *whyWriter) call(p *boundary.Package, c *boundary.Call) {
	fmt.Fprintf(w.w, "\n%s\n", c.Text)
	i := slices.IndexFunc(p.C, func(f boundary.CFunction) bool { return f.Name == c.C })
	if i >= 0 {
		w.function(&p.C[i])
	}
	if c.Hot != "" {
		fmt.Fprintf(w.w, "    runs often: %s\n", c.Hot)
	}
	if c.Lock != "" {
		fmt.Fprintf(w.w, "    runs while %s is held\n", c.Lock)
	}
	for i, a := range c.Args {
		fmt.Fprintf(w.w, "\n  argument %d, %s\n", i+1, a.Text)
		w.facts("is", a.Is)
		w.facts("C."+c.C, a.Does)
		if a.So != "" {
			fmt.Fprintf(w.w, "    so: %s\n", a.So)
		}
		if a.Contract != "" {
			fmt.Fprintf(w.w, "    if it keeps nothing, this says so: %s\n", a.Contract)
		}
	}
	if len(c.Result) > 0 {
		fmt.Fprintf(w.w, "\n  result\n")
		w.facts("", c.Result)
	}
}

// function prints what is known of the C function that is called.
func (w *whyWriter) function(f *boundary.CFunction) {
	switch f.Basis {
	case boundary.Code:
		fmt.Fprintf(w.w, "  C.%s: its code is in view, %s\n", f.Name, shortPlace(f.At))
	case boundary.Table:
		fmt.Fprintf(w.w, "  C.%s: cgolint's contract of %s says what is known\n", f.Name, f.Library)
	case boundary.Cgo:
		fmt.Fprintf(w.w, "  C.%s: a function of cgo itself\n", f.Name)
	case boundary.User:
		fmt.Fprintf(w.w, "  C.%s: a contract of yours says what is known\n", f.Name)
	default:
		fmt.Fprintf(w.w, "  C.%s: nothing is known; its code is not in view, and there is no contract\n", f.Name)
	}
	for _, fact := range f.Facts {
		fmt.Fprintf(w.w, "    %s\n", fact)
	}
}

// facts prints facts under a title: those with a place are evidence for what
// is above them.
func (w *whyWriter) facts(title string, facts []boundary.Fact) {
	for _, f := range facts {
		lead := "    "
		if title != "" {
			lead += title + ": "
		}
		place := ""
		if f.At.File != "" {
			place = ", " + shortPlace(f.At)
		}
		if title != "" && title != "is" && place != "" {
			lead = "        "
		}
		fmt.Fprintf(w.w, "%s%s%s\n", lead, f.Text, place)
	}
}

// through prints to what C a call of a Go function leads.
func (w *whyWriter) through(c *boundary.GoCall) {
	fmt.Fprintf(w.w, "\n%s\n", c.Text)
	w.facts("", c.Leads)
}

// findings prints what checks say of the line, what is not shown included, and
// what they say elsewhere that rests on it.
func (w *whyWriter) findings(r *report) {
	fmt.Fprintln(w.w)
	var here, elsewhere []*found
	for _, f := range slices.Concat(r.findings, r.suppressed) {
		rests := func(rel finding.Related) bool { return w.has(rel.Start, rel.End) }
		switch {
		case w.has(f.Start, f.End):
			here = append(here, f)
		case slices.ContainsFunc(f.Related, rests):
			elsewhere = append(elsewhere, f)
		}
	}
	if len(here) == 0 {
		fmt.Fprintln(w.w, "Nothing is reported here.")
	} else {
		fmt.Fprintln(w.w, "Reported here:")
	}
	for _, f := range here {
		fmt.Fprintf(w.w, "    %s (%s)%s\n", f.Message, f.Check, hidden(f))
	}
	if len(elsewhere) > 0 {
		fmt.Fprintln(w.w, "\nReported elsewhere, on account of this line:")
	}
	for _, f := range elsewhere {
		fmt.Fprintf(w.w, "    %s: %s (%s)%s\n", shortPosition(f.Start), f.Message, f.Check, hidden(f))
	}
}

// hidden says why a finding is not shown by default, if it isn't.
func hidden(f *found) string {
	switch {
	case f.Suppressed != "":
		return "; ignored: " + f.Suppressed
	case f.Confidence == finding.Low:
		return "; not shown without -confidence=low"
	case f.Group == finding.Pedantic:
		return "; not shown without -enable=pedantic"
	}
	return ""
}

// unread prints the C of which nothing is known.
func (w *whyWriter) unread(r *report) {
	for _, p := range r.boundaries {
		if p.Problem != "" {
			fmt.Fprintf(w.w, "\nThe C could not be read as a whole: %s\n", p.Problem)
		}
		for i, u := range p.Unread {
			if i == 0 {
				fmt.Fprintf(w.w, "\nC that could not be read:\n")
			}
			fmt.Fprintf(w.w, "    %s: %s\n", shortPath(u.Name), u.Why)
		}
	}
}

func shortPlace(p finding.Position) string { return fmt.Sprintf("%s:%d", shortPath(p.File), p.Line) }
