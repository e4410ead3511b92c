package cir

import "modernc.org/cc/v4"

// block lowers the items of a compound statement. What follows an early exit
// stands in an After region.
func (b *funcLowerer) block(n *cc.CompoundStatement) ending {
	region := b.region
	defer func() { b.region = region }()
	ends := fallsThrough
	for list := n.BlockItemList; list != nil; list = list.BlockItemList {
		before := len(b.exits)
		ends = b.item(list.BlockItem)
		b.resume(before)
	}
	return ends
}

// resume opens an After region for each exit noted since before.
func (b *funcLowerer) resume(before int) {
	for _, e := range b.exits[before:] {
		b.enter(Region{Kind: After, Cond: e.cond, Neg: e.neg, Pair: e.pair, Exit: e.where})
		b.f.Regions[b.region].Pos = e.pos
	}
}

func (b *funcLowerer) item(n *cc.BlockItem) ending {
	switch n.Case {
	case cc.BlockItemDecl:
		b.declaration(n.Declaration)
	case cc.BlockItemStmt:
		return b.statement(n.Statement)
	case cc.BlockItemFuncDef:
		b.nested()
	}
	return fallsThrough
}

// nested lowers a nested function, an extension of GCC, which is not looked
// into: it may do anything with the variables around it.
func (b *funcLowerer) nested() {
	for v := range int32(len(b.f.Vars)) {
		if b.f.Vars[v].Name != "" {
			b.emit(Instr{Op: Escape, Dst: -1, A: b.address(place{direct: true, v: v})})
		}
	}
}

func (b *funcLowerer) declaration(n *cc.Declaration) {
	if n.Case == cc.DeclarationAuto {
		b.local(n.Declarator, n.Initializer)
		return
	}
	for list := n.InitDeclaratorList; list != nil; list = list.InitDeclaratorList {
		b.local(list.InitDeclarator.Declarator, list.InitDeclarator.Initializer)
	}
}

// local lowers the declaration of a local variable.
func (b *funcLowerer) local(d *cc.Declarator, init *cc.Initializer) {
	if d.IsTypename() || d.Type() == nil || d.Type().Kind() == cc.Function {
		return
	}
	if d.IsExtern() {
		b.declare(d, d.Name())
		return
	}
	if d.IsStatic() {
		b.declare(d, b.staticName(d))
		if init != nil {
			b.initFuncs(b.staticName(d), init)
		}
		return
	}
	v := b.localVar(d)
	if init == nil {
		return
	}
	b.mark(d)
	b.initialize(place{v: v, direct: true}, d.Type(), init)
}

// localVar returns the variable of a local declarator.
func (b *funcLowerer) localVar(d *cc.Declarator) int32 {
	v, ok := b.vars[d]
	if !ok {
		v = b.typed(d.Name(), d.Type())
		if d.Type().Kind() == cc.Array {
			b.f.Vars[v].Class = Aggregate
		}
		b.vars[d] = v
	}
	return v
}

// staticName names a variable that outlives calls. One that is declared in
// the function is told from others of its name by the function's.
func (b *funcLowerer) staticName(d *cc.Declarator) string {
	if d.IsStatic() && d.LexicalScope() != nil && d.LexicalScope().Parent != nil {
		return b.f.Name + "." + d.Name()
	}
	return d.Name()
}

// initialize lowers an initializer of the object at p.
func (b *funcLowerer) initialize(p place, t cc.Type, init *cc.Initializer) {
	if e := init.AssignmentExpression; e != nil {
		if t != nil && t.Kind() == cc.Array {
			return // a string
		}
		b.store(p, b.expr(e))
		return
	}
	for list := init.InitializerList; list != nil; list = list.InitializerList {
		b.initialize(p.at(initPath(list.Initializer)), list.Initializer.Type(), list.Initializer)
	}
}

// initPath returns the place that an initializer of a list is for.
func initPath(init *cc.Initializer) string {
	if f := init.Field(); f != nil {
		return "." + f.Name()
	}
	return "[]"
}

func (b *funcLowerer) statement(n *cc.Statement) ending {
	b.noReturn = false
	switch n.Case {
	case cc.StatementLabeled:
		return b.labeled(n.LabeledStatement)
	case cc.StatementCompound:
		return b.block(n.CompoundStatement)
	case cc.StatementExpr:
		if e := n.ExpressionStatement.ExpressionList; e != nil {
			b.mark(e)
			b.expr(e)
			if b.noReturn {
				b.noReturn = false
				return returns
			}
		}
	case cc.StatementSelection:
		return b.selection(n.SelectionStatement)
	case cc.StatementIteration:
		b.iteration(n.IterationStatement)
	case cc.StatementJump:
		return b.jump(n.JumpStatement)
	case cc.StatementAsm:
		b.asm(n.AsmStatement)
	}
	return fallsThrough
}

func (b *funcLowerer) labeled(n *cc.LabeledStatement) ending {
	if n.Case == cc.LabeledStatementLabel {
		b.labels[n.Token.SrcStr()] = b.here()
		b.bind(b.namedLabel(n.Token.SrcStr()))
	} else {
		b.caseLabel(n.Case == cc.LabeledStatementDefault)
		b.f.Jumps = append(b.f.Jumps, Range{0, b.here()}) // a case inside another statement
	}
	return b.statement(n.Statement)
}

func (b *funcLowerer) jump(n *cc.JumpStatement) ending {
	b.mark(n)
	switch n.Case {
	case cc.JumpStatementReturn:
		v := None
		if n.ExpressionList != nil {
			v = b.expr(n.ExpressionList)
		}
		b.emit(Instr{Op: Return, Dst: -1, A: v})
	case cc.JumpStatementGoto:
		b.gotos = append(b.gotos, jump{b.here(), n.Token2.SrcStr()})
		b.jumpTo(b.namedLabel(n.Token2.SrcStr()))
	case cc.JumpStatementGotoExpr:
		b.expr(n.ExpressionList)
		b.f.Back = append(b.f.Back, Range{0, b.here()})
		b.f.Irregular = true
	case cc.JumpStatementContinue:
		b.jumpTo(b.flow.continues)
		return continues
	case cc.JumpStatementBreak:
		b.jumpTo(b.flow.breaks)
		return breaks
	}
	return returns
}

func (b *funcLowerer) selection(n *cc.SelectionStatement) ending {
	if n.Case == cc.SelectionStatementSwitch {
		return b.switches(n)
	}
	b.mark(n)
	cond := b.condition(n.ExpressionList)
	b.noReturn = false
	pair := b.pair()
	at := b.at
	start := b.here()
	other, end := b.newLabel(), b.newLabel()
	b.branchTo(other, cond, true)
	then := b.branch(Region{Kind: Then, Cond: cond, Pair: pair}, n.Statement)
	b.jumpTo(end)
	middle := b.here()
	b.bind(other)
	otherwise := fallsThrough
	if n.Case == cc.SelectionStatementIfElse {
		otherwise = b.branch(Region{Kind: Else, Cond: cond, Neg: true, Pair: pair}, n.Statement2)
	}
	b.bind(end)
	switch {
	case then != fallsThrough && otherwise != fallsThrough:
		return max(then, otherwise)
	case then != fallsThrough:
		b.exits = append(b.exits, exit{cond, true, pair, then, Range{start, middle}, at})
	case otherwise != fallsThrough:
		b.exits = append(b.exits, exit{cond, false, pair, otherwise, Range{middle, b.here()}, at})
	}
	return fallsThrough
}

func (b *funcLowerer) branch(r Region, n *cc.Statement) ending {
	leave := b.enter(r)
	defer leave()
	return b.statement(n)
}

// forget drops the exits noted since before that end as said: they lead to
// where we are now.
func (b *funcLowerer) forget(before int, ends ...ending) {
	kept := b.exits[:before]
	for _, e := range b.exits[before:] {
		drop := false
		for _, end := range ends {
			drop = drop || e.ends == end
		}
		if !drop {
			kept = append(kept, e)
		}
	}
	b.exits = kept
}

func (b *funcLowerer) optional(e cc.ExpressionNode) {
	if e != nil {
		b.expr(e)
	}
}

// asm lowers an asm statement: its operands go where we do not see.
func (b *funcLowerer) asm(n *cc.AsmStatement) {
	for args := n.Asm.AsmArgList; args != nil; args = args.AsmArgList {
		for list := args.AsmExpressionList; list != nil; list = list.AsmExpressionList {
			if list.AssignmentExpression != nil {
				b.escape(list.AssignmentExpression)
			}
		}
	}
}

func (b *funcLowerer) escape(e cc.ExpressionNode) {
	if _, ok := e.(*cc.PrimaryExpression); ok && e.Value() != cc.Unknown {
		return // a constraint string
	}
	if p, ok := b.place(e); ok {
		b.emit(Instr{Op: Escape, Dst: -1, A: b.address(p)})
		return
	}
	b.emit(Instr{Op: Escape, Dst: -1, A: b.expr(e)})
}
