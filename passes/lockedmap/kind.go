package lockedmap

import (
	"go/ast"
	"go/types"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// crosses reports whether keys or values are such as travel to C and back:
// numbers, addresses, and functions that C calls.
func (m *Map) crosses() bool {
	return isID(m.Key()) || gotype.IsFunc(m.Elem()) || isForeign(m.Elem())
}

func isID(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsInteger != 0 && !isEnum(t) || u.Kind() == types.UnsafePointer
	case *types.Pointer:
		return isForeign(t)
	}
	return false
}

// isEnum reports whether values of t have names, as the kinds of images have
// that a library supports: such a number does not tell objects apart.
func isEnum(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || isForeign(t) {
		return false
	}
	scope, names := named.Obj().Pkg().Scope(), 0
	for _, name := range scope.Names() {
		if c, ok := scope.Lookup(name).(*types.Const); ok && types.Identical(c.Type(), t) {
			if names++; names > 1 {
				return true
			}
		}
	}
	return false
}

// isAddress reports whether t is a number or address that C has given or
// will get: keys of this type are looked up for C, be it in another package.
func isAddress(t types.Type) bool {
	return isForeign(t) || gotype.IsUintptr(t)
}

// isForeign reports whether t is a C type, a pointer to one, or an
// unsafe.Pointer.
func isForeign(t types.Type) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if gotype.IsUnsafePointer(t) {
		return true
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	_, _, isC := cgosource.CName(named.Obj())
	return isC
}

// isFixed reports whether all keys are constants: the map is a table.
func (p *Package) isFixed(m *Map) bool {
	for _, a := range m.Accesses {
		if a.Kind == Insert && p.info.Types[a.Key].Value == nil || a.Kind == Swap {
			return false
		}
	}
	return true
}

// ComesFrom reports whether a local variable holds an element of the map.
func (p *Package) ComesFrom(v *types.Var, m *Map) bool {
	for _, a := range m.Accesses {
		if a.Kind != Lookup && a.Kind != All {
			continue
		}
		parent := a.Use.Cursor.Parent()
		switch n := parent.Node().(type) {
		case *ast.RangeStmt:
			if id, ok := n.Value.(*ast.Ident); ok && p.info.ObjectOf(id) == v {
				return true
			}
		case *ast.IndexExpr:
			if stmt, ok := parent.Parent().Node().(*ast.AssignStmt); ok && len(stmt.Rhs) == 1 {
				if id, ok := stmt.Lhs[0].(*ast.Ident); ok && p.info.ObjectOf(id) == v {
					return true
				}
			}
		}
	}
	return false
}

// IsQuick reports whether a C function only manages or copies memory: a lock
// held meanwhile does not matter.
func IsQuick(name string) bool {
	switch name {
	case "malloc", "calloc", "realloc", "free", "CString", "CBytes", "strlen", "memcpy", "memset":
		return true
	}
	return false
}
