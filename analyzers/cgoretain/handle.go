package cgoretain

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/passes/retain"
	"github.com/cgolint/cgolint/passes/rewrite"
)

// A handover makes the edits that give C handles in place of pointers to
// values of one type.
type handover struct {
	*fixer
	*rewrite.Rewrite
	e        *exchange
	registry string // the name of the variable
	value    string // the type of its values
	numbers  bool   // C has the handles as numbers only

	owner *types.Named // of the field that has the handle, or nil: a variable has it
	field string

	variables []variable
}

// A handleFix is a fix that gives C handles, or the reason why there is none.
type handleFix struct {
	fix    *analysis.SuggestedFix
	reason string
}

// handleFix returns the fix that gives C a handle, whole or not at all.
func (x *fixer) handleFix(b retain.Retention) handleFix {
	e := x.exchangeOf(b)
	if e == nil {
		return handleFix{}
	}
	if _, known := x.handles[e]; !known {
		x.handles[e] = x.makeHandleFix(e)
	}
	return x.handles[e]
}

func (x *fixer) makeHandleFix(e *exchange) handleFix {
	w := &handover{fixer: x, Rewrite: rewrite.New(x.guard, x.src), e: e}
	if !w.suits() || !w.name() {
		return handleFix{reason: "it is not certain that C does nothing with the pointer but give it back"}
	}
	w.findOwner()
	w.declare()
	released := w.release()
	for _, s := range e.sent {
		w.send(s, released)
	}
	for _, r := range e.received {
		w.receive(r)
	}
	edits, reason := w.Edits()
	if reason != "" {
		return handleFix{reason: reason}
	}
	return handleFix{fix: &analysis.SuggestedFix{
		Message:   fmt.Sprintf("Give C a registry handle in place of the %s (behavior change)", w.value),
		TextEdits: edits,
	}}
}

// exchangeOf returns the exchange that an argument takes part in, or one that
// puts pointers in the struct that is the argument.
func (x *fixer) exchangeOf(b retain.Retention) *exchange {
	arg, ok := b.Node.(ast.Expr)
	if !ok {
		return nil
	}
	if x.byType == nil {
		x.byType = x.exchanges()
	}
	for _, e := range x.byType {
		for _, s := range e.sent {
			if arg.Pos() <= s.conv.Pos() && s.conv.End() <= arg.End() {
				return e
			}
		}
		id, ok := x.src.Unconverted(arg).(*ast.Ident)
		if !ok {
			continue
		}
		for _, s := range e.sent {
			a, ok := s.cursor.Parent().Node().(*ast.AssignStmt)
			if ok && a.Tok == token.DEFINE && x.src.Info.Defs[a.Lhs[0].(*ast.Ident)] == x.src.Info.Uses[id] {
				return e
			}
		}
	}
	if b.Memory == nil || b.Memory.Type == nil {
		return nil
	}
	e := x.byType[types.TypeString(b.Memory.Type, nil)]
	if e == nil || !slices.ContainsFunc(e.sent, func(s *sending) bool { return s.call == nil }) {
		return nil
	}
	return e
}

// suits reports whether all is known of the exchange, and C does not read
// what the pointers point to.
func (w *handover) suits() bool {
	e := w.e
	if e.strange || len(e.received) == 0 || isC(e.elem) || len(w.src.Unread)+len(w.src.TypeErrors) > 0 {
		return false
	}
	named, _ := types.Unalias(e.elem).(*types.Named)
	if named != nil && (named.Obj().Pkg() != w.src.Types || named.TypeArgs().Len() > 0 || w.isConvertedElsewhere(named)) {
		return false
	}
	for _, s := range e.sent {
		if w.statement(s.cursor, s.x) == nil || !w.isOpaque(s) || hasCall(s.x) {
			return false
		}
	}
	for _, r := range e.received {
		if r.export != nil && w.dir.Mentions(r.export.Decl.Name.Name) != "" {
			return false
		}
	}
	return !w.isBase(named)
}

// isConvertedElsewhere reports whether files that the pass does not hold may
// convert pointers to values of a type.
func (w *handover) isConvertedElsewhere(t *types.Named) bool {
	return w.dir.Mentions(t.Obj().Name()) != "" && w.dir.Mentions("unsafe") != ""
}

// isOpaque reports whether C does not read or write what a pointer that it is
// given points to, as far as is known.
func (w *handover) isOpaque(s *sending) bool {
	if s.call == nil {
		return true
	}
	fn := w.summary.Func(s.call.Name)
	return fn == nil || s.index >= len(fn.Params) || !fn.Params[s.index].Touched
}

// isBase reports whether C may give the pointers to who takes them for
// pointers to the first field.
func (w *handover) isBase(named *types.Named) bool {
	if named == nil {
		return false
	}
	st, ok := named.Underlying().(*types.Struct)
	if !ok || st.NumFields() == 0 {
		return false
	}
	first := w.byType[types.TypeString(st.Field(0).Type(), nil)]
	return first != nil && len(first.received) > 0
}

// hasCall reports whether an expression calls a function, which must not
// happen twice or at another time.
func hasCall(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			id, isIdent := call.Fun.(*ast.Ident)
			found = found || !isIdent || id.Name != "new"
		}
		return !found
	})
	return found
}
