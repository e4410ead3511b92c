package cir

import (
	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/ctype"
)

// block lowers the items of a compound statement. What follows an early exit
// stands in an After region.
func (b *funcLowerer) block(n *cparse.Stmt) ending {
	region := b.region
	defer func() { b.region = region }()
	ends := fallsThrough
	for _, item := range n.List {
		before := len(b.exits)
		ends = b.statement(item)
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

// nested lowers a nested function, an extension of GCC, which is not looked
// into: it may do anything with the variables around it.
func (b *builder) nested() {
	for v := range int32(len(b.f.Vars)) {
		if b.f.Vars[v].Name != "" {
			b.emit(Instr{Op: Escape, Dst: -1, A: b.address(place{direct: true, v: v})})
		}
	}
}

// local lowers the declaration of a local variable.
func (b *funcLowerer) local(d *cparse.Object, init *cparse.Init) {
	switch {
	case d.Kind != cparse.Var:
		return
	case d.Extern:
		b.declare(d, d.Text)
		return
	case d.Static:
		b.declare(d, b.staticName(d))
		if init != nil {
			b.initFuncs(b.staticName(d), "", init)
		}
		return
	}
	v := b.localVar(d)
	if init == nil {
		return
	}
	b.mark(d.Pos)
	b.initialize(place{v: v, direct: true}, init)
}

// localVar returns the variable of a local declaration.
func (b *builder) localVar(d *cparse.Object) int32 {
	if d.Slot == 0 {
		v := b.typed(d.Text, d.Type)
		if d.Type.Kind == ctype.Array {
			b.f.Vars[v].Class = Aggregate
		}
		d.Slot = v + 1
	}
	return d.Slot - 1
}

// staticName names a variable that outlives calls. One that is declared in
// the function is told from others of its name by the function's.
func (b *builder) staticName(d *cparse.Object) string {
	if d.Static && d.Local {
		return b.f.Name + "." + d.Text
	}
	return d.Text
}

// initialize lowers an initializer of the object at p.
func (b *funcLowerer) initialize(p place, init *cparse.Init) {
	if init.Expr == nil {
		b.initializeParts(p, init)
		return
	}
	if init.Type.Kind == ctype.Array {
		return // a string
	}
	b.store(p, b.expr(init.Expr))
}

func (b *funcLowerer) initializeParts(p place, init *cparse.Init) {
	for i := range init.List {
		item := &init.List[i]
		b.initialize(p.at(item.Path), &item.Init)
	}
}

func (b *funcLowerer) statement(n *cparse.Stmt) ending {
	b.noReturn = false
	switch n.Kind {
	case cparse.DeclStmt:
		for i := range n.Decls {
			b.local(n.Decls[i].Obj, n.Decls[i].Init)
		}
	case cparse.Nested:
		b.nested()
	case cparse.Label, cparse.Case, cparse.Default:
		return b.labeled(n)
	case cparse.Block:
		return b.block(n)
	case cparse.ExprStmt:
		b.mark(n.X.Pos)
		b.expr(n.X)
		if b.noReturn {
			b.noReturn = false
			return returns
		}
	case cparse.If:
		return b.selection(n)
	case cparse.Switch:
		return b.switches(n)
	case cparse.While, cparse.Do, cparse.For:
		b.iteration(n)
	case cparse.Asm:
		b.asm(n)
	case cparse.Goto, cparse.GotoExpr, cparse.Break, cparse.Continue, cparse.Return:
		return b.jump(n)
	}
	return fallsThrough
}

func (b *funcLowerer) labeled(n *cparse.Stmt) ending {
	if n.Kind == cparse.Label {
		b.labels[n.Name] = b.here()
		b.bind(b.namedLabel(n.Name))
	} else {
		b.caseLabel(n.Kind == cparse.Default)
		b.f.Jumps = append(b.f.Jumps, Range{0, b.here()}) // a case inside another statement
	}
	return b.statement(n.Body)
}

func (b *funcLowerer) jump(n *cparse.Stmt) ending {
	b.mark(n.Pos)
	switch n.Kind {
	case cparse.Return:
		v := None
		if n.X != nil {
			v = b.expr(n.X)
		}
		b.emit(Instr{Op: Return, Dst: -1, A: v})
	case cparse.Goto:
		b.gotos = append(b.gotos, jump{b.here(), n.Name})
		b.jumpTo(b.namedLabel(n.Name))
	case cparse.GotoExpr:
		b.expr(n.X)
		b.f.Back = append(b.f.Back, Range{0, b.here()})
		b.f.Irregular = true
	case cparse.Continue:
		b.jumpTo(b.flow.continues)
		return continues
	case cparse.Break:
		b.jumpTo(b.flow.breaks)
		return breaks
	}
	return returns
}

func (b *funcLowerer) selection(n *cparse.Stmt) ending {
	b.mark(n.Pos)
	cond := b.condition(n.X)
	b.noReturn = false
	pair := b.pair()
	at := b.at
	start := b.here()
	other, end := b.newLabel(), b.newLabel()
	b.branchTo(other, cond, true)
	then := b.branch(Region{Kind: Then, Cond: cond, Pair: pair}, n.Body)
	b.jumpTo(end)
	middle := b.here()
	b.bind(other)
	otherwise := fallsThrough
	if n.Else != nil {
		otherwise = b.branch(Region{Kind: Else, Cond: cond, Neg: true, Pair: pair}, n.Else)
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

func (b *funcLowerer) branch(r Region, n *cparse.Stmt) ending {
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

func (b *funcLowerer) optional(e *cparse.Expr) {
	if e != nil {
		b.expr(e)
	}
}

// asm lowers an asm statement: its operands go where we do not see, and without
// any it may be a barrier.
func (b *funcLowerer) asm(n *cparse.Stmt) {
	b.f.Volatile = true
	for _, e := range n.Args {
		if p, ok := b.place(e); ok {
			b.emit(Instr{Op: Escape, Dst: -1, A: b.address(p)})
			continue
		}
		b.emit(Instr{Op: Escape, Dst: -1, A: b.expr(e)})
	}
}
