package retain

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// A Summary is the fact that the analyzer exports for a Go function whose
// parameters lead to memory that C keeps or frees.
type Summary struct {
	Kept  []Kept
	Freed []int // parameters; the receiver is parameter 0
}

// A Kept is memory that C keeps.
type Kept struct {
	Param   int             // that leads to it
	Offsets []int64         // of the pointers to follow from the parameter, in bytes
	Off     int64           // then, in the memory
	Func    string          // the C function, without "C."
	Place   string          // the global in which C keeps the pointer, or ""
	Path    []csummary.Step // by which it comes there
}

func (k Kept) equal(l Kept) bool {
	return k.Param == l.Param && k.Off == l.Off && slices.Equal(k.Offsets, l.Offsets)
}

// AFact marks Summary as a fact.
func (*Summary) AFact() {}

func (s *Summary) String() string {
	var parts []string
	for _, k := range s.Kept {
		what := fmt.Sprintf("parameter %d", k.Param)
		for _, off := range k.Offsets {
			what += fmt.Sprintf("→%d", off)
		}
		parts = append(parts, what+" is kept by C."+k.Func)
	}
	for _, i := range s.Freed {
		parts = append(parts, fmt.Sprintf("parameter %d is freed", i))
	}
	return strings.Join(parts, ", ")
}

// require notes for the callers of the root that C keeps what they pass.
func (f *finder) require(a argument, r *csummary.Retention) {
	k := Kept{Func: a.e.Call.Name, Path: f.written(r.Path)}
	if r.Sink == csummary.Global {
		k.Place = r.Place
	}
	for _, atom := range a.value().First() {
		f.requireOf(atom, k)
	}
}

// written returns a path with the columns that the files have, for packages
// that do not know which of their lines are comments with C in them.
func (f *finder) written(path []csummary.Step) []csummary.Step {
	all := slices.Clone(path)
	for i := range all {
		if pos, ok := f.csummary.PreamblePos(all[i].Pos); ok {
			all[i].Pos.Column = f.pass.Fset.PositionFor(pos, false).Column
		}
	}
	return all
}

// requireOf notes that C keeps, as k says, what a points to, if a parameter
// leads to it.
func (f *finder) requireOf(a heap.Atom, k Kept) {
	if a.Kind != heap.Pointer || a.Mem.Origin != heap.Unknown || a.Mem.Param == nil {
		return
	}
	k.Param, k.Offsets, k.Off = a.Mem.Param.Param, a.Mem.Param.Offsets, a.Off
	if !slices.ContainsFunc(f.summary.Kept, k.equal) {
		f.summary.Kept = append(f.summary.Kept, k)
	}
}

// goCall looks whether C keeps what is passed to a function of another
// package.
func (f *finder) goCall(e *gomem.GoCall) {
	s := f.imported(e.Callee)
	for _, k := range s.Kept {
		if k.Param < len(e.Args) {
			f.kept(e, k)
		}
	}
	for _, i := range s.Freed {
		if i < len(e.Args) {
			f.free(e.Args[i])
		}
	}
}

func (f *finder) imported(fn *types.Func) *Summary {
	s := new(Summary)
	f.pass.ImportObjectFact(fn.Origin(), s)
	return s
}

// kept looks whether the memory that C keeps by way of a function of another
// package is Go's.
func (f *finder) kept(e *gomem.GoCall, k Kept) {
	to := e.State.Follow(e.Args[k.Param], k.Offsets)
	for _, a := range to {
		f.requireOf(a, k)
	}
	h := f.handed(e, to)
	if h.memory == nil || h.unpinned {
		return
	}
	call := f.mem.CallExpr(e.Instr)
	r := Retention{Memory: h.memory, Func: k.Func, Evidence: csummary.Retention{Place: k.Place, Path: k.Path, Arg: -1}}
	subject := gomem.Subject{Node: call.Fun, Call: call, Index: k.Param, Memory: []*heap.Memory{h.memory}}
	if arg := e.Arg(call, k.Param); arg != nil {
		subject.Node, r.Subject = arg, f.mem.Forms.Subject(f.mem.Forms.OfGo(arg))
	}
	r.Blame = gomem.BlameFor(e, subject)
	f.addBlamed(r)
}
