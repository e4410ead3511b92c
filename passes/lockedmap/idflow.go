package lockedmap

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/guard"
)

// NotOpaque says where the package uses the numbers of a map's entries for more
// than to pass them on, to C among others, and to look up with them. It returns
// "" where it does not: numbers that do not follow each other serve as well
// then.
//
// What the package hands to other packages by its own exported functions
// counts as opaque.
func (p *Package) NotOpaque(m *Map) string {
	f := &idFlow{Package: p, m: m, visited: make(map[types.Object]bool)}
	for _, d := range m.IDAllocs {
		for _, u := range d.Reads {
			f.follow(u.Cursor)
		}
	}
	for _, u := range p.guard.Uses(m.Counter) {
		if u.Kind != guard.Literal && !f.isDrawn(u) {
			f.fail("the counter is used for something else")
		}
	}
	for _, a := range m.Accesses {
		f.followAccess(a)
	}
	return f.reason
}

// An idFlow follows the numbers of a map's entries.
type idFlow struct {
	*Package
	m       *Map
	visited map[types.Object]bool
	reason  string
}

func (f *idFlow) fail(reason string) {
	if f.reason == "" {
		f.reason = reason
	}
}

func (f *idFlow) isDrawn(u *guard.Use) bool {
	for _, d := range f.m.IDAllocs {
		if f.isIn(u, d.Region) {
			return true
		}
	}
	return false
}

// followAccess follows the keys that a loop goes through, and looks whether
// the key of a lookup had room for all of the number.
func (f *idFlow) followAccess(a *Access) {
	if a.Kind == All {
		loop, ok := a.Use.Cursor.Parent().Node().(*ast.RangeStmt)
		if !ok {
			f.fail("it is gone through in another way")
		} else if loop.Key != nil {
			f.followTo(loop.Key)
		}
	}
	if a.Key != nil && f.isNarrow(f.info.TypeOf(f.src.Unconverted(a.Key))) {
		f.fail("a number is looked up that has fewer bits")
	}
}

// isNarrow reports whether a type has not the size of an address everywhere.
func (f *idFlow) isNarrow(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	if !ok {
		return false
	}
	switch b.Kind() {
	case types.Int, types.Uint, types.Int64, types.Uint64, types.Uintptr, types.UnsafePointer, types.UntypedInt, types.Invalid:
		return false
	}
	return true
}

// follow looks at what becomes of the number that the expression at cur is.
func (f *idFlow) follow(cur inspector.Cursor) {
	if t := f.info.TypeOf(cur.Node().(ast.Expr)); t == nil || f.isNarrow(t) {
		f.fail("the numbers do not have 64 bits")
		return
	}
	parent := cur.Parent()
	switch cur.ParentEdgeKind() {
	case edge.ParenExpr_X:
		f.follow(parent)
	case edge.ReturnStmt_Results:
		f.followResult(parent, cur.ParentEdgeIndex())
	case edge.IndexExpr_Index:
		if _, ok := f.info.TypeOf(parent.Node().(*ast.IndexExpr).X).Underlying().(*types.Map); !ok {
			f.fail("a number is an index")
		}
	case edge.CallExpr_Args:
		f.followArgument(parent, cur.ParentEdgeIndex())
	case edge.AssignStmt_Rhs:
		if stmt := parent.Node().(*ast.AssignStmt); len(stmt.Lhs) == len(stmt.Rhs) {
			f.followTo(stmt.Lhs[cur.ParentEdgeIndex()])
		}
	case edge.ValueSpec_Values:
		if spec := parent.Node().(*ast.ValueSpec); len(spec.Names) == len(spec.Values) {
			f.followTo(spec.Names[cur.ParentEdgeIndex()])
		}
	case edge.KeyValueExpr_Value:
		f.followField(parent)
	case edge.BinaryExpr_X, edge.BinaryExpr_Y:
		f.followBinary(parent.Node().(*ast.BinaryExpr))
	default:
		f.fail("a number is used in a way that is not understood")
	}
}

// followBinary lets a number be held against 0, which is none of any kind.
func (f *idFlow) followBinary(e *ast.BinaryExpr) {
	for _, side := range []ast.Expr{e.X, e.Y} {
		if v := f.info.Types[side].Value; v != nil && v.ExactString() == "0" {
			switch e.Op {
			case token.EQL, token.NEQ, token.GTR, token.LEQ, token.LSS, token.GEQ:
				return
			}
		}
	}
	f.fail("the numbers are compared or calculated with")
}

// followArgument follows a number into a conversion or a function of the
// package. C may have it.
func (f *idFlow) followArgument(parent inspector.Cursor, i int) {
	call := parent.Node().(*ast.CallExpr)
	if f.src.IsConversion(call) {
		f.followConversion(parent)
		return
	}
	if f.src.Call(call) != nil {
		return
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if b, ok := f.info.Uses[id].(*types.Builtin); ok {
			if b.Name() != "delete" {
				f.fail("the numbers are collected")
			}
			return
		}
	}
	fn := f.guard.Callee(call)
	if fn == nil || fn.Pkg() != f.src.Types {
		f.fail("a number is handed to another package, which may print or compare it")
		return
	}
	sig := fn.Signature()
	if i >= sig.Params().Len() || sig.Variadic() && i >= sig.Params().Len()-1 {
		f.fail("the numbers are collected")
		return
	}
	f.followVar(sig.Params().At(i).Origin())
}

func (f *idFlow) followConversion(parent inspector.Cursor) {
	t := f.info.TypeOf(parent.Node().(ast.Expr))
	if gotype.IsAnyPointer(t) {
		return // C has it as a void *
	}
	if !gotype.IsInteger(t) {
		f.fail("a number is turned into something else")
		return
	}
	f.follow(parent)
}

// followResult follows a number that a function returns as its i-th result.
func (f *idFlow) followResult(ret inspector.Cursor, i int) {
	for outer := range ret.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		decl, ok := outer.Node().(*ast.FuncDecl)
		if !ok {
			f.fail("a function literal returns a number")
			return
		}
		fn, ok := f.info.Defs[decl.Name].(*types.Func)
		if ok && !f.visited[fn] {
			f.visited[fn] = true
			f.followCalls(fn, i)
		}
		return
	}
}

func (f *idFlow) followCalls(fn *types.Func, i int) {
	for call := range f.src.Inspector().Root().Preorder((*ast.CallExpr)(nil)) {
		if f.guard.Callee(call.Node().(*ast.CallExpr)) != fn {
			continue
		}
		switch parent := call.Parent().Node().(type) {
		case *ast.ExprStmt, *ast.GoStmt, *ast.DeferStmt:
			continue
		case *ast.AssignStmt:
			if fn.Signature().Results().Len() > 1 {
				f.followTo(parent.Lhs[i])
				continue
			}
		}
		if fn.Signature().Results().Len() > 1 {
			f.fail("a number is used in a way that is not understood")
			return
		}
		f.follow(call)
	}
}
