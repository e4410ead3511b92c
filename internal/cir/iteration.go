package cir

import "modernc.org/cc/v4"

func (b *funcLowerer) iteration(n *cc.IterationStatement) {
	b.mark(n)
	before := len(b.exits)
	switch n.Case {
	case cc.IterationStatementFor:
		b.optional(n.ExpressionList)
	case cc.IterationStatementForDecl:
		b.declaration(n.Declaration)
	}
	b.mark(n)
	leave := func() {}
	if !runsOnce(n) {
		loop := Region{Kind: Loop, Cond: None}
		b.turns(&loop, n)
		leave = b.enter(loop)
	}
	b.loops++
	switch n.Case {
	case cc.IterationStatementWhile:
		b.loop(n.ExpressionList, n.Statement, nil)
	case cc.IterationStatementDo:
		b.doLoop(n)
	case cc.IterationStatementFor:
		b.loop(n.ExpressionList2, n.Statement, n.ExpressionList3)
	case cc.IterationStatementForDecl:
		b.loop(n.ExpressionList, n.Statement, n.ExpressionList2)
	}
	b.loops--
	leave()
	b.noReturn = false
	b.forget(before, breaks, continues)
}

// loop lowers a loop with its condition, body and step.
func (b *funcLowerer) loop(cond cc.ExpressionNode, body *cc.Statement, post cc.ExpressionNode) {
	head, next, end := b.newLabel(), b.newLabel(), b.newLabel()
	defer b.loopLabels(end, next)()
	b.bind(head)
	if cond != nil {
		b.branchTo(end, b.condition(cond), true)
	}
	b.statement(body)
	b.bind(next)
	b.optional(post)
	b.jumpTo(head)
	b.bind(end)
}

func (b *funcLowerer) doLoop(n *cc.IterationStatement) {
	head, next, end := b.newLabel(), b.newLabel(), b.newLabel()
	defer b.loopLabels(end, next)()
	b.bind(head)
	b.statement(n.Statement)
	b.bind(next)
	if n.ExpressionList != nil {
		if cond := b.condition(n.ExpressionList); !runsOnce(n) {
			b.branchTo(head, cond, false)
		}
	}
	b.bind(end)
}

// condition lowers an expression that may end a loop.
func (b *funcLowerer) condition(e cc.ExpressionNode) Value {
	old := b.testing
	b.testing = b.loops > 0
	defer func() { b.testing = old }()
	return b.expr(e)
}

// runsOnce reports whether a loop is do { … } while (0), which macros are made
// of.
func runsOnce(n *cc.IterationStatement) bool {
	if n.Case != cc.IterationStatementDo || n.ExpressionList == nil {
		return false
	}
	v, ok := n.ExpressionList.Value().(cc.Int64Value)
	return ok && v == 0
}
