package ptrcheck

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/argcheck"
	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// arg checks the argument i of a C call.
func (c *checker) arg(e *gomem.CCall, i int) {
	s := c.scan(e)
	arg := &e.Args[i]
	s.arg(e, arg)
	f, ok := s.worst()
	c.require(s.needs, e.Call.Name, ok && e.Caller == nil)
	if !ok {
		return
	}
	v := Violation{
		Blame: c.blame(e, f, gomem.Subject{Node: e.Call.Args[i], Call: e.Call.CallExpr, Index: i}),
		Kind:  Passed, Found: f, Func: e.Call.Name, Subject: c.forms.Subject(arg.Form),
	}
	v.Path, v.Into = c.pathOf(arg.Form, f)
	v.Movable = c.movable(e, arg)
	v.Pins = c.pins(e, arg, s.found)
	c.add(v)
}

// arg looks at what the run time checks of an argument.
func (s *scan) arg(e *gomem.CCall, arg *gomem.Arg) {
	form := arg.Form
	switch form.Kind {
	case argcheck.Unchecked:
		s.unchecked(e, arg)
	case argcheck.Address:
		for _, a := range arg.Value.First() {
			s.region(a, s.layout.Size(form.Type), form.Type)
		}
	case argcheck.Element, argcheck.Slicing:
		base := arg.Value
		if x := arg.Base(); form.Kind == argcheck.Element && x != nil {
			base = e.Value(x)
		}
		size, elem := s.elements(form.Type)
		for _, a := range base.First() {
			s.region(a, size, elem)
		}
	case argcheck.Whole:
		if gotype.IsAnyPointer(form.Type) {
			for _, a := range arg.Value.First() {
				s.whole(a, "")
			}
		} else if form.Type != nil {
			s.words(arg.Value, form.Type, true)
		}
	}
}

// unchecked looks at an argument in which the run time looks for nothing: a
// number that may be the address of Go memory, or a C struct with one in it.
// Memory that the function keeps alive with runtime.KeepAlive, or stores where
// others find it, as a registry that has the address for a key does, is left to
// it: the collector knows of it, and it does not move while the call lasts.
func (s *scan) unchecked(e *gomem.CCall, arg *gomem.Arg) {
	t := arg.Operand.Type()
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsInteger == 0 {
			return
		}
		for _, a := range arg.Value.First() {
			if !heldByGo(e, a.Mem) {
				s.number(a)
			}
		}
	case *types.Struct:
		s.words(arg.Value, t, true)
	case *types.Pointer:
		for _, a := range arg.Value.First() {
			if size := s.layout.Size(u.Elem()); a.Kind == heap.Pointer && a.Mem.Type != nil && heap.IsC(a.Mem.Type) && a.Step == 0 && size >= 0 {
				s.memory(a.Mem, extent{start: a.Off, end: a.Off + size, t: a.Mem.AsArray(), typed: true}, "")
			}
		}
		s.needs = nil
	}
	s.found = slices.DeleteFunc(s.found, func(f PointerFound) bool {
		return f.Kind != HiddenAddress || heldByGo(e, f.Memory)
	})
}

func heldByGo(e *gomem.CCall, m *heap.Memory) bool {
	return m != nil && m.Shared || e.KeptAlive(m)
}

// elements returns the size of what is checked for &a[i], and the type of its
// elements: of an array, or of all that a slice's memory has.
func (s *scan) elements(t types.Type) (int64, types.Type) {
	if t == nil {
		return -1, nil
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return -1, u.Elem()
	case *types.Array:
		return s.layout.Size(t), t
	case *types.Pointer:
		if array, ok := u.Elem().Underlying().(*types.Array); ok {
			return s.layout.Size(array), array
		}
	}
	return -1, nil
}

// store looks for Go pointers in a value that is stored in C memory.
func (c *checker) store(e *gomem.Store) {
	if heap.IsWord(e.Type) && !gotype.HasPointers(e.Type) {
		return // a number, whatever it is of
	}
	s := c.scan(e)
	s.stored(e.Value, e.Type)
	f, ok := s.worst()
	c.require(s.needs, "", ok && e.Caller == nil)
	if ok {
		node := c.storeNode(e.Instr)
		v := Violation{Blame: c.blame(e, f, gomem.Subject{Node: node}), Kind: Stored, Found: f, Func: e.To.Mem.Func}
		if x, ok := node.(ast.Expr); ok {
			v.Subject = c.forms.Subject(c.forms.OfGo(x))
		}
		c.add(v)
	}
}

// stored checks the words of a stored value as the write barrier of
// GOEXPERIMENT=cgocheck2 does: no unpinned Go pointer, but no further.
func (s *scan) stored(v heap.Value, t types.Type) {
	for _, c := range v.Words {
		p := s.layout.Place(t, c.Slot)
		if p.Type == nil {
			continue
		}
		for _, a := range c.Atoms {
			s.word(a, p.Type, p.Path, false)
		}
	}
	if !v.Unknown {
		return
	}
	s.layout.Headers(t, func(at heap.Slot, path string, t types.Type) bool {
		if !v.Has(at) {
			s.add(PointerFound{Kind: Header, Path: path, Type: t})
		}
		return true
	})
}

// ret looks at the results of a function that C calls.
func (c *checker) ret(e *gomem.Return) {
	for i, r := range e.Instr.Results {
		s := c.scan(e)
		s.returned(e.Results[i], r.Type())
		if f, ok := s.worst(); ok {
			c.add(Violation{
				Blame: c.blame(e, f, gomem.Subject{Node: c.resultNode(e, i, f), Index: i}),
				Kind:  Returned, Found: f, Func: e.Export.Name,
			})
		}
	}
}

// returned is the run time's cgoCheckResult: a result may not be or hold an
// unpinned Go pointer.
func (s *scan) returned(v heap.Value, t types.Type) {
	for _, c := range v.Words {
		p := s.layout.Place(t, c.Slot)
		if _, ok := t.Underlying().(*types.Interface); ok {
			p = heap.Place{Type: t}
		}
		if p.Type == nil {
			continue
		}
		for _, a := range c.Atoms {
			s.word(a, p.Type, p.Path, true)
		}
	}
	s.layout.Headers(t, func(at heap.Slot, path string, t types.Type) bool {
		name, _ := heap.Header(t)
		if name == "map" || name == "channel" || v.Unknown && !v.Has(at) {
			s.add(PointerFound{Kind: Header, Path: path, Type: t})
		}
		return true
	})
}

// resultNode returns the node to blame for the result i: its type, when that
// says it all, else the expression in the return statement.
func (c *checker) resultNode(e *gomem.Return, i int, f PointerFound) ast.Node {
	decl := e.Export.Decl
	if f.Kind == Header {
		n := 0
		for _, field := range decl.Type.Results.List {
			n += max(1, len(field.Names))
			if i < n {
				return field.Type
			}
		}
	}
	for cur := range c.src.Inspector().Root().Preorder((*ast.ReturnStmt)(nil)) {
		r := cur.Node().(*ast.ReturnStmt)
		if r.Return == e.Instr.Pos() {
			if i < len(r.Results) && len(r.Results) == e.Export.Func.Signature().Results().Len() {
				return r.Results[i]
			}
			return r
		}
	}
	return decl.Name
}
