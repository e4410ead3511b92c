package guard

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// Callee returns the function that a call calls, or nil: not through an
// interface or a variable. The one of a generic type or function is that of
// its declaration.
func (p *locking) Callee(call *ast.CallExpr) *types.Func {
	fn := typeutil.StaticCallee(p.info, call)
	if fn == nil {
		return nil
	}
	return fn.Origin()
}

// findHeld adds a region for each function that is only ever called while a
// lock is held, as those named fooLocked: all of it is covered.
func (p *Package) findHeld() {
	if len(p.Regions) == 0 {
		return
	}
	calls, decls := p.callsInPackage()
	p.calls = calls
	for changed := true; changed; {
		changed = false
		for _, fn := range decls {
			if calls[fn.obj] == nil || fn.held {
				continue
			}
			if lock := p.heldAt(calls[fn.obj]); lock != nil {
				fn.held, changed = true, true
				r := &Region{Lock: Path{Steps: []Step{{Field: lock}}}, Func: fn.decl, Inherited: true, Body: fn.decl.Body.List, end: fn.decl.End()}
				if !lock.IsField() {
					r.Lock = Path{Root: lock}
				}
				p.addRegion(r)
			}
		}
	}
}

// Calls returns the calls of a function of the package in it, without those
// in tests and in go and defer statements. There are none in a package
// without locked regions.
func (p *Package) Calls(fn *types.Func) []inspector.Cursor { return p.calls[fn.Origin()] }

type declared struct {
	obj  *types.Func
	decl *ast.FuncDecl
	held bool
}

// callsInPackage returns the calls of each function of the package, and the
// unexported functions that are used in no other way than being called in it.
// Package callgraph has the calls in functions alone: those that initialize
// variables of the package, as var users = newStore() does, count here too.
func (p *Package) callsInPackage() (calls map[*types.Func][]inspector.Cursor, decls []*declared) {
	calls = make(map[*types.Func][]inspector.Cursor)
	used := make(map[*types.Func]bool) // in another way
	for c := range p.src.Inspector().Root().Preorder((*ast.Ident)(nil)) {
		id := c.Node().(*ast.Ident)
		fn, ok := p.info.Uses[id].(*types.Func)
		if !ok || fn.Pkg() != p.src.Types || p.src.IsTest(id.Pos()) {
			continue
		}
		fn = fn.Origin()
		if call := callOf(c); call.Valid() && p.Callee(call.Node().(*ast.CallExpr)) == fn {
			calls[fn] = append(calls[fn], call)
		} else {
			used[fn] = true
		}
	}
	for _, f := range p.src.Files {
		for _, d := range f.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok || decl.Body == nil {
				continue
			}
			if fn, ok := p.info.Defs[decl.Name].(*types.Func); ok && !fn.Exported() && !used[fn] && !p.isWholeWrapper(decl) {
				decls = append(decls, &declared{obj: fn, decl: decl})
			}
		}
	}
	return calls, decls
}

// callOf returns the call whose function the identifier at c names.
func callOf(c inspector.Cursor) inspector.Cursor {
	for {
		parent := c.Parent()
		switch n := parent.Node().(type) {
		case *ast.CallExpr:
			if n.Fun == c.Node() {
				switch parent.Parent().Node().(type) {
				case *ast.GoStmt, *ast.DeferStmt:
					return inspector.Cursor{}
				}
				return parent
			}
			return inspector.Cursor{}
		case *ast.SelectorExpr:
			if n.Sel != c.Node() {
				return inspector.Cursor{}
			}
		case *ast.ParenExpr, *ast.IndexExpr:
		default:
			return inspector.Cursor{}
		}
		c = parent
	}
}

// heldAt returns a lock that is held at all of the calls, or nil.
func (p *Package) heldAt(calls []inspector.Cursor) *types.Var {
	var common []*types.Var
	for i, call := range calls {
		var held []*types.Var
		for _, r := range p.Covering(call) {
			if v := r.Lock.Var(); v != nil && !r.Read {
				held = append(held, v)
			}
		}
		if i == 0 {
			common = held
		}
		common = slices.DeleteFunc(common, func(v *types.Var) bool { return !slices.Contains(held, v) })
	}
	if len(common) == 0 {
		return nil
	}
	return common[0]
}
