package cgoleak

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"unicode"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/ownership"
)

// fixes returns a deferred free right after the call, or why there is none.
func (c *fixer) fixes(l *leak) (fixes []analysis.SuggestedFix, reason string) {
	if reason := notDeferred(l); reason != "" {
		return nil, reason
	}
	file := c.src.File(l.call.Pos())
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	name := c.freeLater(f, l)
	if name == "" || !c.declareFree(f) {
		return nil, "no variable has the memory that a deferred call could free"
	}
	message := "Free " + name + " when the function returns"
	if l.Assumed {
		message += " (behavior change)"
	}
	return []analysis.SuggestedFix{{Message: message, TextEdits: f.Edits()}}, ""
}

// notDeferred says why a free that is deferred where the memory is acquired is
// wrong or not enough, or "".
func notDeferred(l *leak) string {
	switch {
	case l.Freed():
		return "it is freed on another path"
	case l.HandedOn():
		return "it is handed on, on another path"
	case !l.Complete:
		return "it is not known where all paths lead"
	case l.Early != nil || l.Where != ownership.InResult || l.Path != "":
		return "it is not the result of the call itself"
	case !isFreed(l.FreedBy):
		return "it is not C.free alone that frees it"
	case inFor(l.path):
		return "in a loop, a deferred call would free it only when the function returns"
	}
	return ""
}

// freeLater adds a deferred free of what the call of a leak acquires, and
// returns the name of the variable that holds it: its own, or a new one for a
// call in an argument list. It returns "" where that cannot be done.
func (c *fixer) freeLater(f *edit.File, l *leak) string {
	if stmt, variable := c.defined(l); stmt != nil {
		free := c.deferred(f, variable.Name, c.src.Info.TypeOf(variable), stmt.End())
		if free == "" {
			return ""
		}
		f.AddAfter(stmt, free)
		return variable.Name
	}
	stmt, arg := c.argument(l)
	if stmt == nil || flow.JumpsOver(flow.Body(l.path), stmt.Pos()) {
		return ""
	}
	name := c.newName(l, arg)
	free := c.deferred(f, name, c.src.Info.TypeOf(l.call), stmt.Pos())
	if free == "" {
		return ""
	}
	f.AddBefore(stmt, name+" := "+c.src.Text(l.call), free)
	f.Replace(l.call.Pos(), l.call.End(), name)
	return name
}

// isFreed reports whether C.free is what frees something.
func isFreed(by []string) bool {
	return slices.Contains(by, "free") && !slices.ContainsFunc(by, func(f string) bool { return f != "free" && f != "realloc" })
}

// inFor reports whether a call is in a loop of its function, which goto may
// make too: a deferred call would run only after all iterations.
func inFor(path []ast.Node) bool {
	for _, n := range path {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.LabeledStmt:
			return true
		case *ast.FuncDecl, *ast.FuncLit:
			return flow.JumpsBack(flow.Body(path), path[0].Pos())
		}
	}
	return false
}

// deferred returns the statement that frees a variable of a type at pos, or ""
// where package unsafe has no name there.
func (c *fixer) deferred(f *edit.File, name string, t types.Type, pos token.Pos) string {
	if gotype.IsUnsafePointer(t) {
		return "defer C.free(" + name + ")"
	}
	pkg := c.src.Import(f, "unsafe", pos)
	if pkg == "" {
		return ""
	}
	return "defer C.free(" + pkg + ".Pointer(" + name + "))"
}

// defined returns the statement that defines a variable as what the call
// acquires, and the variable.
func (c *fixer) defined(l *leak) (ast.Stmt, *ast.Ident) {
	expr, parent := outermost(c.src, l.path)
	assign, ok := parent.(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 || assign.Rhs[0] != expr || !inBlock(l.path, assign) {
		return nil, nil
	}
	id, ok := assign.Lhs[0].(*ast.Ident)
	if !ok || id.Name == "_" {
		return nil, nil
	}
	if _, isLocal := c.objectOf(id).(*types.Var); !isLocal || c.objectOf(id).Parent() == c.src.Types.Scope() {
		return nil, nil
	}
	return assign, id
}

func (c *fixer) objectOf(id *ast.Ident) types.Object {
	if obj := c.src.Info.Defs[id]; obj != nil {
		return obj
	}
	return c.src.Info.Uses[id]
}

// inBlock reports whether a statement stands in a list of statements.
func inBlock(path []ast.Node, stmt ast.Stmt) bool {
	i := slices.Index(path, ast.Node(stmt))
	return i >= 0 && i+1 < len(path) && flow.InList(path[i+1], stmt)
}

// argument returns the statement around a call that stands in the argument
// list of a C function, where it can be computed before the statement, and
// what it is made from.
func (c *fixer) argument(l *leak) (ast.Stmt, ast.Expr) {
	if l.name != "" || len(l.call.Args) == 0 {
		return nil, nil
	}
	for i, n := range l.path[1:] {
		switch n := n.(type) {
		case ast.Expr:
			if !c.isCallOfC(n) && !c.src.IsConversion(n) && !isParen(n) && !isComparison(n) {
				return nil, nil
			}
		case *ast.IfStmt:
			if n.Init != nil || n.Cond != l.path[i] || !inBlock(l.path, n) {
				return nil, nil
			}
			return c.movable(n, n.Cond, l)
		case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt:
			if !inBlock(l.path, n.(ast.Stmt)) {
				return nil, nil
			}
			return c.movable(n.(ast.Stmt), n, l)
		default:
			return nil, nil
		}
	}
	return nil, nil
}

// isComparison reports whether both sides of an operator are always computed.
func isComparison(e ast.Expr) bool {
	b, ok := e.(*ast.BinaryExpr)
	return ok && b.Op != token.LAND && b.Op != token.LOR
}

func (c *fixer) isCallOfC(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	return ok && c.src.Call(call) != nil
}

// movable returns the statement, unless something else is called in what it
// computes that would then run after the call.
func (c *fixer) movable(stmt ast.Stmt, computed ast.Node, l *leak) (ast.Stmt, ast.Expr) {
	alone := true
	ast.Inspect(computed, func(n ast.Node) bool {
		if u, ok := n.(*ast.UnaryExpr); ok && u.Op == token.ARROW {
			alone = false // what it is called with may come from the same channel
		}
		call, ok := n.(*ast.CallExpr)
		if !ok || call == l.call {
			return call == nil || call != l.call
		}
		encloses := call.Pos() <= l.call.Pos() && l.call.End() <= call.End()
		alone = alone && (encloses || c.src.IsConversion(call) || c.isBuiltin(call))
		return alone
	})
	if !alone {
		return nil, nil
	}
	return stmt, l.call.Args[0]
}

func (c *fixer) isBuiltin(call *ast.CallExpr) bool { return c.src.Info.Types[call.Fun].IsBuiltin() }

// newName returns a name for what is made from an expression that nothing in
// the function has, nor the variable of another fix.
func (c *fixer) newName(l *leak, from ast.Expr) string {
	name := "cs"
	if id, ok := c.src.Unconverted(from).(*ast.Ident); ok && id.Name != "_" {
		r := []rune(id.Name)
		name = "c" + string(unicode.ToUpper(r[0])) + string(r[1:])
	}
	function := l.path[len(l.path)-2]
	for !c.src.CanDeclare(name, l.call.Pos()) || c.names[scopedName{function, name}] {
		name += "C"
	}
	c.names[scopedName{function, name}] = true
	return name
}
