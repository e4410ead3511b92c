package mutexid

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/guard"
)

// A flow says where the number of an allocation goes.
type flow struct {
	returned bool
	key      bool // of a map
	stored   bool // in a field, an element or a variable of others
	passed   bool // to a function or channel
	compared bool // with something other than a constant
	indexed  bool // as index of a slice, or with % or /: it counts a place

	c       *checker
	d       *idAlloc
	visited map[types.Object]bool
}

// flowOf follows the reads of the counter in the region of the allocation.
func (c *checker) flowOf(d *idAlloc) *flow {
	f := &flow{c: c, d: d, visited: make(map[types.Object]bool)}
	for _, u := range c.guard.Touched(d.region) {
		if u.Var == d.inc.Var && u.Kind == guard.Read {
			f.follow(u.Cursor)
		}
	}
	if d.unguarded = c.unguardedRead(d.region, d.inc.Var); d.unguarded != nil {
		f.follow(d.unguarded.Cursor)
	}
	return f
}

// follow looks at what becomes of the value of the expression at cur.
func (f *flow) follow(cur inspector.Cursor) {
	parent := cur.Parent()
	switch cur.ParentEdgeKind() {
	case edge.ParenExpr_X:
		f.follow(parent)
	case edge.ReturnStmt_Results:
		f.returned = true
		f.followResult()
	case edge.SendStmt_Value:
		f.passed = true
	case edge.KeyValueExpr_Value:
		f.stored = f.stored || !f.c.isMapLiteral(parent.Parent())
	case edge.CompositeLit_Elts:
		f.stored = true
	case edge.KeyValueExpr_Key:
		f.key = true
	case edge.IndexExpr_Index:
		if t := f.c.info.TypeOf(parent.Node().(*ast.IndexExpr).X); t != nil && isMap(t) {
			f.key = true
		} else {
			f.indexed = true
		}
	case edge.BinaryExpr_X, edge.BinaryExpr_Y:
		f.followBinary(cur, parent)
	case edge.CallExpr_Args:
		f.followCall(parent)
	case edge.AssignStmt_Rhs:
		stmt := parent.Node().(*ast.AssignStmt)
		if i := cur.ParentEdgeIndex(); len(stmt.Lhs) == len(stmt.Rhs) {
			f.followTo(stmt.Lhs[i])
		}
	case edge.ValueSpec_Values:
		spec := parent.Node().(*ast.ValueSpec)
		if i := cur.ParentEdgeIndex(); len(spec.Names) == len(spec.Values) {
			f.followTo(spec.Names[i])
		}
	}
}

// followResult follows the result of a function that runs under its callers'
// lock, as nextLocked does.
func (f *flow) followResult() {
	decl, ok := f.d.region.Func.(*ast.FuncDecl)
	if !ok || !f.d.region.Inherited {
		return
	}
	fn, ok := f.c.info.Defs[decl.Name].(*types.Func)
	if !ok || f.visited[fn] {
		return
	}
	f.visited[fn] = true
	for _, call := range f.c.guard.Calls(fn) {
		f.follow(call)
	}
}

// isMapLiteral reports whether cur is a literal of a map, as of values by name
// that go into a message or reply.
func (c *checker) isMapLiteral(cur inspector.Cursor) bool {
	lit, ok := cur.Node().(*ast.CompositeLit)
	if !ok {
		return false
	}
	t := c.info.TypeOf(lit)
	return t != nil && isMap(t)
}

func isMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}

func (f *flow) followBinary(cur, parent inspector.Cursor) {
	expr := parent.Node().(*ast.BinaryExpr)
	switch expr.Op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		other := expr.X
		if cur.ParentEdgeKind() == edge.BinaryExpr_X {
			other = expr.Y
		}
		if f.c.info.Types[other].Value == nil {
			f.compared = true
		}
	case token.REM, token.QUO:
		f.indexed = true
	default:
		f.follow(parent)
	}
}

// followCall handles an argument: conversions and formatting hand the value
// on, printing drops it.
func (f *flow) followCall(parent inspector.Cursor) {
	call := parent.Node().(*ast.CallExpr)
	if tv := f.c.info.Types[call.Fun]; tv.IsType() && tv.Type != nil {
		if b, ok := tv.Type.Underlying().(*types.Basic); !ok || b.Info()&types.IsFloat == 0 {
			f.follow(parent)
		}
		return
	}
	if f.c.isPure(call) {
		f.follow(parent)
		return
	}
	if !f.c.prints(call) {
		f.passed = true
	}
}

// prints reports whether a call writes its arguments for a person to read:
// what is only printed is a statistic, not an ID.
func (c *checker) prints(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		id, ok := ast.Unparen(call.Fun).(*ast.Ident)
		return ok && (id.Name == "panic" || id.Name == "print" || id.Name == "println")
	}
	obj := c.info.Uses[sel.Sel]
	if obj == nil {
		return true // unknown
	}
	switch path := pathOf(obj); {
	case path == "fmt", path == "testing", path == "expvar", path == "log", strings.HasPrefix(path, "log/"):
		return true
	}
	return isLogMethod(obj.Name())
}

// isLogMethod reports whether a name is one that loggers give their methods.
func isLogMethod(name string) bool {
	name = strings.TrimRight(strings.ToLower(name), "f")
	switch name {
	case "log", "debug", "info", "warn", "warning", "error", "fatal", "trace", "print", "println":
		return true
	}
	return false
}

// followTo handles an assignment of the value to target.
func (f *flow) followTo(target ast.Expr) {
	target = ast.Unparen(target)
	if index, ok := target.(*ast.IndexExpr); ok {
		target = index.X
	}
	path := f.c.guard.Path(target)
	id, isIdent := target.(*ast.Ident)
	switch {
	case isIdent && id.Name == "_":
	case isIdent && path.Root != nil && f.c.guard.IsLocal(path.Root):
		f.followVar(path.Root)
	case path.Root == nil || !f.isSibling(path):
		f.stored = true
	}
}

// isSibling reports whether a path leads to a variable that lies beside the
// counter: in the same struct, or in the package when the counter does.
func (f *flow) isSibling(path guard.Path) bool {
	counter := f.c.guard.Path(f.d.inc.Expr)
	if path.Root != counter.Root {
		return len(path.Steps) == 0 && len(counter.Steps) == 0
	}
	return true
}

// followVar follows a local variable that holds the value.
func (f *flow) followVar(v *types.Var) {
	if f.visited[v] {
		return
	}
	f.visited[v] = true
	if isResult(f.d.region.Func, v) {
		f.returned = true
	}
	for _, u := range f.c.guard.Uses(v) {
		if u.Kind == guard.Read {
			f.follow(u.Cursor)
		}
	}
}

// isResult reports whether v is a named result of the function.
func isResult(fun ast.Node, v *types.Var) bool {
	var results *ast.FieldList
	switch fun := fun.(type) {
	case *ast.FuncDecl:
		results = fun.Type.Results
	case *ast.FuncLit:
		results = fun.Type.Results
	}
	return results != nil && results.Pos() <= v.Pos() && v.Pos() < results.End()
}
