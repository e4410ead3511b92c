package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/boundary"
	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/csummary"
)

// ofCgo are the functions that cgo itself provides (cmd/cgo, "Go references to
// C"), with what they do.
var ofCgo = map[string]string{
	"CString":   "copies a string to C memory that malloc makes",
	"CBytes":    "copies bytes to C memory that malloc makes",
	"GoString":  "copies a C string to Go memory",
	"GoStringN": "copies C memory to a Go string",
	"GoBytes":   "copies C memory to a Go slice",
}

// cFunction tells of a C function as a whole.
func (x *explainer) cFunction(name string) boundary.CFunction {
	c := boundary.CFunction{Name: name}
	if table := x.sums.Contract(name); table != nil {
		c.Rows, c.Library = table.Rows(), table.Library
	}
	if ofCgo[name] != "" {
		c.Basis, c.Facts = boundary.Cgo, []string{ofCgo[name]}
		return c
	}
	switch x.sums.Basis(name) {
	case csummary.FromCode:
		c.Basis = boundary.Code
	case csummary.FromTable:
		c.Basis = boundary.Table
	case csummary.FromUser:
		c.Basis = boundary.User
	}
	f := x.sums.Func(name)
	if f == nil {
		c.Facts = x.silence(name)
		return c
	}
	if c.Basis == boundary.Code {
		c.At = cPlace(f.Pos)
	}
	c.Waits = len(f.Blocks) > 0
	for _, g := range f.GoCalls {
		if !slices.Contains(c.CallsGo, g.Name) {
			c.CallsGo = append(c.CallsGo, g.Name)
		}
	}
	c.Facts = facts(f, c.CallsGo)
	return c
}

// silence says of which libraries something is derived for the package, which says
// nothing of a C function.
func (x *explainer) silence(name string) []string {
	switch libraries, otherwise := x.sums.DerivedFrom(name); {
	case otherwise != "":
		return []string{fmt.Sprintf("%s was read, and declares C.%s otherwise than the header here", otherwise, name)}
	case len(libraries) == 1:
		return []string{fmt.Sprintf("%s was read, and nothing is proven there of a function of this name", libraries[0])}
	case len(libraries) > 1:
		return []string{fmt.Sprintf("%s were read, and nothing is proven there of a function of this name", sentence.List(libraries))}
	}
	return nil
}

// facts are clauses about a C function as a whole, whose subject is the
// function.
func facts(f *csummary.Func, callsGo []string) []string {
	var all []string
	add := func(when bool, format string, args ...any) {
		if when {
			all = append(all, fmt.Sprintf(format, args...))
		}
	}
	add(len(callsGo) > 0, "calls back into Go: %s", strings.Join(callsGo, ", "))
	add(len(callsGo) == 0 && f.CallsGo == csummary.Yes, "calls back into Go")
	add(f.CallsGo == csummary.No && !f.Contract, "does not call back into Go (proven from its code)")
	add(f.CallsGo == csummary.No && f.Contract, "does not call back into Go")
	add(f.CallsGo == csummary.Unknown, "whether it calls back into Go is not known")
	var waits []string
	for _, b := range f.Blocks {
		waits = append(waits, waiting(b.Kind))
	}
	add(len(waits) > 0, "may wait for %s", strings.Join(slices.Compact(waits), ", "))
	add(f.Status != csummary.StatusUnknown, "%v%s", f.Status, strings.TrimRight(" "+f.LastErrorKey, " "))
	add(len(f.Thread.Reads) > 0, "reads state of the thread: %s", csummary.WithoutUnits(strings.Join(f.Thread.Reads, ", ")))
	add(len(f.Thread.Writes) > 0, "writes state of the thread: %s", csummary.WithoutUnits(strings.Join(f.Thread.Writes, ", ")))
	add(f.MainThread, "must be called on the main thread")
	add(f.Serial == csummary.Yes, "may be called on many threads at once")
	add(len(f.LongJumps) > 0, "may leave by longjmp")
	add(f.Cost.Time > 0, "takes about %.0f ns besides the crossing", f.Cost.Time)
	return all
}

// waiting says what a function waits for.
func waiting(kind string) string {
	switch kind {
	case "io":
		return "input and output"
	case "lock":
		return "a lock"
	case "time":
		return "time to pass"
	}
	return "something to happen"
}

// does says what a C function does with what argument i points to.
func (x *explainer) does(f *csummary.Func, name string, i int) []boundary.Fact {
	if f == nil || i >= len(f.Params) {
		return nil
	}
	p := &f.Params[i]
	var all []boundary.Fact
	add := func(when bool, format string, args ...any) {
		if when {
			all = append(all, boundary.Fact{Text: fmt.Sprintf(format, args...)})
		}
	}
	for _, r := range slices.Concat(p.Retained, p.RetainedNumber) {
		all = append(all, x.keeps(f, &r)...)
	}
	add(p.NoEscape, "does not keep it%s", x.basis(f, name, i))
	add(p.Freed == csummary.Yes, "frees it")
	add(p.Freed == csummary.Unknown && p.MayFree, "frees it on some paths")
	all = append(all, steps(p.FreedPath)...)
	add(p.Taken == csummary.Yes, "owns it from then on")
	all = append(all, steps(p.TakenPath)...)
	add(p.Returned == csummary.Yes, "returns it, or a pointer into the same object")
	add(p.Called == csummary.Yes, "calls it before it returns")
	add(len(p.CalledLater) > 0, "keeps it for %s to call", strings.Join(p.CalledLater, ", "))
	add(p.CalledOnThread == csummary.Yes, "has it called on a thread that C has started")
	add(p.Out.Kind != csummary.OriginUnknown, "stores there a pointer: %s", handedOut(&p.Out))
	add(p.ReadsUntilNUL == csummary.Yes, "reads it up to a NUL")
	if p.ReadsAtMost != nil {
		add(true, "reads at most %s", amount(p.ReadsAtMost))
	}
	if p.WritesAtMost != nil {
		add(true, "writes at most %s", amount(p.WritesAtMost))
	}
	add(p.ReadOnly && p.Pointer, "does not write what it points to")
	unknown := p.Pointer && !p.NoEscape && len(p.Retained) == 0 && p.Freed != csummary.Yes && p.Taken != csummary.Yes
	add(unknown, "whether it keeps it is not known%s", because(p.Why))
	return all
}

func because(why string) string {
	if why == "" {
		return ""
	}
	return ": " + why
}

// keeps says where a C function keeps a pointer, and how that is known.
func (x *explainer) keeps(f *csummary.Func, r *csummary.Retention) []boundary.Fact {
	text := "keeps it"
	if r.Field != "" {
		text = "keeps pointers in what it points to"
	}
	switch r.Sink {
	case csummary.Global:
		text += " in the global " + r.Place
	case csummary.Argument:
		text += fmt.Sprintf(" in the object of argument %d", r.Arg+1)
	case csummary.Handle:
		text += " in the object that it makes"
	}
	if len(r.Until) > 0 {
		text += " until " + sentence.List(r.Until)
	}
	for i, c := range r.Conds {
		text += [2]string{", if ", " and "}[min(i, 1)] + c.String()
	}
	if f.Contract {
		text += contractOf(f.Library, r.Source)
	}
	return append([]boundary.Fact{{Text: text}}, steps(r.Path)...)
}

// basis says what a statement about argument i rests on.
func (x *explainer) basis(f *csummary.Func, name string, i int) string {
	if !f.Contract {
		return " (proven from its code)"
	}
	source := ""
	if c := x.sums.Contract(name); c != nil {
		if p := c.Param(i); p != nil {
			source = p.Source
		}
	}
	return contractOf(f.Library, source)
}

// contractOf names a contract and what it was taken from.
func contractOf(library, source string) string {
	switch {
	case library == "" && source == "":
		return " (your contract)"
	case source == "":
		return fmt.Sprintf(" (contract of %s)", library)
	}
	return fmt.Sprintf(" (%s)", source)
}

// steps are the places that evidence leads over.
func steps(path []csummary.Step) []boundary.Fact {
	var all []boundary.Fact
	for _, s := range path {
		if s.Pos.File != "" {
			all = append(all, boundary.Fact{Text: s.What, At: cPlace(s.Pos)})
		}
	}
	return all
}
