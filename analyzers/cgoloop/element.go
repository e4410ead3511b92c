package cgoloop

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/gotype"
)

// element returns the Go for an element of C memory whose index counts from 0:
// through a slice that is made before the loop, where the memory stays where
// it is, or else in each iteration.
func (r *rewriter) element(a *access, all []*access, texts []string) string {
	variable, length := r.counts(r.stmt)
	if variable == nil || r.variable(a.call.Args[a.Index]) != variable {
		return ""
	}
	index := r.src.Text(r.src.Unconverted(a.call.Args[a.Index]))
	over := r.whole(a)
	if over == "" {
		return ""
	}
	r.changed = true
	if _, isArray := a.elem(); isArray || a.path == "" && r.firstOf(a.object) != nil {
		return over + "[" + index + "]"
	}
	unsafe := r.unsafe()
	if unsafe == "" {
		return ""
	}
	bound := r.notNegative(length, r.lengthText(length, all, texts))
	if bound == "" || !r.staysPut(a, all) {
		if bound = r.boundText(length, all, texts); bound != "" {
			return fmt.Sprintf("%s.Slice(%s, %s)[%s]", unsafe, over, bound, index)
		}
		return ""
	}
	if r.over[over] == "" {
		name := r.name(base(over))
		r.over[over] = name
		r.before = append(r.before, fmt.Sprintf("%s := %s.Slice(%s, %s)", name, unsafe, over, bound))
	}
	return r.over[over] + "[" + index + "]"
}

// base returns what the elements of an array are called in Go: as the field is
// that points to them.
func base(over string) string {
	if i := strings.LastIndexByte(over, '.'); i >= 0 {
		return over[i+1:]
	}
	return "elements"
}

// firstOf returns the slice or array of Go whose first element an argument is
// the address of, &xs[0], or nil.
func (m *matcher) firstOf(arg ast.Expr) ast.Expr {
	address, ok := ast.Unparen(arg).(*ast.UnaryExpr)
	if !ok || address.Op != token.AND {
		return nil
	}
	first, ok := ast.Unparen(address.X).(*ast.IndexExpr)
	if !ok || gotype.Element(m.src.Info.TypeOf(first.X)) == nil {
		return nil
	}
	if v := m.src.Info.Types[first.Index].Value; v == nil || v.String() != "0" {
		return nil
	}
	return first.X
}

// staysPut reports whether the elements are at the same place in all
// iterations, and as many: the loop changes nothing that is not its own, or
// the pointer and the length are variables of the function's own.
func (r *rewriter) staysPut(a *access, all []*access) bool {
	if !r.isInvariant(r.stmt, a.object) {
		return false
	}
	if r.changesNothing(r.loop, all) {
		return true
	}
	_, length := r.counts(r.stmt)
	object := r.variable(a.object)
	return a.path == "" && object != nil && r.isOwnVariable(r.loop, object) && r.isOwnLength(length)
}

// isOwnLength reports whether a length is evaluated once, or is a variable
// that only the function itself could change, and does not in the loop.
func (r *rewriter) isOwnLength(length ast.Expr) bool {
	if _, isRange := r.stmt.(*ast.RangeStmt); isRange || r.src.Info.Types[length].Value != nil {
		return true
	}
	if call, ok := r.src.Unconverted(length).(*ast.CallExpr); ok && r.isLen(call) {
		length = call.Args[0]
	}
	v := r.variable(length)
	return v != nil && r.isOwnVariable(r.loop, v)
}

// isOwnVariable reports whether a variable is one of the loop's function that
// nothing else can change, and the loop does not.
func (m *matcher) isOwnVariable(l *loop, v *types.Var) bool {
	if !edit.Within(l.stmt, l.fn.Node) || !edit.Contains(l.fn.Node, v.Pos()) || declaredIn(v, l.stmt) || m.isChanged(l.stmt, v) {
		return false
	}
	own := true
	ast.Inspect(l.fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			own = own && !m.src.Mentions(n, v)
		case *ast.UnaryExpr:
			id, ok := ast.Unparen(n.X).(*ast.Ident)
			own = own && !(ok && n.Op == token.AND && m.src.Info.Uses[id] == v)
		}
		return own
	})
	return own
}

// boundText returns the Go for what the loop counts to, as it is in an
// iteration, or "".
func (r *rewriter) boundText(length ast.Expr, all []*access, texts []string) string {
	if text := r.lengthText(length, all, texts); text != "" {
		return text
	}
	if _, isFor := r.stmt.(*ast.ForStmt); isFor && r.simple(r.src.Unconverted(length)) != "" {
		return r.src.Text(length)
	}
	return ""
}

// notNegative returns the Go for a length that is not negative: for one that
// is, the loop does not run, and unsafe.Slice panics. It is "" where there is no
// max, as before Go 1.21.
func (r *rewriter) notNegative(length ast.Expr, text string) string {
	t := r.src.Info.Types[length]
	signed := t.Type != nil && gotype.IsInteger(t.Type) && !gotype.IsUnsigned(t.Type)
	switch {
	case text == "" || !signed || r.isLength(length) || t.Value != nil && constant.Sign(t.Value) >= 0:
		return text
	case !r.src.HasVersion(r.file.Syntax, "go1.21") || !r.src.IsPredeclared(r.stmt.Pos(), "max"):
		return ""
	}
	return "max(0, " + text + ")"
}

// isLength reports whether an expression is a call of len or cap.
func (r *rewriter) isLength(e ast.Expr) bool {
	call, ok := r.src.Unconverted(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	f, ok := typeutil.Callee(r.src.Info, call).(*types.Builtin)
	return ok && (f.Name() == "len" || f.Name() == "cap")
}

// unsafe returns the name of package unsafe at the loop, or "" where it has
// none, and before Go 1.17, which has no unsafe.Slice.
func (r *rewriter) unsafe() string {
	if !r.src.HasVersion(r.file.Syntax, "go1.17") {
		return ""
	}
	return r.src.Import(r.file, "unsafe", r.stmt.Pos())
}

// counts returns the variable of a loop that counts from 0, and the
// expression that it stays below, or nil.
func (m *matcher) counts(stmt ast.Stmt) (*types.Var, ast.Expr) {
	variable, ok := counter(m.src.Info, stmt).(*types.Var)
	if !ok {
		return nil, nil
	}
	switch loop := stmt.(type) {
	case *ast.RangeStmt:
		return variable, loop.X
	case *ast.ForStmt:
		cond, ok1 := loop.Cond.(*ast.BinaryExpr)
		post, ok2 := loop.Post.(*ast.IncDecStmt)
		if !ok1 || !ok2 || cond.Op != token.LSS || post.Tok != token.INC {
			return nil, nil
		}
		isVariable := func(e ast.Expr) bool {
			id, ok := ast.Unparen(e).(*ast.Ident)
			return ok && m.src.Info.Uses[id] == variable
		}
		first := m.src.Info.Types[m.src.Unconverted(loop.Init.(*ast.AssignStmt).Rhs[0])].Value
		if !isVariable(cond.X) || !isVariable(post.X) || first == nil || first.String() != "0" || m.isChanged(loop.Body, variable) {
			return nil, nil
		}
		return variable, cond.Y
	}
	return nil, nil
}

// lengthText returns the Go for how often the loop runs, with C calls in it
// replaced by what is read, or "".
func (r *rewriter) lengthText(length ast.Expr, all []*access, texts []string) string {
	text := r.src.Text(length)
	if t := r.src.Info.TypeOf(length); t != nil {
		switch u := t.Underlying().(type) {
		case *types.Slice, *types.Array:
			text = "len(" + text + ")"
		case *types.Basic:
			if u.Info()&types.IsInteger == 0 {
				return ""
			}
		default:
			return ""
		}
	}
	if e := r.src.Unconverted(length); !r.isInvariant(r.stmt, length) {
		for i, a := range all {
			if a.Index < 0 && ast.Expr(a.call.CallExpr) == e && r.isInvariant(r.stmt, a.object) {
				return strings.Replace(text, r.src.Text(a.call.CallExpr), texts[i], 1)
			}
		}
		return ""
	}
	return text
}
