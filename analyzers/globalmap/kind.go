package globalmap

import (
	"go/ast"
	"go/types"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// crosses reports whether keys or values are such as travel to C and back:
// numbers, addresses, and functions that C calls.
func (m *lockedMap) crosses() bool {
	return isID(m.key()) || isFunc(m.elem()) || isForeign(m.elem())
}

func isID(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsInteger != 0 || u.Kind() == types.UnsafePointer
	case *types.Pointer:
		return isForeign(t)
	}
	return false
}

// isAddress reports whether t is a number or address that C has given or
// will get: keys of this type are looked up for C, be it in another package.
func isAddress(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return isForeign(t) || ok && b.Kind() == types.Uintptr
}

// isForeign reports whether t is a C type, a pointer to one, or an
// unsafe.Pointer.
func isForeign(t types.Type) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if b, ok := t.Underlying().(*types.Basic); ok && b.Kind() == types.UnsafePointer {
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
func (c *checker) isFixed(m *lockedMap) bool {
	for _, a := range m.accesses {
		if a.kind == insert && c.info.Types[a.key].Value == nil || a.kind == swap {
			return false
		}
	}
	return true
}

// comesFrom reports whether a local variable holds an element of the map.
func (c *checker) comesFrom(v *types.Var, m *lockedMap) bool {
	for _, a := range m.accesses {
		if a.kind != lookup && a.kind != all {
			continue
		}
		parent := a.use.Cursor.Parent()
		switch n := parent.Node().(type) {
		case *ast.RangeStmt:
			if id, ok := n.Value.(*ast.Ident); ok && c.info.ObjectOf(id) == v {
				return true
			}
		case *ast.IndexExpr:
			if stmt, ok := parent.Parent().Node().(*ast.AssignStmt); ok && len(stmt.Rhs) == 1 {
				if id, ok := stmt.Lhs[0].(*ast.Ident); ok && c.info.ObjectOf(id) == v {
					return true
				}
			}
		}
	}
	return false
}
