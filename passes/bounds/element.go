package bounds

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
)

// element looks at an element of a container: it may be anything when a caller
// of another package passes the container.
func (s *search) element(v ssa.Value, at place) *Cause {
	x := containerOf(v)
	if x == nil || s.p.checkedBefore(lengthOf(x), at) || s.p.comparesElement(at.block.Parent(), keyOf(x)) {
		return nil
	}
	return s.container(x, at)
}

// comparesElement reports whether a function branches on the length of any
// element of a container: it may do so for all of them before.
func (p *Package) comparesElement(fn *ssa.Function, container key) bool {
	for _, b := range fn.Blocks {
		branch, ok := b.Instrs[max(len(b.Instrs)-1, 0)].(*ssa.If)
		if !ok {
			continue
		}
		if cond, ok := branch.Cond.(*ssa.BinOp); ok && (p.termOf(cond.X).isOfElement(container) || p.termOf(cond.Y).isOfElement(container)) {
			return true
		}
	}
	return false
}

// isOfElement reports whether a term is the length of an element.
func (t term) isOfElement(container key) bool {
	return t.length && t.key.root == container.root && strings.HasPrefix(t.key.path, container.path+"[")
}

// container returns why an element of x may be empty.
func (s *search) container(x ssa.Value, at place) *Cause {
	switch x := x.(type) {
	case *ssa.Parameter:
		if cause := s.parameter(x, s.container); cause != nil {
			return &Cause{FromElement, cause.Pos, cause.Value, cause.Object}
		}
	case *ssa.ChangeType:
		return s.container(x.X, at)
	case *ssa.UnOp, *ssa.Field:
		root := publicRoot(x)
		if load, ok := x.(*ssa.UnOp); ok {
			x = load.X
		}
		if field := fieldOf(x); field != nil && root != nil && s.p.isPublic(root.Parent()) {
			return &Cause{FromElement, field.Pos(), x, field}
		}
	}
	return nil
}

// containerOf returns the slice, array or map that a value is an element of,
// or that an address is in; or nil.
func containerOf(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.IndexAddr:
		return v.X
	case *ssa.Index:
		return v.X
	case *ssa.Lookup:
		return v.X
	case *ssa.Extract:
		switch from := v.Tuple.(type) {
		case *ssa.Lookup:
			return from.X
		case *ssa.Next:
			if iterator, ok := from.Iter.(*ssa.Range); ok && !gotype.IsString(iterator.X.Type()) {
				return iterator.X
			}
		}
	}
	return nil
}

// publicRoot returns the parameter that a value is selected from, when all
// fields on the way are exported, of structs with exported names; or nil.
func publicRoot(v ssa.Value) *ssa.Parameter {
	for {
		if field := fieldOf(v); field != nil && !(field.Exported() && isPublicStruct(v)) {
			return nil
		}
		switch x := v.(type) {
		case *ssa.Parameter:
			return x
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.Field:
			v = x.X
		case *ssa.IndexAddr:
			v = x.X
		case *ssa.Index:
			v = x.X
		case *ssa.Alloc:
			if v = onlyValue(x); v == nil {
				return nil
			}
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return nil
			}
			v = x.X
		default:
			return nil
		}
	}
}

// onlyValue returns what a local variable is given as a whole, when that is
// done once: a parameter of a struct type is copied into one. Else it returns
// nil.
func onlyValue(alloc *ssa.Alloc) (only ssa.Value) {
	for _, ref := range govalue.Referrers(alloc) {
		if store, ok := ref.(*ssa.Store); ok && store.Addr == alloc {
			if only != nil {
				return nil
			}
			only = store.Val
		}
	}
	return only
}

// isPublicStruct reports whether the struct that a field is of has an exported
// name.
func isPublicStruct(v ssa.Value) bool {
	var t types.Type
	switch v := v.(type) {
	case *ssa.FieldAddr:
		t = v.X.Type().Underlying().(*types.Pointer).Elem()
	case *ssa.Field:
		t = v.X.Type()
	default:
		return false
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Exported()
}
