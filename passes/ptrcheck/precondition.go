package ptrcheck

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// Preconditions is the fact that the analyzer exports for a Go function which
// hands to C what its parameters lead to.
type Preconditions struct {
	Needs []Precondition
}

// A Precondition is what cgo's rules for passing pointers require of memory
// that a parameter of a function leads to, because the function gives it to C.
type Precondition struct {
	Kind    PreconditionKind
	Param   int     // the receiver is parameter 0
	Offsets []int64 // of the pointers to follow from the parameter, in bytes
	Off     int64   // then, in the memory
	Size    int64   // of Region; -1 is all that follows
	Func    string  // the C function, without "C."; "" for a store into C memory

	// Reported tells that the function violates it itself, whatever its caller
	// passes: callers in the same module need not be told.
	Reported bool
}

// PreconditionKind says what is required.
type PreconditionKind uint8

// The requirements of memory.
const (
	Whole        PreconditionKind = iota + 1 // all of the memory holds no unpinned Go pointer
	Region                                   // Size bytes of it don't
	NotGo                                    // the pointer itself is none to unpinned Go memory
	NotGoAddress                             // the same, because C gets it as a number
)

func (n Precondition) equal(m Precondition) bool {
	return n.Kind == m.Kind && n.Param == m.Param && n.Off == m.Off && n.Size == m.Size && slices.Equal(n.Offsets, m.Offsets)
}

// AFact marks Preconditions as a fact.
func (*Preconditions) AFact() {}

func (p *Preconditions) String() string {
	var parts []string
	for _, n := range p.Needs {
		parts = append(parts, n.String())
	}
	return strings.Join(parts, ", ")
}

func (n Precondition) String() string {
	what := fmt.Sprintf("parameter %d", n.Param)
	for _, off := range n.Offsets {
		what += fmt.Sprintf("→%d", off)
	}
	to := "C memory"
	if n.Func != "" {
		to = "C." + n.Func
	}
	switch {
	case n.Kind == Whole:
		return what + " goes whole to " + to
	case n.Kind == Region && n.Size < 0:
		return fmt.Sprintf("%s goes to %s from byte %d on", what, to, n.Off)
	case n.Kind == Region:
		return fmt.Sprintf("%s goes to %s, %d bytes from byte %d on", what, to, n.Size, n.Off)
	case n.Kind == NotGoAddress:
		return what + " goes as a number to " + to
	}
	return what + " is stored where " + to + " sees it"
}

// goCall holds the arguments of a function of another package against its
// preconditions.
func (c *checker) goCall(e *gomem.GoCall) {
	for _, n := range c.importedNeeds(e.Callee) {
		if n.Param >= len(e.Args) {
			continue
		}
		s := c.scan(e)
		for _, a := range s.state.Follow(e.Args[n.Param], n.Offsets) {
			s.checkPrecondition(a, n)
		}
		f, ok := s.worst()
		c.require(s.needs, n.Func, n.Reported || ok && e.Caller == nil)
		if ok && !(n.Reported && c.inModule(e.Callee)) {
			c.add(c.violated(e, n, f))
		}
	}
}

// checkPrecondition looks whether what a points to is as n requires.
func (s *scan) checkPrecondition(a heap.Atom, n Precondition) {
	switch n.Kind {
	case Whole:
		if a.Kind == heap.Pointer && a.Mem.Origin == heap.Unknown && a.Mem.Param == nil {
			return
		}
		s.whole(a, "")
	case Region:
		if a.Kind == heap.Pointer {
			a = a.Plus(n.Off)
			s.region(a, n.Size, s.typeAt(a, n))
		}
	case NotGoAddress:
		s.number(a)
	case NotGo:
		switch {
		case a.Kind != heap.Pointer || a.Mem.Global || s.state.Pinned(a.Mem):
		case a.Mem.Origin == heap.Go || s.layout.MustBeGo(a.Mem):
			s.add(PointerFound{Kind: UnpinnedPointer, Memory: a.Mem})
		case a.Mem.Origin == heap.Unknown:
			s.need(a.Mem, Precondition{Kind: NotGo, Off: a.Off})
		}
	}
}

// typeAt returns the type that the memory has where the region of n begins:
// the whole when the region is no smaller.
func (s *scan) typeAt(a heap.Atom, n Precondition) types.Type {
	t := a.Mem.Type
	if t == nil {
		return nil
	}
	if array, ok := t.Underlying().(*types.Array); ok && n.Size < 0 && !a.Mem.Repeated {
		return array.Elem()
	}
	for n.Size >= 0 && !a.Mem.Repeated {
		u, ok := t.Underlying().(*types.Struct)
		if !ok || s.layout.Size(t) <= n.Size && a.Off == 0 {
			break
		}
		i := s.layout.FieldAt(u, heap.Slot{Off: a.Off})
		if i < 0 {
			break
		}
		a.Off -= s.layout.Offset(u, i)
		t = u.Field(i).Type()
	}
	return t
}

// violated returns the violation of a precondition of a function of another
// package.
func (c *checker) violated(e *gomem.GoCall, n Precondition, f PointerFound) Violation {
	call := c.mem.CallExpr(e.Instr)
	v := Violation{Kind: Passed, Found: f, Func: n.Func}
	if n.Func == "" {
		v.Kind = Stored
	}
	node := call.Fun
	if arg := e.Arg(call, n.Param); arg != nil {
		form := c.forms.OfGo(arg)
		node, v.Subject = arg, c.forms.Subject(form)
		if len(n.Offsets) == 0 && (n.Kind == Whole || n.Kind == Region) {
			v.Path, v.Into = c.pathOf(form, f)
		}
	}
	v.Blame = c.blame(e, f, gomem.Subject{Node: ast.Node(node), Call: call, Index: n.Param})
	return v
}
