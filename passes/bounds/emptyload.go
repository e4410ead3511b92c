package bounds

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// load looks at what a variable holds: a field, or what a local variable that
// lives on the heap was given.
func (s *search) load(addr ssa.Value, at place) *Cause {
	switch addr := addr.(type) {
	case *ssa.FieldAddr:
		return s.field(addr)
	case *ssa.Alloc:
		return s.anyStore(addr)
	case *ssa.IndexAddr:
		return s.element(addr, at)
	case *ssa.Global:
		return s.given(variableOf(addr))
	case *ssa.FreeVar:
		if closure := closureOf(addr.Parent()); closure != nil {
			for i, free := range addr.Parent().FreeVars {
				if free == addr {
					return s.load(closure.Bindings[i], placeOf(closure))
				}
			}
		}
	}
	return nil
}

// anyStore looks at the values that a local variable is given.
func (s *search) anyStore(alloc *ssa.Alloc) *Cause {
	for _, ref := range govalue.Referrers(alloc) {
		store, ok := ref.(*ssa.Store)
		if !ok || store.Addr != alloc {
			continue
		}
		if cause := s.empty(store.Val, placeOf(store)); cause != nil {
			return cause
		}
	}
	return nil
}

// field looks at a field. An exported one of an exported struct is set by
// other packages, when a function of the package gets the struct from them;
// for others it must be seen that the package stores what may be empty. Of a
// count that C gave it is not known whether C accepts 0 later.
func (s *search) field(v ssa.Value) *Cause {
	field := fieldOf(v)
	if field == nil {
		return nil
	}
	if root := publicRoot(v); root != nil && s.p.isPublic(root.Parent()) {
		return &Cause{FromField, field.Pos(), v, field}
	}
	return s.given(field)
}

// given returns why what the package stores in a field or variable may be
// empty.
func (s *search) given(v *types.Var) *Cause {
	for _, store := range s.p.stores()[v] {
		cause := s.empty(store.Val, placeOf(store))
		if cause != nil && cause.Origin != FromC {
			return cause
		}
	}
	return nil
}
