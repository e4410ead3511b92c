package cgothread

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/crossing"
)

// A spawner finds goroutines that are started once per element and wait in C.
// While C waits, the runtime cannot take the thread away from it, as it does
// from a goroutine that waits in Go: each holds one, and at 10,000 the program
// is ended (runtime/debug.SetMaxThreads).
type spawner struct {
	*checker
	cross *crossing.Result
}

// A spawn is a statement that starts a goroutine.
type spawn struct {
	fn   *crossing.Function // that the statement is in
	stmt ast.Stmt
	call *ast.CallExpr // that the goroutine makes, or nil
	run  ast.Expr      // the function that it runs
}

// spawns returns the statements of a function that start goroutines.
func (s *spawner) spawns(fn *crossing.Function) []*spawn {
	var all []*spawn
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // a function of its own
		case *ast.GoStmt:
			all = append(all, &spawn{fn, n, n.Call, n.Call.Fun})
			return false
		case *ast.ExprStmt:
			if call, ok := n.X.(*ast.CallExpr); ok && s.startsGoroutine(call) && !s.hasLimit(fn, call) {
				all = append(all, &spawn{fn, n, nil, call.Args[0]})
				return false
			}
		}
		return true
	})
	return all
}

// groups are the types whose method Go starts a goroutine.
var groups = []string{"sync.WaitGroup", "golang.org/x/sync/errgroup.Group"}

func (s *spawner) startsGoroutine(call *ast.CallExpr) bool {
	fn := s.method(call)
	return fn != nil && fn.Name() == "Go" && len(call.Args) == 1 && slices.Contains(groups, receiverName(fn))
}

// method returns the method that a call names, or nil.
func (s *spawner) method(call *ast.CallExpr) *types.Func {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	fn, _ := s.src.Info.Uses[sel.Sel].(*types.Func)
	return fn
}

// receiverName returns the receiver's type as path.Name, or "".
func receiverName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil || fn.Pkg() == nil {
		return ""
	}
	t := recv.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return ""
	}
	return fn.Pkg().Path() + "." + named.Obj().Name()
}

// hasLimit reports whether the group of a call of its method Go is given a
// limit in the same function.
func (s *spawner) hasLimit(fn *crossing.Function, call *ast.CallExpr) bool {
	group := s.src.Root(call.Fun)
	limited := false
	ast.Inspect(fn.Node, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			m := s.method(call)
			limited = limited || m != nil && m.Name() == "SetLimit" && s.src.Root(call.Fun) == group
		}
		return !limited
	})
	return limited
}

// reportSpawns reports the goroutines that the functions of the package start
// without bound and that wait in C.
func (c *checker) reportSpawns(cross *crossing.Result) {
	s := &spawner{c, cross}
	for _, fn := range cross.Functions {
		if !c.src.IsTest(fn.Body.Pos()) && !c.src.SkipsGenerated(fn.Body.Pos()) && !fn.IsTest(c.info) {
			s.reportIn(fn)
		}
	}
}

func (s *spawner) reportIn(fn *crossing.Function) {
	for _, sp := range s.spawns(fn) {
		loop := s.perElement(sp)
		if loop == nil || s.isGated(loop, loop.End()) {
			continue
		}
		site := s.waitingSite(sp)
		if site == nil {
			continue
		}
		d := analysis.Diagnostic{
			Pos: sp.stmt.Pos(), End: sp.end(), Category: "goroutines",
			Message: fmt.Sprintf("%s waits in a goroutine per %s: each holds an OS thread until C returns, and nothing limits how many there are",
				crossing.Subject(s.src, *site), crossing.Per(s.src, loop)),
		}
		if site.Node != ast.Node(sp.call) {
			d.Related = []analysis.RelatedInformation{{Pos: site.Pos(), End: site.End(), Message: crossing.Subject(s.src, *site) + " waits here"}}
		}
		s.report(d, finding.Info{})
	}
}

// end is the end of what is said of the statement: not of all that a literal
// does.
func (sp *spawn) end() token.Pos {
	if lit, ok := ast.Unparen(sp.run).(*ast.FuncLit); ok {
		return lit.Type.End()
	}
	return sp.stmt.End()
}

// perElement returns the innermost loop that repeats the statement as often as
// there are elements, or for good, or nil. A loop that counts to a number
// starts so many workers.
func (s *spawner) perElement(sp *spawn) ast.Stmt {
	for _, l := range sp.fn.Graph().Around(sp.stmt) {
		if l.Trips >= 0 {
			continue
		}
		switch loop := l.Stmt.(type) {
		case *ast.RangeStmt:
			if !gotype.IsInteger(s.typeOf(loop.X)) || s.src.LengthOf(loop.X) != nil {
				return loop
			}
		case *ast.ForStmt:
			if loop.Post == nil || loop.Cond != nil && s.src.LengthOf(loop.Cond) != nil {
				return loop
			}
		}
	}
	return nil
}

func (s *spawner) typeOf(e ast.Expr) types.Type {
	if t := s.info.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}
