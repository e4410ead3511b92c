package cgoleak

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/passes/ownership"
)

// siteOf finds the call that acquires a resource.
func (c *checker) siteOf(r *ownership.Resource) (s site, ok bool) {
	pos := r.At.Pos() // of the parenthesis, or the defer statement
	file := c.src.File(pos)
	if file == nil {
		return s, false
	}
	path, _ := astutil.PathEnclosingInterval(file, pos, pos+1)
	for i, n := range path {
		call, isCall := n.(*ast.CallExpr)
		if isCall && call.Lparen == pos {
			s.call, s.path = call, path[i:]
			s.name = c.nameOf(s.path, r)
			return s, true
		}
	}
	return s, false
}

// nameOf returns the variable that gets what a call acquires, or "".
func (c *checker) nameOf(path []ast.Node, r *ownership.Resource) string {
	if r.Where == ownership.ThroughOut {
		if call := path[0].(*ast.CallExpr); r.Index < len(call.Args) {
			if u, ok := c.src.Unconverted(call.Args[r.Index]).(*ast.UnaryExpr); ok {
				return c.src.Text(u.X)
			}
		}
		return ""
	}
	expr, rest := outermost(c, path)
	switch n := rest.(type) {
	case *ast.AssignStmt:
		for i, rhs := range n.Rhs {
			if len(n.Rhs) == 1 && r.Index < len(n.Lhs) && rhs == expr {
				return named(n.Lhs[r.Index], c)
			}
			if rhs == expr && len(n.Lhs) == len(n.Rhs) {
				return named(n.Lhs[i], c)
			}
		}
	case *ast.ValueSpec:
		for i, v := range n.Values {
			if v == expr && i < len(n.Names) {
				return n.Names[i].Name
			}
		}
	}
	return ""
}

func named(e ast.Expr, c *checker) string {
	if id, ok := e.(*ast.Ident); ok && id.Name == "_" {
		return ""
	}
	return c.src.Text(e)
}

// outermost returns the expression that is the call with the conversions
// around it, and what it is a part of.
func outermost(c *checker, path []ast.Node) (expr ast.Expr, parent ast.Node) {
	expr = path[0].(ast.Expr)
	for _, n := range path[1:] {
		e, ok := n.(ast.Expr)
		if !ok || !c.src.IsConversion(e) && !isParen(e) {
			return expr, n
		}
		expr = e
	}
	return expr, nil
}

func isParen(e ast.Expr) bool {
	_, ok := e.(*ast.ParenExpr)
	return ok
}

// trips returns how often a loop turns, or -1.
func (c *checker) trips(loop ast.Stmt, path []ast.Node) int64 {
	for _, n := range path {
		var body *ast.BlockStmt
		switch n := n.(type) {
		case *ast.FuncDecl:
			body = n.Body
		case *ast.FuncLit:
			body = n.Body
		}
		if body != nil {
			return flow.New(body, c.src.Info).Trips(loop)
		}
	}
	return -1
}

// runsOnce reports whether a function runs once in the life of the program,
// so that what it loses doesn't add up.
func (c *checker) runsOnce(fn *ssa.Function) bool {
	if c.once == nil {
		c.findOnce()
	}
	for ; fn != nil; fn = fn.Parent() {
		if c.once[fn] || fn.Synthetic != "" || fn.Signature.Recv() == nil && (fn.Name() == "init" || strings.HasPrefix(fn.Name(), "init#") ||
			fn.Name() == "main" && c.src.Types.Name() == "main") {
			return true
		}
	}
	return false
}

// initializes reports whether a leak is of a constant string in a function
// that initializes something, by its name: it runs once in most programs.
func (c *checker) initializes(l *leak) bool {
	if len(l.call.Args) != 1 || c.src.Info.Types[l.call.Args[0]].Value == nil {
		return false
	}
	return strings.HasPrefix(strings.ToLower(l.Func.Name()), "init")
}

// findOnce finds the functions that are passed to a sync.Once, and those that
// only functions which run once call.
func (c *checker) findOnce() {
	c.once = make(map[*ssa.Function]bool)
	pkg, err := c.src.SSA()
	if err != nil {
		return
	}
	calls := make(map[*ssa.Function][]*ssa.Function) // by callee: the callers
	var visit func(fn *ssa.Function)
	visit = func(fn *ssa.Function) {
		if fn == nil {
			return
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				c.noteUses(fn, instr, calls)
			}
		}
		for _, lit := range fn.AnonFuncs {
			visit(lit)
		}
	}
	for _, obj := range c.src.Info.Defs {
		if fn, ok := obj.(*types.Func); ok {
			visit(pkg.Prog.FuncValue(fn))
		}
	}
	visit(pkg.Func("init"))
	c.spread(calls)
}

// noteUses notes what an instruction says of when functions run.
func (c *checker) noteUses(fn *ssa.Function, instr ssa.Instruction, calls map[*ssa.Function][]*ssa.Function) {
	var operands [8]*ssa.Value
	call, isCall := instr.(ssa.CallInstruction)
	for i, op := range instr.Operands(operands[:0]) {
		callee := functionOf(*op)
		switch {
		case callee == nil:
		case isCall && isOnce(call.Common()):
			c.once[callee] = true
		case isCall && i == 0 && !inLoop(instr.Block()):
			calls[callee] = append(calls[callee], fn)
		default:
			calls[callee] = append(calls[callee], nil) // it may run at any time
		}
	}
}

func functionOf(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function)
	}
	return nil
}

func isOnce(common *ssa.CallCommon) bool {
	callee := common.StaticCallee()
	if callee == nil || callee.Object() == nil {
		return false
	}
	fn, ok := callee.Object().(*types.Func)
	return ok && (fn.FullName() == "(*sync.Once).Do" || fn.FullName() == "sync.OnceFunc")
}

// spread adds the unexported functions that only functions which run once
// call, and that once each.
func (c *checker) spread(calls map[*ssa.Function][]*ssa.Function) {
	for changed := true; changed; {
		changed = false
		for fn, callers := range calls {
			if !c.once[fn] && len(callers) == 1 && callers[0] != nil && fn.Object() != nil && !fn.Object().Exported() && c.runsOnce(callers[0]) {
				c.once[fn] = true
				changed = true
			}
		}
	}
}

// inLoop reports whether a block may run more than once.
func inLoop(b *ssa.BasicBlock) bool {
	seen := make(map[*ssa.BasicBlock]bool)
	var reaches func(from *ssa.BasicBlock) bool
	reaches = func(from *ssa.BasicBlock) bool {
		for _, succ := range from.Succs {
			if succ == b {
				return true
			}
			if !seen[succ] {
				seen[succ] = true
				if reaches(succ) {
					return true
				}
			}
		}
		return false
	}
	return reaches(b)
}
