package cflow

import (
	"fmt"
	"io"
	"strings"
)

// Print writes a summary with its reasons, for people.
func (f *Func) Print(w io.Writer) {
	fmt.Fprint(w, f.Name)
	switch {
	case f.Contract:
		fmt.Fprintf(w, "\t(contract of %s)\n", f.Library)
	default:
		fmt.Fprintf(w, "\t%s\n", f.Pos)
	}
	for i := range f.Params {
		f.Params[i].print(w, i)
	}
	fmt.Fprintf(w, "  calls Go: %v\n", f.CallsGo)
	for _, g := range f.GoCalls {
		fmt.Fprintf(w, "    %s%s\n", g.Name, when(g.Cond, ", under a condition"))
		printPath(w, g.Path)
	}
	for _, l := range f.GoLoops {
		fmt.Fprintf(w, "    %s in the loop at %s%s%s\n", l.Name, l.Loop, when(l.Via != "", " of "+l.Via), when(l.Blocks, ", which waits on each turn"))
		printPath(w, l.Path)
	}
	for _, b := range f.Blocks {
		fmt.Fprintf(w, "  waits: %s\n", b.Kind)
		printPath(w, b.Path)
	}
	if f.Leaf {
		fmt.Fprintln(w, "  calls nothing")
	}
	f.printWork(w)
}

func (f *Func) printWork(w io.Writer) {
	fmt.Fprintf(w, "  work: %v", f.Work.Kind)
	if f.Work.Kind != WorkUnknown {
		fmt.Fprintf(w, ", about %d ns", f.Work.Nanos)
	}
	if f.Work.Turn > 0 {
		fmt.Fprintf(w, " and %.1f ns for each turn of a loop%s", float64(f.Work.Turn)/1000,
			when(f.Work.Length > 0, fmt.Sprintf(" of the length in parameter %d", f.Work.Length)))
	}
	fmt.Fprintln(w, when(f.Pure, "; pure")+when(f.ReadOnly && !f.Pure, "; writes nothing")+when(f.Access != nil, "; nothing but an access"))
}

func when(b bool, s string) string {
	if b {
		return s
	}
	return ""
}

func (p Position) String() string {
	if p.File == "" {
		return "-"
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

func printPath(w io.Writer, path []Step) {
	for _, s := range path {
		fmt.Fprintf(w, "      %s: %s\n", s.Pos, s.What)
	}
}

func (p *Param) print(w io.Writer, i int) {
	var words []string
	add := func(b bool, word string) {
		if b {
			words = append(words, word)
		}
	}
	add(len(p.Retained) > 0, "retained")
	add(len(p.RetainedNumber) > 0, "retained as a number")
	add(p.DeepNoEscape && p.Pointer, "does not escape, nor what it leads to")
	add(p.NoEscape && !p.DeepNoEscape && p.Pointer, "does not escape")
	add(p.Returned == Yes, "returned")
	add(p.Freed == Yes, "freed")
	add(p.Called == Yes, "called")
	add(p.Touched, "looked into")
	add(p.ReadOnly && p.Pointer, "not written")
	if len(words) == 0 && p.Pointer {
		words = []string{"unknown"}
	}
	if p.Why != "" && p.Pointer && len(p.Retained) == 0 {
		words = append(words, "because: "+p.Why)
	}
	name := p.Name
	if name == "" {
		name = fmt.Sprint(i + 1)
	}
	fmt.Fprintf(w, "  %s: %s\n", name, strings.Join(words, "; "))
	for i := range p.Retained {
		p.Retained[i].print(w)
	}
	printPath(w, p.FreedPath)
}

func (r *Retention) print(w io.Writer) {
	fmt.Fprintf(w, "    kept in %s (%v)", r.Place, r.Sink)
	if r.Field != "" {
		fmt.Fprintf(w, ", what it points to: %s", r.Field)
	}
	if len(r.Until) > 0 {
		fmt.Fprintf(w, ", until %s", strings.Join(r.Until, ", "))
	}
	for i, c := range r.Conds {
		fmt.Fprintf(w, "%s %s", [2]string{", if", " and"}[min(i, 1)], c)
	}
	fmt.Fprintln(w)
	if r.Source != "" {
		fmt.Fprintf(w, "      by %s\n", r.Source)
	}
	printPath(w, r.Path)
}
