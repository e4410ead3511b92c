package cost

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// A meter adds up what the statements of one function take, in the usual run:
// a branch that leaves is not taken, one that does not is taken half the
// time.
type meter struct {
	*Result
	graph *flow.Graph
	loop  ast.Stmt // that one iteration is measured of, or nil
	skip  ast.Stmt // that is left out, or nil
}

// turns is the number of iterations assumed for a loop of unknown length.
const turns = 8

func (m *meter) block(b *ast.BlockStmt) (c Cost) {
	if b != nil {
		c = m.list(b.List)
	}
	return c
}

func (m *meter) list(list []ast.Stmt) (c Cost) {
	for _, s := range list {
		c = c.plus(m.stmt(s))
	}
	return c
}

func (m *meter) stmt(s ast.Stmt) Cost {
	if s == nil || s == m.skip {
		return Cost{}
	}
	switch s := s.(type) {
	case *ast.BlockStmt:
		return m.block(s)
	case *ast.LabeledStmt:
		return m.stmt(s.Stmt)
	case *ast.IfStmt:
		return m.branch(s)
	case *ast.ForStmt:
		once := m.expr(s.Cond).plus(m.stmt(s.Post)).plus(m.block(s.Body))
		return m.stmt(s.Init).plus(once.times(m.turns(s)))
	case *ast.RangeStmt:
		return m.expr(s.X).plus(m.block(s.Body).plus(m.producing(s.X)).times(m.turns(s)))
	case *ast.SwitchStmt:
		return m.stmt(s.Init).plus(m.expr(s.Tag)).plus(m.clauses(s.Body))
	case *ast.TypeSwitchStmt:
		return m.clauses(s.Body)
	case *ast.SelectStmt:
		return m.clauses(s.Body).plus(Cost{Go: channelTime})
	case *ast.GoStmt:
		return Cost{Go: goTime}
	case *ast.DeferStmt:
		return m.expr(s.Call)
	case *ast.SendStmt:
		return m.expr(s.Value).plus(Cost{Go: channelTime})
	}
	return m.exprs(s)
}

// branch returns what an if statement takes.
func (m *meter) branch(s *ast.IfStmt) Cost {
	c := m.stmt(s.Init).plus(m.expr(s.Cond))
	switch {
	case s.Else == nil:
		return c.plus(m.unless(s.Body).times(0.5))
	case leaves(s.Body.List):
		return c.plus(m.stmt(s.Else))
	}
	if b, ok := s.Else.(*ast.BlockStmt); ok && leaves(b.List) {
		return c.plus(m.block(s.Body))
	}
	return c.plus(m.block(s.Body).times(0.5)).plus(m.stmt(s.Else).times(0.5))
}

// unless returns what a block takes that does not leave.
func (m *meter) unless(b *ast.BlockStmt) Cost {
	if leaves(b.List) {
		return Cost{}
	}
	return m.block(b)
}

// leaves reports whether a list of statements ends in leaving it, and the loop
// it may be in.
func leaves(list []ast.Stmt) bool {
	exit := flow.Exit(list)
	if branch, ok := exit.(*ast.BranchStmt); ok {
		return branch.Tok != token.CONTINUE && branch.Tok != token.FALLTHROUGH
	}
	return exit != nil
}

// clauses returns what one of the clauses of a switch takes.
func (m *meter) clauses(body *ast.BlockStmt) (c Cost) {
	n := 0
	for _, s := range body.List {
		var list []ast.Stmt
		switch s := s.(type) {
		case *ast.CaseClause:
			list = s.Body
		case *ast.CommClause:
			list = append([]ast.Stmt{s.Comm}, s.Body...)
		}
		if !leaves(list) {
			c, n = c.plus(m.list(list)), n+1
		}
	}
	return c.times(1 / float64(max(n, 1)))
}

func (m *meter) turns(loop ast.Stmt) float64 {
	if n := m.graph.Trips(loop); n >= 0 {
		return float64(n)
	}
	return turns
}

// producing returns what it takes to get one element of what a loop ranges
// over.
func (m *meter) producing(x ast.Expr) Cost {
	t := m.src.Info.TypeOf(x)
	if t == nil {
		return Cost{}
	}
	switch t.Underlying().(type) {
	case *types.Chan:
		return Cost{Go: channelTime}
	case *types.Map:
		return Cost{Go: mapTime}
	case *types.Signature:
		return Cost{Go: callTime}
	}
	return Cost{Go: stepTime}
}

func (m *meter) expr(e ast.Expr) Cost {
	if e == nil {
		return Cost{}
	}
	return m.exprs(e)
}

// exprs adds up the expressions in a node. A function literal takes nothing
// where it stands.
func (m *meter) exprs(root ast.Node) (c Cost) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ParenExpr:
			if ref := m.src.Ref(n); ref != nil {
				if ref.Kind == cgosource.Macro {
					c = c.plus(Cost{Crossings: 1, C: 1})
				}
				return false
			}
		case *ast.CallExpr:
			if m.makesError(n) {
				return false
			}
			c = c.plus(m.call(n))
		case *ast.BinaryExpr, *ast.UnaryExpr, *ast.IndexExpr, *ast.CompositeLit, *ast.IncDecStmt, *ast.AssignStmt:
			c.Go += m.operation(n)
		}
		return true
	})
	return c
}

// operation returns the time of an operation, operands left out.
func (m *meter) operation(n ast.Node) float64 {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if m.isString(n) && n.Op == token.ADD {
			return allocationTime
		}
	case *ast.UnaryExpr:
		if n.Op == token.ARROW {
			return channelTime
		}
		if _, ok := n.X.(*ast.CompositeLit); ok && n.Op == token.AND {
			return allocationTime
		}
	case *ast.IndexExpr:
		if t := m.src.Info.TypeOf(n.X); t != nil {
			if _, isMap := t.Underlying().(*types.Map); isMap {
				return mapTime
			}
		}
	case *ast.CompositeLit:
		if t := m.src.Info.TypeOf(n); t != nil {
			switch t.Underlying().(type) {
			case *types.Slice, *types.Map:
				return allocationTime
			}
		}
	}
	return stepTime
}

func (m *meter) isString(e ast.Expr) bool {
	tv := m.src.Info.Types[e]
	return tv.Value == nil && gotype.IsString(tv.Type)
}

// makesError reports whether a call makes an error, which the usual run never
// reaches.
func (m *meter) makesError(call *ast.CallExpr) bool {
	fn, ok := m.cross.Called(call).(*types.Func)
	if !ok || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "errors":
		return true
	case "fmt":
		return fn.Name() == "Errorf"
	}
	return strings.HasSuffix(fn.Pkg().Path(), "/errors")
}
