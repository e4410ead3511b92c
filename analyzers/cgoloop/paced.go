package cgoloop

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/crossing"
)

// events matches the names that C libraries give to what waits for events,
// or shows what is finished, once in each iteration of an endless loop.
var events = lazyregexp.New(`(?i)(event|poll|wait|dispatch|pump|swap_?buffers|present|accept|should_?close|main_?iteration|run_?loop)`)

// errors matches the names of functions that give the next error, until there
// is none.
var errorNames = lazyregexp.New(`(?i)(^|_|get|next|pop|last)(err|error|errors|warning|diag)`)

// isEventLoop reports whether a loop without a counter asks for events, or
// for the next error.
func (e *filter) isEventLoop(l *loop) bool {
	loop, ok := l.stmt.(*ast.ForStmt)
	if !ok || loop.Post != nil {
		return false
	}
	drains := true
	for _, site := range l.sites {
		if events.MatchString(site.Name) {
			return true
		}
		drains = drains && errorNames.MatchString(site.Name)
	}
	return drains
}

// fromChannel reports whether a loop goes at the pace of a channel.
func (e *filter) fromChannel(stmt ast.Stmt) bool {
	loop, ok := stmt.(*ast.RangeStmt)
	if !ok {
		return false
	}
	_, isChan := typeOf(e.src.Info, loop.X).Underlying().(*types.Chan)
	return isChan
}

// isHandful reports whether a loop is over options, or over the few elements
// of a variable of the package that nobody changes.
func (e *filter) isHandful(l *loop) bool {
	loop, ok := l.stmt.(*ast.RangeStmt)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(loop.X).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := e.src.Info.Uses[id].(*types.Var)
	if !ok {
		return false
	}
	return e.isOptions(l.fn, v) || v.Parent() == e.src.Types.Scope() && e.fewElements(v)
}

// isOptions reports whether a variable is the variadic parameter of a
// function whose elements are functions, or say by their type's name that they
// are options.
func (e *filter) isOptions(fn *crossing.Function, v *types.Var) bool {
	params := fn.Parameters()
	if len(params) == 0 {
		return false
	}
	last := params[len(params)-1]
	ellipsis, ok := last.Type.(*ast.Ellipsis)
	if !ok || len(last.Names) != 1 || e.src.Info.Defs[last.Names[0]] != v {
		return false
	}
	t := typeOf(e.src.Info, ellipsis.Elt)
	if named, ok := types.Unalias(t).(*types.Named); ok && optionNames.MatchString(named.Obj().Name()) {
		return true
	}
	return gotype.IsFunc(t) || optionNames.MatchString(v.Name())
}

var optionNames = lazyregexp.New(`(?i)(opt|option|options|opts|flag|flags|attr|attrs)$`)

// fewElements reports whether a variable of the package holds a handful of
// elements that stand in its declaration, and is never assigned to.
func (e *filter) fewElements(v *types.Var) bool {
	few, assigned := false, false
	for _, file := range e.src.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if e.src.Info.Defs[name] == v && i < len(n.Values) {
						lit, ok := ast.Unparen(n.Values[i]).(*ast.CompositeLit)
						few = ok && len(lit.Elts) <= handful && !isKeyed(lit)
					}
				}
			case *ast.AssignStmt:
				for _, left := range n.Lhs {
					id, ok := ast.Unparen(left).(*ast.Ident)
					assigned = assigned || ok && e.src.Info.Uses[id] == v
				}
			case *ast.UnaryExpr:
				id, ok := ast.Unparen(n.X).(*ast.Ident)
				assigned = assigned || ok && n.Op == token.AND && e.src.Info.Uses[id] == v
			}
			return !assigned
		})
	}
	return few && !assigned
}

func isKeyed(lit *ast.CompositeLit) bool {
	for _, e := range lit.Elts {
		if _, keyed := e.(*ast.KeyValueExpr); keyed {
			return true
		}
	}
	return false
}
