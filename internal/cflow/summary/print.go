package summary

import (
	"fmt"
	"io"
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/cost"
	"github.com/cgolint/cgolint/internal/contract"
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
		fmt.Fprintf(w, "    %s%s\n", g.Name, textIf(g.Cond, ", under a condition"))
		printPath(w, g.Path)
	}
	for _, l := range f.GoLoops {
		fmt.Fprintf(w, "    %s in the loop at %s%s%s\n", l.Name, l.Loop, textIf(l.Via != "", " of "+l.Via), textIf(l.Blocks, ", which waits on each turn"))
		printPath(w, l.Path)
	}
	for _, b := range f.Blocks {
		fmt.Fprintf(w, "  waits: %s\n", b.Kind)
		printPath(w, b.Path)
	}
	f.printOutcome(w)
	if f.Leaf {
		fmt.Fprintln(w, "  calls nothing")
	}
	f.printWork(w)
}

// printOutcome writes what comes of a call: where the result comes from, how it
// fails, and what of the thread it uses.
func (f *Func) printOutcome(w io.Writer) {
	if f.Result.Kind != OriginUnknown {
		fmt.Fprintf(w, "  result: %v\n", f.Result)
		printPath(w, f.Result.Path)
	}
	if f.Status != StatusUnknown {
		fmt.Fprintf(w, "  %v%s\n", f.Status, textIf(f.LastErrorKey != "", " "+f.LastErrorKey))
	}
	for _, key := range f.Thread.Reads {
		fmt.Fprintf(w, "  reads thread state %s\n", WithoutUnits(key))
	}
	for _, key := range f.Thread.Writes {
		fmt.Fprintf(w, "  writes thread state %s\n", WithoutUnits(key))
	}
	printPath(w, f.Thread.Path)
	if f.MainThread {
		fmt.Fprintln(w, "  must be called on the main thread")
	}
	if f.Serial == Yes {
		fmt.Fprintln(w, "  serialises itself")
	}
	if len(f.LongJumps) > 0 {
		fmt.Fprintln(w, "  may leave by longjmp")
		printPath(w, f.LongJumps)
	}
}

// String says where the pointer comes from.
func (o Origin) String() string {
	s := o.Kind.String()
	if o.Kind == Inside || o.Kind == SameAsArgument {
		s += fmt.Sprint(" ", o.Arg+1)
	}
	s += textIf(o.Field != "" && o.Field != Literal, " "+o.Field) + textIf(o.Unterminated, " unterminated")
	s += textIf(len(o.FreedBy) > 0, " freed by "+strings.Join(o.FreedBy, ", ")) + textIf(len(o.Until) > 0, " until "+strings.Join(o.Until, ", "))
	return s + textIf(!o.Cond.Always(), " if "+o.Cond.String())
}

// String says how much the extent is.
func (e *Extent) String() string {
	if e == nil {
		return "nothing"
	}
	c := contract.Extent{Length: e.Length, Times: e.Times, Pointer: e.Pointer, Count: e.Count, Element: e.Element, NUL: e.NUL == Yes, NoNUL: e.NUL == No}
	return c.String()
}

func (f *Func) printWork(w io.Writer) {
	fmt.Fprintf(w, "  work: %v", f.Cost.Kind)
	if f.Cost.Kind != cost.Unknown {
		fmt.Fprintf(w, ", about %.0f ns", f.Cost.Time)
	}
	if f.Cost.Turn > 0 {
		fmt.Fprintf(w, " and %.1f ns for each turn of a loop%s", f.Cost.Turn,
			textIf(f.Cost.Length > 0, fmt.Sprintf(" of the length in parameter %d", f.Cost.Length)))
	}
	fmt.Fprintln(w, textIf(f.Pure, "; pure")+textIf(f.ReadOnly && !f.Pure, "; writes nothing")+textIf(f.Access != nil, "; nothing but an access"))
}

func textIf(b bool, s string) string {
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
	add(p.Freed == Yes, "freed by "+p.Deallocator)
	add(p.MayFree, "freed on some ways")
	add(len(p.FreedFields) > 0, "frees "+strings.Join(p.FreedFields, ", "))
	add(p.Taken == Yes, "taken")
	add(p.Out.Kind != OriginUnknown, "out "+p.Out.String())
	add(p.ReadsUntilNUL == Yes, "read until NUL")
	add(p.WritesAtMost != nil, "writes at most "+p.WritesAtMost.String())
	add(p.ReadsAtMost != nil, "reads at most "+p.ReadsAtMost.String())
	add(len(p.Unterminated) > 0, "fills without NUL "+strings.Join(p.Unterminated, ", "))
	add(len(p.CalledLater) > 0, "called later by "+strings.Join(p.CalledLater, ", "))
	add(p.CalledOnThread == Yes, "called on a thread of C")
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
	printPath(w, p.NULPath)
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
