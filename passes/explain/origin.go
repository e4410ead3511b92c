package explain

import (
	"fmt"
	"go/ast"
	"go/types"

	"github.com/cgolint/cgolint/internal/boundary"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// An origin is whose memory a pointer may lead to.
type origin struct {
	facts []boundary.Fact

	goMemory bool // that may move or go: not pinned for longer than the call
	pinned   bool // Go's, and pinned for longer
	foreign  bool // C's, or Go's that stays for good
	caller   bool // it depends on who calls the function
	null     bool
	unknown  bool
}

// origin says what an argument points to, by the events of its call.
func (x *explainer) origin(call *ast.CallExpr, i int) origin {
	var o origin
	if name := x.src.PassedFunc(call.Args[i]); name != "" {
		o.foreign = true
		o.add(boundary.Fact{Text: x.function(name)})
		return o
	}
	events := x.events[call]
	if len(events) == 0 {
		o.unknown = true
		o.add(boundary.Fact{Text: "not known: the function around it was not followed so far"})
		return o
	}
	for n, e := range events {
		if i >= len(e.Args) {
			continue
		}
		if n > 0 && !o.caller {
			break // callers only repeat it
		}
		o.atoms(x, e, e.Args[i].Value.First())
	}
	if name := x.opaque(call.Args[i]); name != "" && !o.goMemory && (o.caller || o.unknown) {
		o.foreign, o.caller, o.unknown = true, false, false
		o.add(boundary.Fact{Text: fmt.Sprintf("C's: Go cannot make a %s, of which C declares no fields", name)})
	}
	return o
}

// function says what function of C is passed.
func (x *explainer) function(name string) string {
	if e := x.src.ExportNamed(name); e != nil {
		return "the Go function " + name + " as C calls it, by its export"
	}
	return "the C function " + name
}

// opaque returns the C name of the type that an argument points to, without
// conversions, if C declares no more of it than its name, or "". What has such a type
// is hardly Go memory.
func (x *explainer) opaque(arg ast.Expr) string {
	t := x.src.Info.TypeOf(x.src.Unconverted(arg))
	if t == nil {
		return ""
	}
	pointer, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return ""
	}
	name := gotype.TypeName(pointer.Elem())
	s, ok := pointer.Elem().Underlying().(*types.Struct)
	if name == nil || !ok || !isIncomplete(s) {
		return ""
	}
	return cgosource.TypeString(pointer.Elem())
}

// isIncomplete reports whether a struct is what cgo makes of one without fields that
// C declares (runtime/cgo.Incomplete).
func isIncomplete(s *types.Struct) bool {
	if s.NumFields() != 1 || s.Field(0).Name() != "_" {
		return false
	}
	name := gotype.TypeName(s.Field(0).Type())
	return name != nil && name.Name() == "NotInHeap"
}

// add adds a fact once, and not more of them than anybody reads.
func (o *origin) add(f boundary.Fact) {
	const most = 6
	for _, known := range o.facts {
		if known == f {
			return
		}
	}
	if len(o.facts) < most {
		o.facts = append(o.facts, f)
	}
}

// atoms adds what one run of the function says of a value.
func (o *origin) atoms(x *explainer, e *gomem.CCall, atoms heap.Atoms) {
	by := ""
	if e.Caller != nil {
		by = fmt.Sprintf(", when %s calls", rootName(e))
	}
	for _, a := range atoms {
		o.atom(x, e, a, by)
	}
}

// rootName is the name of the function that a run began with.
func rootName(e *gomem.CCall) string {
	f := e.Frame
	for f.Caller != nil {
		f = f.Caller
	}
	return f.Fn.Name()
}

func (o *origin) atom(x *explainer, e *gomem.CCall, a heap.Atom, by string) {
	switch a.Kind {
	case heap.Null:
		o.null = true
		return
	case heap.Any:
		o.unknown = true
		o.add(boundary.Fact{Text: "of an origin that is not known" + by})
		return
	case heap.Code:
		o.goMemory = true
		o.add(boundary.Fact{Text: "a Go func value" + by})
		return
	}
	m := a.Mem
	fact := boundary.Fact{Text: describe(m) + by, At: x.place(m.Pos)}
	switch {
	case m.Origin == heap.C, m.Origin == heap.Static, m.Global:
		o.foreign = true
	case m.Origin == heap.Go && e.State.Pinned(m) && !e.PinnedUntilReturn(m):
		o.pinned = true
		fact.Text += ", pinned"
	case m.Origin == heap.Go:
		o.goMemory = true
		if e.State.Pinned(m) {
			fact.Text += ", pinned until the function returns"
		}
	case m.Param != nil && e.Caller == nil:
		o.caller = true
		fact = boundary.Fact{Text: parameter(e, m.Param)}
	default:
		o.unknown = true
		fact = boundary.Fact{Text: "of an origin that is not known" + by}
	}
	o.add(fact)
}

// describe says whose memory it is, and what it is.
func describe(m *heap.Memory) string {
	switch {
	case m.Origin == heap.C && m.Func != "":
		return "C memory, from C." + m.Func
	case m.Origin == heap.C:
		return "C memory"
	case m.Global && m.Name != "":
		return "the package's variable " + m.Name + ", which does not move"
	case m.Origin == heap.Static && m.Name != "":
		return "the variable " + m.Name + ", which holds no Go pointer"
	case m.Origin == heap.Static:
		return "memory of Go that does not move and holds no Go pointer"
	case m.Name != "":
		return "Go memory, the variable " + m.Name
	case m.Repeated:
		return "Go memory, an array made here"
	}
	return "Go memory, made here"
}

// parameter says of memory that it is up to the callers of the function.
func parameter(e *gomem.CCall, path *heap.Path) string {
	name := fmt.Sprint("parameter ", path.Param)
	if path.Param < len(e.Fn.Params) && e.Fn.Params[path.Param].Name() != "" {
		name = e.Fn.Params[path.Param].Name()
	}
	if len(path.Offsets) > 0 {
		return fmt.Sprintf("what %s leads to, which the callers of %s pass", name, e.Fn.Name())
	}
	return fmt.Sprintf("what the callers of %s pass as %s", e.Fn.Name(), name)
}
