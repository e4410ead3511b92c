package cgothread

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

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
		if !c.src.IsTest(fn.Body.Pos()) && !c.src.IsGenerated(fn.Body.Pos()) && !fn.IsTest(c.info) {
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

// waitingSite returns the place at which the goroutine first waits in C, if
// it comes there without having waited in Go for its turn.
func (s *spawner) waitingSite(sp *spawn) *crossing.Site {
	if sp.call != nil && s.src.Call(sp.call) != nil {
		return s.waitingCall(sp.call, 0)
	}
	return s.waitsIn(s.cross.FunctionOf(sp.run), 0)
}

// maxWait is how deep a wait may lie in Go functions that are called.
const maxWait = 3

// waitsIn returns the first place in a function that may wait in C, or nil.
func (s *spawner) waitsIn(fn *crossing.Function, depth int) (site *crossing.Site) {
	if fn == nil || depth == maxWait {
		return nil
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt:
			return false
		case *ast.CallExpr:
			if site == nil {
				site = s.waitingCall(n, depth)
			}
		}
		return site == nil
	})
	if site != nil && s.isGated(fn.Body, site.Pos()) {
		return nil
	}
	return site
}

// waitingCall returns a call as a site if it waits in C, itself or in a
// function of this package that it calls.
func (s *spawner) waitingCall(call *ast.CallExpr, depth int) *crossing.Site {
	if c := s.src.Call(call); c != nil {
		if s.waits(c.Name) {
			return &crossing.Site{Node: call, Name: c.Name}
		}
		return nil
	}
	callee := s.cross.Callee(call)
	inner := s.waitsIn(callee, depth+1)
	if inner == nil || callee.Func == nil {
		return nil
	}
	return &crossing.Site{Node: call, Name: inner.Name, Via: []types.Object{callee.Func}}
}

// output matches the functions that write a line for a person, for which one
// hardly waits.
var output = regexp.MustCompile(`(printf|puts|putc|putchar|fwrite|perror|fflush|fclose)(_unlocked)?$`)

// waits reports whether there is evidence that a C function waits, for longer
// than for a lock.
func (s *spawner) waits(name string) bool {
	f := s.sums.Func(name)
	if f == nil {
		return false
	}
	for _, b := range f.Blocks {
		leaf := name
		if n := len(b.Path); n > 0 {
			leaf = strings.TrimPrefix(b.Path[n-1].What, "calls ")
		}
		if b.Kind != "lock" && !output.MatchString(leaf) {
			return true
		}
	}
	return false
}

// gates are the names of functions that let a number of callers through.
var gates = []string{"Acquire", "TryAcquire", "Lock", "Take", "Wait", "Sleep"}

// isGated reports whether something in n that is come to before pos waits in
// Go: for a place in a semaphore, for a turn, for the next job. What it is
// need not be understood; it is a limit. What is in a block that is left
// before pos happens sometimes; it counts only when all of n is asked for.
func (s *spawner) isGated(n ast.Node, pos token.Pos) bool {
	gated := false
	ast.Inspect(n, func(inner ast.Node) bool {
		switch inner := inner.(type) {
		case nil, *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt:
			return false
		case *ast.BlockStmt:
			return pos == n.End() || pos < inner.End()
		case *ast.SendStmt:
			gated = gated || inner.End() <= pos
		case *ast.UnaryExpr:
			gated = gated || inner.Op == token.ARROW && inner.End() <= pos
		case *ast.SelectStmt:
			gated = gated || inner.Pos() < pos
		case *ast.RangeStmt:
			_, isChan := s.typeOf(inner.X).Underlying().(*types.Chan)
			gated = gated || isChan && inner != n && inner.Pos() < pos
		case *ast.CallExpr:
			sel, ok := ast.Unparen(inner.Fun).(*ast.SelectorExpr)
			gated = gated || ok && inner.End() <= pos && s.src.Ref(sel) == nil && slices.Contains(gates, sel.Sel.Name)
		}
		return !gated
	})
	return gated
}

func (s *spawner) typeOf(e ast.Expr) types.Type {
	if t := s.info.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}
