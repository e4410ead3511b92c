package shardskew

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/guard"
)

// indexed returns the slice or array that the value at cur is the index of,
// or nil. It follows conversions, local variables, and results of functions
// of the package.
func (c *checker) indexed(cur inspector.Cursor, depth int) ast.Expr {
	if depth > 4 {
		return nil
	}
	parent := cur.Parent()
	switch cur.ParentEdgeKind() {
	case edge.ParenExpr_X:
		return c.indexed(parent, depth)
	case edge.IndexExpr_Index:
		x := parent.Node().(*ast.IndexExpr).X
		if gotype.Element(c.info.TypeOf(x)) != nil {
			return x
		}
	case edge.CallExpr_Args:
		call := parent.Node().(*ast.CallExpr)
		if c.info.Types[call.Fun].IsType() {
			return c.indexed(parent, depth)
		}
		return c.indexedByParam(c.callee(call), cur.ParentEdgeIndex(), depth)
	case edge.AssignStmt_Rhs:
		stmt := parent.Node().(*ast.AssignStmt)
		if len(stmt.Lhs) == len(stmt.Rhs) {
			return c.indexedBy(stmt.Lhs[cur.ParentEdgeIndex()], depth)
		}
	case edge.ValueSpec_Values:
		spec := parent.Node().(*ast.ValueSpec)
		if len(spec.Names) == len(spec.Values) {
			return c.indexedBy(spec.Names[cur.ParentEdgeIndex()], depth)
		}
	case edge.ReturnStmt_Results:
		for f := range parent.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
			decl, ok := f.Node().(*ast.FuncDecl)
			if !ok || decl.Type.Results.NumFields() != 1 {
				return nil
			}
			fn, _ := c.info.Defs[decl.Name].(*types.Func)
			for _, call := range c.callersOf(fn) {
				if x := c.indexed(call.Cursor, depth+1); x != nil {
					return x
				}
			}
			return nil
		}
	}
	return nil
}

// indexedBy is indexed for the variable that the value is assigned to.
func (c *checker) indexedBy(target ast.Expr, depth int) ast.Expr {
	id, ok := target.(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := c.info.ObjectOf(id).(*types.Var)
	if !ok || v.Kind() != types.LocalVar && v.Kind() != types.ResultVar {
		return nil
	}
	return c.indexedByVar(v, depth)
}

// indexedByParam is indexed for the i-th parameter of a function.
func (c *checker) indexedByParam(fn *types.Func, i, depth int) ast.Expr {
	if fn == nil || fn.Pkg() != c.src.Types || fn.Signature().Variadic() || i >= fn.Signature().Params().Len() {
		return nil
	}
	return c.indexedByVar(fn.Origin().Signature().Params().At(i), depth)
}

func (c *checker) indexedByVar(v *types.Var, depth int) ast.Expr {
	for _, u := range c.guard.Uses(v) {
		if u.Kind == guard.Read {
			if x := c.indexed(u.Cursor, depth+1); x != nil {
				return x
			}
		}
	}
	return nil
}

var shardName = lazyregexp.New(`(?i)shard|bucket|strip|partition|segment|lock|mutex|worker|queue`)

// isSharded reports whether a slice or array holds the parts that something
// is divided into, rather than data that is addressed in steps: its elements
// have a lock or a map, or its name says so.
func (c *checker) isSharded(x ast.Expr) bool {
	if v := c.guard.Path(x).Var(); v != nil && shardName.MatchString(v.Name()) {
		return true
	}
	elem := gotype.Element(c.info.TypeOf(x))
	return elem != nil && hasLockOrMap(elem)
}

// isBytes reports whether a slice or array has elements of one byte. An
// address that indexes it finds an aligned place in it.
func (c *checker) isBytes(x ast.Expr) bool {
	elem := gotype.Element(c.info.TypeOf(x))
	return elem != nil && c.size(elem) == 1
}

func hasLockOrMap(t types.Type) bool {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if guard.IsMutex(t) {
		return true
	}
	if named, ok := types.Unalias(t).(*types.Named); ok && shardName.MatchString(named.Obj().Name()) {
		return true
	}
	switch t := t.Underlying().(type) {
	case *types.Map:
		return true
	case *types.Struct:
		for f := range t.Fields() {
			if _, isMap := f.Type().Underlying().(*types.Map); isMap || guard.IsMutex(f.Type()) {
				return true
			}
		}
	}
	return false
}
