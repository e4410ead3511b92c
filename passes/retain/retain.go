package retain

import (
	"go/ast"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// Analyzer finds retentions; it reports nothing. Its result is a *[Package],
// and its fact [Summary].
var Analyzer = &analysis.Analyzer{
	Name:             "retain",
	Doc:              "find Go memory that C keeps after the call",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/retain",
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer, gomem.Analyzer},
	ResultType:       reflect.TypeFor[*Package](),
	FactTypes:        []analysis.Fact{(*Summary)(nil)},
}

// A Package holds the retentions of one package.
type Package struct {
	Retentions []Retention // in source order
	Guesses    []Retention // likely ones, by the names of C functions with a callback

	csummary *csummary.Package
}

// A Retention is a place where C is given Go memory that it keeps after the
// call, and that is not pinned for so long (cmd/cgo, "Passing pointers": C code
// may keep a copy of a Go pointer only as long as the memory it points to is
// pinned).
type Retention struct {
	gomem.Blame
	Memory  *heap.Memory // that is kept
	Func    string       // the C function that keeps it, without "C."
	Subject string       // the text of the argument, or of the part of it that is kept

	// Evidence says how C keeps it. Of a function of another package only the
	// place and the path are known.
	Evidence csummary.Retention
	// Object is the text of the argument whose object keeps the pointer, when
	// one does: of Evidence.Arg.
	Object string

	// Number tells that C gets the address as a number: it may be a key and
	// nothing else.
	Number bool
	// Unpinned tells that the memory is pinned, but not for as long as C
	// keeps it: the function that pins it also unpins it before it returns.
	Unpinned bool
	// Callback is, of a guess, the exported function that gets the pointer,
	// and Arg the index of C's argument.
	Callback string
	Arg      int
}

func run(pass *analysis.Pass) (any, error) {
	f := &finder{
		pass:     pass,
		src:      pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		csummary: pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		mem:      pass.ResultOf[gomem.Analyzer].(*gomem.Package),
	}
	for _, root := range f.mem.Roots {
		f.root(root)
	}
	kind := func(Retention) struct{} { return struct{}{} }
	blame := func(r Retention) *gomem.Blame { return &r.Blame }
	found := &Package{csummary: f.csummary}
	for _, r := range gomem.Nearest(f.retentions, kind, blame) {
		if r.Callback != "" {
			found.Guesses = append(found.Guesses, r)
		} else {
			found.Retentions = append(found.Retentions, r)
		}
	}
	return found, nil
}

// A finder looks at the events of one package.
type finder struct {
	pass     *analysis.Pass
	src      *cgosource.Package
	csummary *csummary.Package
	mem      *gomem.Package

	retentions []Retention
	summary    *Summary // of the root
}

// root looks at the events of a root, and exports what callers must know.
func (f *finder) root(root *gomem.Root) {
	f.summary = new(Summary)
	for _, e := range root.Events {
		switch e := e.(type) {
		case *gomem.CCall:
			for i := range e.Args {
				f.arg(argument{f, e, i})
			}
		case *gomem.GoCall:
			f.goCall(e)
		}
	}
	if obj := f.mem.Exported(root); obj != nil && (f.summary.Kept != nil || f.summary.Freed != nil) {
		f.pass.ExportObjectFact(obj, f.summary)
	}
}

// arg looks whether C keeps an argument, or a pointer in it.
func (f *finder) arg(a argument) {
	f.inside(a)
	h := f.handed(a.e, a.value().First())
	if h.memory == nil && !h.fromCaller {
		return // before the C is read
	}
	if fn := a.function(); fn != nil && fn.Params[a.i].Freed == csummary.Yes {
		f.free(a.value())
	}
	r := a.retention()
	if r == nil {
		if callback := a.guess(); callback != "" && h.memory != nil && !h.unpinned {
			f.addGuess(a, h, callback)
		}
		return
	}
	h.number = !gotype.HasPointers(a.e.Args[a.i].Type)
	if h.fromCaller && !h.number {
		f.require(a, r)
	}
	if h.memory != nil && !a.isOver(r, h) {
		f.add(a, r, h, f.mem.Forms.Subject(a.e.Args[a.i].Form))
	}
}

// add adds a retention of the argument, or of the part of it that is called
// subject.
func (f *finder) add(a argument, evidence *csummary.Retention, h handed, subject string) {
	f.addBlamed(f.retentionBy(a, evidence, h, subject))
}

func (f *finder) retentionBy(a argument, evidence *csummary.Retention, h handed, subject string) Retention {
	call := a.e.Call
	r := Retention{
		Memory: h.memory, Func: call.Name, Subject: subject, Evidence: *evidence, Number: h.number, Unpinned: h.unpinned,
		Blame: gomem.BlameFor(a.e, gomem.Subject{Node: call.Args[a.i], Call: call.CallExpr, Index: a.i, Memory: []*heap.Memory{h.memory}}),
	}
	if evidence.Arg >= 0 && evidence.Arg < len(call.Args) {
		form := f.mem.Forms.OfGo(call.Args[evidence.Arg])
		r.Object = f.mem.Forms.Subject(form)
	}
	return r
}

// addBlamed adds a retention. When another argument than the event's is to
// blame, that is the subject.
func (f *finder) addBlamed(r Retention) {
	if r.Node == nil {
		return
	}
	if r.InCallee() {
		r.Subject = ""
		if r.Param >= 0 {
			r.Subject = f.mem.Forms.Subject(f.mem.Forms.OfGo(r.Node.(ast.Expr)))
		}
	}
	f.retentions = append(f.retentions, r)
}

// handed is the Go memory that a pointer points to which C gets.
type handed struct {
	memory     *heap.Memory // that C may not keep, or nil
	fromCaller bool         // it depends on the callers what the pointer points to
	unpinned   bool         // see Retention
	number     bool
}

// handed returns the Go memory that a pointer points to.
func (f *finder) handed(e gomem.Event, ptr heap.Atoms) (h handed) {
	st := e.At().State
	for _, a := range ptr {
		switch {
		case a.Kind != heap.Pointer || a.Mem.Global || a.Mem.Origin == heap.C || a.Mem.Origin == heap.Static:
		case (a.Mem.Origin == heap.Go || f.isGoType(a.Mem)) && f.mayMove(e, a.Mem, &h):
			h.memory = a.Mem
		case a.Mem.Origin == heap.Unknown && a.Mem.Param != nil && !st.Pinned(a.Mem):
			h.fromCaller = true
		}
	}
	return h
}

// mayMove reports whether Go memory is not pinned for longer than the function
// runs.
func (f *finder) mayMove(e gomem.Event, m *heap.Memory, h *handed) bool {
	at := e.At()
	if !at.State.Pinned(m) {
		return true
	}
	if !at.PinnedUntilReturn(m) {
		return false
	}
	h.unpinned = true
	return true
}

// free notes that what v points to is freed.
func (f *finder) free(v heap.Value) {
	for _, a := range v.First() {
		if a.Kind != heap.Pointer || a.Mem.Param == nil || len(a.Mem.Param.Offsets) > 0 || a.Off != 0 {
			continue
		}
		if i := a.Mem.Param.Param; !slices.Contains(f.summary.Freed, i) {
			f.summary.Freed = append(f.summary.Freed, i)
		}
	}
}
