package globalmap

import (
	"fmt"
	"go/ast"
	"go/token"

	"github.com/cgolint/cgolint/passes/lockedmap"
)

// rewriteLoop makes a loop over the map one over the container.
func (w *rebuild) rewriteLoop(a *lockedmap.Access, loop *ast.RangeStmt) {
	if loop.Tok == token.ASSIGN {
		w.Fail("a loop over the map assigns to variables declared before it")
		return
	}
	if w.to.bare {
		w.Fail("a loop ranges over the map, which cannot be done with handles")
		return
	}
	f := w.File(loop.Pos())
	f.Insert(a.Use.Expr.End(), "."+w.to.all)
	if w.to.handles {
		w.convertLoopVariable(loop, loop.Key, "h", "handle", func(h string) string {
			return w.typeText(w.m.Key(), loop) + "(" + h + ")"
		})
	}
	if w.to.untyped {
		w.convertLoopVariable(loop, loop.Key, "anyKey", "key0", func(k string) string {
			return k + ".(" + w.typeText(w.m.Key(), loop) + ")"
		})
		if !w.isAny(w.m.Elem()) {
			w.convertLoopVariable(loop, loop.Value, "anyValue", "value0", func(v string) string {
				return v + w.assertion(loop)
			})
		}
	}
}

// convertLoopVariable gives a variable of a loop another name, and makes the
// one that the body knows of it.
func (w *rebuild) convertLoopVariable(loop *ast.RangeStmt, e ast.Expr, name, other string, convert func(string) string) {
	if e == nil || w.src.Text(e) == "_" {
		return
	}
	fresh := w.freshName(loop.Body.Lbrace, name, other)
	f := w.File(loop.Pos())
	f.Replace(e.Pos(), e.End(), fresh)
	f.Insert(loop.Body.Lbrace+1, fmt.Sprintf("\n%s := %s", w.src.Text(e), convert(fresh)))
}
