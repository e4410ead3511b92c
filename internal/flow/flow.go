// Package flow answers questions about the control flow of one function
// body: which loops repeat a node, and where the function can return without
// having passed a node.
package flow

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// A Graph is the control flow of one function body. Function literals in the
// body have control flow of their own and are not part of it.
type Graph struct {
	info    *types.Info
	body    *ast.BlockStmt
	blocks  []*cfg.Block
	blockOf map[ast.Node]*cfg.Block // for every node of a block, nested ones included
	loops   []loop                  // in source order
}

// A loop is a statement that may repeat, with the block that each iteration
// comes back to and the block after it, which is nil for a label.
type loop struct {
	stmt       ast.Stmt
	head, done *cfg.Block
}

// New returns the control flow of body. info may lack types.
func New(body *ast.BlockStmt, info *types.Info) *Graph {
	g := &Graph{
		info:    info,
		body:    body,
		blocks:  cfg.New(body, func(call *ast.CallExpr) bool { return mayReturn(info, call) }).Blocks,
		blockOf: make(map[ast.Node]*cfg.Block),
	}
	heads := make(map[ast.Stmt]loop)
	for _, b := range g.blocks {
		for _, n := range b.Nodes {
			g.place(n, b)
		}
		g.addHead(heads, b)
	}
	for _, l := range heads {
		g.loops = append(g.loops, l)
	}
	slices.SortFunc(g.loops, func(a, b loop) int { return int(a.stmt.Pos() - b.stmt.Pos()) })
	return g
}

// place records that n and what is nested in it belong to block b.
func (g *Graph) place(n ast.Node, b *cfg.Block) {
	ast.Inspect(n, func(n ast.Node) bool {
		if n != nil {
			g.blockOf[n] = b
		}
		_, isFunc := n.(*ast.FuncLit)
		return !isFunc
	})
}

// addHead notes b when iterations of a loop begin or end with it.
func (g *Graph) addHead(heads map[ast.Stmt]loop, b *cfg.Block) {
	l := heads[b.Stmt]
	switch b.Kind {
	case cfg.KindForLoop, cfg.KindRangeLoop:
		l.head = b
	case cfg.KindForBody:
		if l.head != nil || b.Stmt.(*ast.ForStmt).Cond != nil {
			return
		}
		l.head = b // a loop without a condition has no other head
	case cfg.KindForDone, cfg.KindRangeDone:
		l.done = b
	case cfg.KindLabel:
		if b.Stmt == nil {
			return
		}
		l.head = b
	default:
		return
	}
	l.stmt = b.Stmt
	heads[b.Stmt] = l
}

// mayReturn reports whether a call may return, for the calls that people end
// functions with.
func mayReturn(info *types.Info, call *ast.CallExpr) bool {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		_, builtin := info.Uses[fun].(*types.Builtin)
		return !(builtin && fun.Name == "panic")
	case *ast.SelectorExpr:
		fn, ok := info.Uses[fun.Sel].(*types.Func)
		if !ok || fn.Pkg() == nil {
			return true
		}
		switch fn.Pkg().Path() + "." + fn.Name() {
		case "os.Exit", "runtime.Goexit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf", "log.Panicln":
			return false
		}
	}
	return true
}

// A Loop is a loop that repeats a node.
type Loop struct {
	// Stmt is an *ast.ForStmt, an *ast.RangeStmt, or the *ast.LabeledStmt
	// that a goto comes back to.
	Stmt ast.Stmt

	// Trips is the number of iterations when it is constant, else -1. A
	// loop that is left early may make fewer.
	Trips int64
}

// Around returns the loops that repeat n, the innermost first: those in which
// another iteration may follow one that passes n. A loop that is always left
// after n is not among them, nor is one that has n in the part that runs once.
// A loop repeats itself.
func (g *Graph) Around(n ast.Node) []Loop {
	b := g.blockOf[n]
	if i := slices.IndexFunc(g.loops, func(l loop) bool { return l.stmt == n }); i >= 0 {
		b = g.loops[i].head
	}
	if b == nil || !b.Live {
		return nil
	}
	var around []Loop
	for _, l := range slices.Backward(g.loops) {
		if g.repeats(l, b, n) {
			around = append(around, Loop{l.stmt, g.Trips(l.stmt)})
		}
	}
	return around
}

// repeats reports whether control can go from b, which holds n, to the head
// of l and back without leaving l, and so comes by n once an iteration.
func (g *Graph) repeats(l loop, b *cfg.Block, n ast.Node) bool {
	outside := []*cfg.Block{l.done}
	for _, outer := range g.loops {
		if outer.stmt != l.stmt && encloses(outer.stmt, l.stmt) {
			outside = append(outside, outer.head)
		}
	}
	if _, isLabel := l.stmt.(*ast.LabeledStmt); !isLabel && !encloses(l.stmt, n) {
		return false // which code a goto repeats is not to be seen from its place
	}
	return reaches(b, l.head, outside) && (b == l.head || reaches(l.head, b, outside))
}

func encloses(outer, inner ast.Node) bool {
	return outer.Pos() <= inner.Pos() && inner.End() <= outer.End()
}

// reaches reports whether control can go from one block to another, by one
// step at least, without entering a block of avoid.
func reaches(from, to *cfg.Block, avoid []*cfg.Block) bool {
	seen := make(map[*cfg.Block]bool)
	var walk func(*cfg.Block) bool
	walk = func(b *cfg.Block) bool {
		for _, next := range b.Succs {
			if next == to {
				return true
			}
			if !seen[next] && !slices.Contains(avoid, next) {
				seen[next] = true
				if walk(next) {
					return true
				}
			}
		}
		return false
	}
	return walk(from)
}

// ReturnsAvoiding returns the return statements that the function can reach
// without passing a node that isAvoided reports. Falling off the end counts as
// a return statement at the closing brace.
func (g *Graph) ReturnsAvoiding(isAvoided func(ast.Node) bool) []*ast.ReturnStmt {
	var returns []*ast.ReturnStmt
	seen := make(map[*cfg.Block]bool)
	var walk func(*cfg.Block)
	walk = func(b *cfg.Block) {
		if seen[b] {
			return
		}
		seen[b] = true
		for _, n := range b.Nodes {
			if contains(n, isAvoided) {
				return
			}
			if r, ok := n.(*ast.ReturnStmt); ok {
				returns = append(returns, r)
			}
		}
		for _, next := range b.Succs {
			walk(next)
		}
	}
	walk(g.blocks[0])
	return returns
}

// contains reports whether n or a node in it, function literals excepted,
// satisfies f.
func contains(n ast.Node, f func(ast.Node) bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil || found {
			return false
		}
		_, isFunc := n.(*ast.FuncLit)
		found = f(n)
		return !found && !isFunc
	})
	return found
}
