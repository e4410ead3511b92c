package cir

import "github.com/cgolint/cgolint/internal/cparse"

// switches lowers a switch whose body is a block with the case labels at its
// top, which is all but a few; other labels are treated like goto labels.
func (b *funcLowerer) switches(n *cparse.Stmt) ending {
	b.mark(n.Pos)
	s := switchLowerer{funcLowerer: b, value: b.expr(n.X), pair: b.pair(), region: b.region}
	before := len(b.exits)
	defer b.switchLabels()()
	if n.Body.Kind != cparse.Block {
		leave := b.enter(Region{Kind: Case, Cond: s.opaqueCase(), Pair: s.pair})
		b.statement(n.Body)
		leave()
	} else {
		s.body(n.Body)
	}
	b.region = s.region
	b.forget(before, breaks)
	return fallsThrough
}

// A switchLowerer lowers one switch.
type switchLowerer struct {
	*funcLowerer
	value  Value
	pair   int32
	region int32 // around the switch
	open   bool  // the last case falls through into what follows
	cond   Value // of the open case
	start  int32
}

func (s *switchLowerer) body(n *cparse.Stmt) {
	for _, item := range n.List {
		if isCase(item) {
			s.label(item)
			continue
		}
		before := len(s.exits)
		ends := s.statement(item)
		s.funcLowerer.resume(before)
		s.ended(ends)
	}
}

func isCase(n *cparse.Stmt) bool { return n.Kind == cparse.Case || n.Kind == cparse.Default }

// label starts a case.
func (s *switchLowerer) label(n *cparse.Stmt) {
	if s.open {
		s.pair = s.funcLowerer.pair() // it may run as well as the cases before
	}
	s.funcLowerer.region = s.region
	s.mark(n.Pos)
	s.caseLabel(n.Kind == cparse.Default)
	cond := s.caseCond(n)
	stmt := n.Body
	for isCase(stmt) {
		s.caseLabel(stmt.Kind == cparse.Default)
		other := s.caseCond(stmt)
		cond = s.into(Scalar, Instr{Op: Arith, Aux: OpLOr, A: cond, B: other})
		stmt = stmt.Body
	}
	if s.open {
		cond = s.opaqueCase()
	}
	s.cond, s.open, s.start = cond, true, s.here()
	s.enter(Region{Kind: Case, Cond: cond, Pair: s.pair})
	before := len(s.exits)
	ends := s.statement(stmt)
	s.funcLowerer.resume(before)
	s.ended(ends)
}

// ended notes how the open case ends.
func (s *switchLowerer) ended(ends ending) {
	if ends == fallsThrough || !s.open {
		return
	}
	s.open = false
	if ends != breaks {
		s.exits = append(s.exits, exit{s.cond, true, s.pair, ends, Range{s.start, s.here()}, s.at})
	}
}

func (s *switchLowerer) caseCond(n *cparse.Stmt) Value {
	if n.Kind == cparse.Case && n.Post == nil && n.X.Val.Kind == cparse.Integer {
		return s.into(Scalar, Instr{Op: Arith, Aux: OpEq, A: s.value, B: s.integer(n.X.Val.Bits)})
	}
	if n.Kind == cparse.Case && n.Post == nil {
		return s.into(Scalar, Instr{Op: Arith, Aux: OpEq, A: s.value, B: s.expr(n.X)})
	}
	return s.opaqueCase()
}

// opaqueCase is a condition that depends on the switch's value in a way that
// is not kept.
func (s *switchLowerer) opaqueCase() Value {
	return s.into(Scalar, Instr{Op: Arith, Aux: OpOther, A: s.value, B: s.opaque()})
}
