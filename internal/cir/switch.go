package cir

import "modernc.org/cc/v4"

// switches lowers a switch whose body is a block with the case labels at its
// top, which is all but a few; other labels are treated like goto labels.
func (b *funcLowerer) switches(n *cc.SelectionStatement) ending {
	b.mark(n)
	s := switchLowerer{funcLowerer: b, value: b.expr(n.ExpressionList), pair: b.pair(), region: b.region}
	before := len(b.exits)
	defer b.switchLabels()()
	if n.Statement.Case != cc.StatementCompound {
		leave := b.enter(Region{Kind: Case, Cond: s.opaqueCase(), Pair: s.pair})
		b.statement(n.Statement)
		leave()
	} else {
		s.body(n.Statement.CompoundStatement)
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

func (s *switchLowerer) body(n *cc.CompoundStatement) {
	for list := n.BlockItemList; list != nil; list = list.BlockItemList {
		item := list.BlockItem
		if item.Case == cc.BlockItemStmt && item.Statement.Case == cc.StatementLabeled {
			if stmt := item.Statement.LabeledStatement; stmt.Case != cc.LabeledStatementLabel {
				s.label(stmt)
				continue
			}
		}
		before := len(s.exits)
		ends := s.item(item)
		s.funcLowerer.resume(before)
		s.ended(ends)
	}
}

// label starts a case.
func (s *switchLowerer) label(n *cc.LabeledStatement) {
	if s.open {
		s.pair = s.funcLowerer.pair() // it may run as well as the cases before
	}
	s.funcLowerer.region = s.region
	s.mark(n)
	s.caseLabel(n.Case == cc.LabeledStatementDefault)
	cond := s.caseCond(n)
	stmt := n.Statement
	for stmt.Case == cc.StatementLabeled && stmt.LabeledStatement.Case != cc.LabeledStatementLabel {
		s.caseLabel(stmt.LabeledStatement.Case == cc.LabeledStatementDefault)
		other := s.caseCond(stmt.LabeledStatement)
		cond = s.into(Scalar, Instr{Op: Arith, Aux: OpLOr, A: cond, B: other})
		stmt = stmt.LabeledStatement.Statement
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

func (s *switchLowerer) caseCond(n *cc.LabeledStatement) Value {
	if n.Case == cc.LabeledStatementCaseLabel {
		return s.into(Scalar, Instr{Op: Arith, Aux: OpEq, A: s.value, B: s.expr(n.ConstantExpression)})
	}
	return s.opaqueCase()
}

// opaqueCase is a condition that depends on the switch's value in a way that
// is not kept.
func (s *switchLowerer) opaqueCase() Value {
	return s.into(Scalar, Instr{Op: Arith, Aux: OpOther, A: s.value, B: s.opaque()})
}
