package retain

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/csummary"
)

// A function that is given a callback keeps it, and what the callback is to
// get, when it is a setter by its name; one that goes over something or does
// something calls it before it returns. What is to be called on a read is set,
// though, and not read.
var (
	setters = cname.Set(`set on add register subscribe install attach watch hook listen bind connect callback cb handler observe notify
		async start`)
	events  = cname.Set("on register subscribe install callback cb handler hook listener")
	loops   = cname.Set("foreach each iterate iter walk visit traverse scan enumerate enum sort qsort bsearch")
	callers = cname.Set("list search find map filter fold apply run exec execute call invoke read parse query dispatch process poll for with until")
)

// guess returns the exported function that C calls with the argument some time
// after the call, by the names and types of the call alone: the argument is a
// void * beside a function, of which only the prototype is known, as is of the
// C function.
func (a argument) guess() string {
	call := a.e.Call
	if a.f.csummary.Func(call.Name) != nil || a.f.csummary.Contract(call.Name) != nil {
		return ""
	}
	words := cname.Words(call.Name)
	is := func(set map[string]bool) bool {
		return slices.ContainsFunc(words, func(w string) bool { return set[w] })
	}
	if !is(setters) || is(loops) || is(callers) && !is(events) || !gotype.IsUnsafePointer(a.e.Args[a.i].Type) {
		return ""
	}
	for _, beside := range []int{a.i - 1, a.i + 1} {
		if beside >= 0 && beside < len(call.Args) {
			if name := a.f.src.PassedFunc(call.Args[beside]); a.f.src.ExportNamed(name) != nil {
				return name
			}
		}
	}
	return ""
}

// addGuess adds that C is likely to keep an argument.
func (f *finder) addGuess(a argument, h handed, callback string) {
	nothing := &csummary.Retention{Sink: csummary.Library, Arg: -1}
	r := f.retentionBy(a, nothing, h, f.mem.Forms.Subject(a.e.Args[a.i].Form))
	r.Callback, r.Arg = callback, a.i
	f.addBlamed(r)
}
