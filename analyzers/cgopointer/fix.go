package cgopointer

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/ptrcheck"
)

// A fixer makes fixes for violations in one package.
type fixer struct {
	src     *cgosource.Package
	summary *csummary.Package
	pinners map[string]bool // named already, with the positions of their functions
}

// fixes returns the fix for b, if there is one that is safe, or why there is
// none.
func (x *fixer) fixes(b ptrcheck.Violation) (fixes []analysis.SuggestedFix, reason string) {
	call := x.src.Call(b.Call)
	if b.Kind != ptrcheck.Passed || len(b.Through) > 0 || call == nil {
		return nil, "" // as the catalogue says
	}
	file := x.src.File(call.Pos())
	if file == nil || x.src.Source(file) == nil {
		return nil, "the text of the file is not known"
	}
	path := x.src.Enclosing(call.CallExpr.Pos(), call.CallExpr.End())
	e := &edit.File{Syntax: file, Source: x.src.Source(file)}
	var message string
	switch {
	case b.Movable && x.move(e, b, path):
		message = fmt.Sprintf("Take the address in the call of C.%s", call.Name)
	case len(b.Pins) == 0:
		return nil, "the pointer has no name to pin it by, or what would be pinned holds Go pointers again"
	default:
		if reason := x.pin(e, b, call, path); reason != "" {
			return nil, reason
		}
		message = fmt.Sprintf("Pin %s until the function returns", strings.Join(exprs(b.Pins), " and "))
	}
	return []analysis.SuggestedFix{{Message: message, TextEdits: e.Edits()}}, ""
}

// move replaces a variable by the address that it was given.
func (x *fixer) move(e *edit.File, b ptrcheck.Violation, path []ast.Node) bool {
	id, ok := innermost(b.Node.(ast.Expr)).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := x.src.Info.Uses[id].(*types.Var)
	body := flow.Body(path)
	if !ok || body == nil || v.Parent() == nil || v.Parent() == x.src.Types.Scope() {
		return false
	}
	def, uses := x.definition(body, v)
	if def == nil || !x.steady(def.Rhs[0], id.Pos(), body) {
		return false
	}
	e.Replace(id.Pos(), id.End(), x.src.Text(def.Rhs[0]))
	if uses == 1 {
		e.Delete(def.Pos(), def.End())
	}
	return true
}

// innermost returns what is converted to be the argument.
func innermost(arg ast.Expr) ast.Expr {
	for {
		call, ok := arg.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return arg
		}
		arg = call.Args[0]
	}
}

// definition returns the statement v := &x, the only one that gives v a value,
// and the number of uses of v.
func (x *fixer) definition(body *ast.BlockStmt, v *types.Var) (def *ast.AssignStmt, uses int) {
	changed := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			for _, s := range n.List {
				if a, ok := s.(*ast.AssignStmt); ok && a.Tok == token.DEFINE && len(a.Lhs) == 1 && x.src.Info.Defs[a.Lhs[0].(*ast.Ident)] == v {
					def = a
				}
			}
		case *ast.Ident:
			if x.src.Info.Uses[n] == v {
				uses++
			}
		}
		changed = changed || x.changes(n, v)
		return true
	})
	if def == nil || changed {
		return nil, 0
	}
	if u, ok := def.Rhs[0].(*ast.UnaryExpr); !ok || u.Op != token.AND {
		return nil, 0
	}
	return def, uses
}

// changes reports whether n gives v another value, or lets others do so.
func (x *fixer) changes(n ast.Node, v *types.Var) bool {
	is := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && x.src.Info.Uses[id] == v
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		return slices.ContainsFunc(n.Lhs, is)
	case *ast.IncDecStmt:
		return is(n.X)
	case *ast.UnaryExpr:
		return n.Op == token.AND && is(n.X)
	case *ast.RangeStmt:
		return n.Key != nil && is(n.Key) || n.Value != nil && is(n.Value)
	}
	return false
}

// steady reports whether the address &x.f.g is the same at pos: it is of a
// variable, or of what a pointer variable points to that does not change, and
// the name means the same there.
func (x *fixer) steady(address ast.Expr, pos token.Pos, body *ast.BlockStmt) bool {
	e := address.(*ast.UnaryExpr).X
	throughPointer := false
	for {
		sel, ok := e.(*ast.SelectorExpr)
		if !ok {
			break
		}
		t := x.src.Info.TypeOf(sel.X)
		if t == nil || throughPointer {
			return false
		}
		_, throughPointer = t.Underlying().(*types.Pointer)
		if s := x.src.Info.Selections[sel]; s == nil || len(s.Index()) != 1 {
			return false
		}
		e = sel.X
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := x.src.Info.Uses[id].(*types.Var)
	if !ok {
		return false
	}
	if _, same := x.src.Types.Scope().Innermost(pos).LookupParent(id.Name, pos); same != v {
		return false
	}
	if !throughPointer {
		return true
	}
	changed := v.Parent() == x.src.Types.Scope()
	ast.Inspect(body, func(n ast.Node) bool {
		changed = changed || x.changes(n, v)
		return true
	})
	return !changed
}
