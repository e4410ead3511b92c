package exportrace

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
)

// A Kind says what an access does.
type Kind uint8

// The kinds of accesses.
const (
	Read   Kind = iota // the variable's value is used
	Lookup             // an element is read
	Range              // it is ranged over
	Set                // the variable gets another value
	Insert             // an element is set
	Remove             // an element is deleted, or all are
	Test               // compared with nil, or its length is read
)

// writes reports whether an access of the kind writes what readers of the
// variable read. A map that takes the place of another leaves it whole.
func (k Kind) writes(v *types.Var) bool {
	if _, isMap := v.Type().Underlying().(*types.Map); isMap {
		return k == Insert || k == Remove
	}
	return k == Insert || k == Remove || k == Set
}

// reads reports whether an access of the kind suffers from a write.
func (k Kind) reads(v *types.Var) bool {
	switch v.Type().Underlying().(type) {
	case *types.Map, *types.Slice, *types.Array:
		return k == Lookup || k == Range
	}
	return k == Read
}

// accesses classifies the uses of a variable, without those in tests and
// those that come before anybody else can know the variable. It fails when it
// is used in a way that leaves open what is done to it.
func (p *Package) accesses(v *types.Var) (all []*Access, ok bool) {
	for _, u := range p.guard.Uses(v) {
		if u.Kind == guard.Literal || p.src.IsTest(u.Ident.Pos()) || p.isInitial(u) {
			continue
		}
		kind, ok := p.classify(u)
		if !ok {
			return nil, false
		}
		all = append(all, &Access{Use: u, Kind: kind, Func: p.funcOf(u)})
	}
	return all, true
}

func (p *Package) classify(u *guard.Use) (kind Kind, ok bool) {
	parent := u.Cursor.Parent()
	switch u.Cursor.ParentEdgeKind() {
	case edge.IndexExpr_X, edge.SliceExpr_X:
		return p.element(parent), true
	case edge.RangeStmt_X:
		return Range, true
	case edge.AssignStmt_Lhs:
		return Set, true
	case edge.BinaryExpr_X, edge.BinaryExpr_Y:
		return Test, true
	case edge.CallExpr_Args:
		return p.argument(u.Cursor, parent.Node().(*ast.CallExpr)), true
	case edge.CallExpr_Fun, edge.SelectorExpr_X, edge.StarExpr_X:
		return Read, true
	}
	switch u.Kind {
	case guard.Write, guard.Add:
		return Set, true
	case guard.Other:
		return Read, false
	}
	return Read, true
}

// element says what is done to the element that an index expression is.
func (p *Package) element(index inspector.Cursor) Kind {
	for index.ParentEdgeKind() == edge.SelectorExpr_X || index.ParentEdgeKind() == edge.IndexExpr_X || index.ParentEdgeKind() == edge.ParenExpr_X {
		if t := p.info.TypeOf(index.Node().(ast.Expr)); t == nil || isReference(t) {
			return Lookup // what is done is done to something else
		}
		index = index.Parent()
	}
	switch index.ParentEdgeKind() {
	case edge.AssignStmt_Lhs, edge.IncDecStmt_X:
		return Insert
	}
	return Lookup
}

func isReference(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Slice, *types.Interface:
		return true
	}
	return false
}

// argument says what a call does to the variable that is an argument.
func (p *Package) argument(cur inspector.Cursor, call *ast.CallExpr) Kind {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return Read
	}
	b, ok := p.info.Uses[id].(*types.Builtin)
	if !ok {
		return Read
	}
	switch b.Name() {
	case "delete", "clear":
		return Remove
	case "len", "cap":
		return Test
	case "append":
		return Lookup
	case "copy":
		if call.Args[0] == cur.Node() {
			return Insert
		}
		return Lookup
	}
	return Read
}

// funcOf returns the function in whose body a use is.
func (p *Package) funcOf(u *guard.Use) *exportcall.Func {
	decl := u.Decl()
	if decl == nil {
		return nil
	}
	obj, _ := p.info.Defs[decl.Name].(*types.Func)
	return p.calls.Func(obj)
}

// isInitial reports whether a use comes before anybody else can know the
// variable: in an initializer, in an init function, in an object that is made
// in the same function, or in what is done once.
func (p *Package) isInitial(u *guard.Use) bool {
	f := p.funcOf(u)
	if f == nil || f.Decl.Recv == nil && f.Decl.Name.Name == "init" {
		return true
	}
	if u.Var.IsField() && p.isFresh(p.guard.Path(u.Expr).Root, f) {
		return true
	}
	for lit := range u.Cursor.Enclosing((*ast.FuncLit)(nil)) {
		if call, ok := lit.Parent().Node().(*ast.CallExpr); ok && p.isOnce(call) {
			return true
		}
	}
	return false
}

// isOnce reports whether a call is once.Do or one of sync.OnceFunc and such.
func (p *Package) isOnce(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := p.info.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != "sync" {
		return false
	}
	switch fn.Name() {
	case "Do", "OnceFunc", "OnceValue", "OnceValues":
		return true
	}
	return false
}

// isFresh reports whether a local variable of a function begins as an object
// that the function makes.
func (p *Package) isFresh(v *types.Var, f *exportcall.Func) (fresh bool) {
	if v == nil {
		return false
	}
	ast.Inspect(f.Decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, e := range n.Lhs {
				if id, ok := e.(*ast.Ident); ok && p.info.Defs[id] == v && len(n.Lhs) == len(n.Rhs) {
					fresh = isMade(n.Rhs[i])
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if p.info.Defs[id] == v {
					fresh = i >= len(n.Values) || isMade(n.Values[i])
				}
			}
		}
		return true
	})
	return fresh
}

// isMade reports whether an expression makes an object.
func isMade(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return true
	case *ast.UnaryExpr:
		return e.Op == token.AND && isMade(e.X)
	case *ast.CallExpr:
		id, ok := e.Fun.(*ast.Ident)
		return ok && id.Name == "new"
	}
	return false
}
