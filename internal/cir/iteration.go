package cir

import "github.com/cgolint/cgolint/internal/cparse"

func (b *funcLowerer) iteration(n *cparse.Stmt) {
	b.mark(n.Pos)
	before := len(b.exits)
	if n.Init != nil {
		b.initialized(n.Init)
	}
	b.mark(n.Pos)
	leave := func() {}
	if !runsOnce(n) {
		leave = b.enterLoop(n)
	}
	b.loops++
	if n.Kind == cparse.Do {
		b.doLoop(n)
	} else {
		b.loop(n.X, n.Body, n.Post)
	}
	b.loops--
	leave()
	b.noReturn = false
	b.forget(before, breaks, continues)
}

// enterLoop begins the region of a loop.
func (b *funcLowerer) enterLoop(n *cparse.Stmt) (leave func()) {
	loop := Region{Kind: Loop, Cond: None}
	b.turns(&loop, n)
	out := b.enter(loop)
	counter, region, start := b.counter, b.region, len(b.f.Code)
	if b.counter = nil; loop.Below {
		x, _, _ := comparison(n.X)
		b.counter = variable(bare(x))
	}
	return func() {
		if b.counter != nil && b.setAgain(b.counter, start) {
			b.f.Regions[region].Below = false
		}
		b.counter = counter
		out()
	}
}

// setAgain reports whether the code of a loop sets its variable elsewhere, too,
// than in the last part of the for statement.
func (b *funcLowerer) setAgain(counter *cparse.Object, start int) bool {
	p := b.declared(counter)
	if !p.direct || b.f.Vars[p.v].AddrTaken {
		return true
	}
	sets := 0
	for i := range b.f.Code[start:] {
		if b.f.Code[start+i].Dst == p.v {
			sets++
		}
	}
	return sets > 1
}

// initialized lowers the first part of a for statement.
func (b *funcLowerer) initialized(n *cparse.Stmt) {
	if n.Kind == cparse.ExprStmt {
		b.expr(n.X)
		return
	}
	b.statement(n)
}

// loop lowers a loop with its condition, body and step.
func (b *funcLowerer) loop(cond *cparse.Expr, body *cparse.Stmt, post *cparse.Expr) {
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

func (b *funcLowerer) doLoop(n *cparse.Stmt) {
	head, next, end := b.newLabel(), b.newLabel(), b.newLabel()
	defer b.loopLabels(end, next)()
	b.bind(head)
	b.statement(n.Body)
	b.bind(next)
	if cond := b.condition(n.X); !runsOnce(n) {
		b.branchTo(head, cond, false)
	}
	b.bind(end)
}

// condition lowers an expression that may end a loop.
func (b *funcLowerer) condition(e *cparse.Expr) Value {
	old := b.testing
	b.testing = b.loops > 0
	defer func() { b.testing = old }()
	return b.expr(e)
}

// runsOnce reports whether a loop is do { … } while (0), which macros are made
// of.
func runsOnce(n *cparse.Stmt) bool {
	return n.Kind == cparse.Do && n.X.Val.Kind == cparse.Integer && n.X.Val.Bits == 0
}
