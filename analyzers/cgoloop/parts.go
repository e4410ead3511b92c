package cgoloop

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/crossing"
)

// carriesBatch reports whether a C call hands over a buffer with its length,
// and the buffer is not one of the elements that the loop is over: the loop
// is then over parts of the buffer.
func (e *filter) carriesBatch(site crossing.Site, loop ast.Stmt) bool {
	call, ok := site.Node.(*ast.CallExpr)
	if !ok || len(site.Via) > 0 {
		return false
	}
	for _, arg := range call.Args {
		if buffer := e.src.LengthOf(e.valueOf(arg, loop)); buffer != nil && (!declaredIn(buffer, loop) || e.isPart(buffer, loop)) {
			return true
		}
	}
	return false
}

// largeStep is by how much a loop's variable grows from part to part at least,
// and not from pixel to pixel or row to row.
const largeStep = 512

// isInParts reports whether a loop's variable grows by so much that the loop is
// over parts of what it goes through: for i := 0; i < len(b); i += 4096.
func (e *filter) isInParts(stmt ast.Stmt) bool {
	loop, ok := stmt.(*ast.ForStmt)
	if !ok {
		return false
	}
	post, ok := loop.Post.(*ast.AssignStmt)
	if !ok || post.Tok != token.ADD_ASSIGN {
		return false
	}
	step := e.src.Info.Types[post.Rhs[0]].Value
	return step != nil && step.Kind() == constant.Int && constant.Compare(step, token.GEQ, constant.MakeInt64(largeStep))
}

// valueOf returns the value that the loop gives the variable that an argument
// is, as n := min(len(b), 4096), or the argument.
func (e *filter) valueOf(arg ast.Expr, loop ast.Stmt) ast.Expr {
	id, ok := e.src.Unconverted(arg).(*ast.Ident)
	if !ok || e.src.Info.Uses[id] == nil {
		return arg
	}
	if value := e.definition(e.src.Info.Uses[id], loop); value != nil {
		return value
	}
	return arg
}

// definition returns the value that a variable is defined as in a loop, or nil.
func (e *filter) definition(v types.Object, loop ast.Stmt) (value ast.Expr) {
	ast.Inspect(loop, func(n ast.Node) bool {
		if assign, ok := n.(*ast.AssignStmt); ok && assign.Tok == token.DEFINE && len(assign.Lhs) == len(assign.Rhs) {
			for i, left := range assign.Lhs {
				if left, ok := left.(*ast.Ident); ok && e.src.Info.Defs[left] == v {
					value = assign.Rhs[i]
				}
			}
		}
		return true
	})
	return value
}

// isPart reports whether a buffer of a loop is a part of one that is there
// before, as part := b[i:min(i+4096, len(b))].
func (e *filter) isPart(buffer types.Object, loop ast.Stmt) bool {
	part, ok := e.definition(buffer, loop).(*ast.SliceExpr)
	if !ok {
		return false
	}
	whole := e.src.Root(part.X)
	return whole != nil && !declaredIn(whole, loop)
}

func declaredIn(obj types.Object, stmt ast.Stmt) bool {
	return edit.Contains(stmt, obj.Pos())
}
