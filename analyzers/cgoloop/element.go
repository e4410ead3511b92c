package cgoloop

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/cgolint/cgolint/internal/gotype"
)

// element returns the Go for an element, through a slice that is made before
// the loop. The loop must count from 0 to a length that is known before, and
// change nothing but the elements.
func (r *rewriter) element(a *access, all []*access, texts []string) string {
	variable, length := r.counts()
	index, ok := r.src.Unconverted(a.call.Args[a.Index]).(*ast.Ident)
	if !ok || variable == nil || r.src.Info.Uses[index] != variable || !r.isInvariant(r.stmt, a.object) || !r.changesNothing(r.loop, all) {
		return ""
	}
	over := r.simple(a.object)
	if over == "" {
		return ""
	}
	over += a.path
	r.changed = true
	if _, isArray := a.elem(); isArray {
		return over + "[" + index.Name + "]"
	}
	name := r.over[over]
	if name == "" {
		bound := r.notNegative(length, r.lengthText(length, all, texts))
		unsafe := r.unsafe()
		if bound == "" || unsafe == "" {
			return ""
		}
		base := over[strings.LastIndexByte(over, '.')+1:]
		if base == over {
			base = "elements"
		}
		name = r.name(base)
		r.over[over] = name
		r.before = append(r.before, fmt.Sprintf("%s := %s.Slice(%s, %s)", name, unsafe, over, bound))
	}
	return name + "[" + index.Name + "]"
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
func (r *rewriter) counts() (types.Object, ast.Expr) {
	variable, ok := counter(r.src.Info, r.stmt).(*types.Var)
	if !ok {
		return nil, nil
	}
	switch loop := r.stmt.(type) {
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
			return ok && r.src.Info.Uses[id] == variable
		}
		first := r.src.Info.Types[r.src.Unconverted(loop.Init.(*ast.AssignStmt).Rhs[0])].Value
		if !isVariable(cond.X) || !isVariable(post.X) || first == nil || first.String() != "0" || r.isChanged(loop.Body, variable) {
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
