package guard

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/passes/callgraph"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// Callee returns the function that a call calls, or nil: not through an
// interface or a variable. The one of a generic type or function is that of
// its declaration.
func (p *Package) Callee(call *ast.CallExpr) *types.Func {
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
func (p *Package) callsInPackage() (calls map[*types.Func][]inspector.Cursor, decls []*declared) {
	calls = make(map[*types.Func][]inspector.Cursor)
	for _, f := range p.graph.Functions() {
		fn, ok := f.Func.(*types.Func)
		if !ok {
			continue
		}
		later := false
		for _, call := range f.Callers {
			switch {
			case p.src.IsTest(call.Node().Pos()):
			case call.When == callgraph.AtOnce:
				calls[fn] = append(calls[fn], call.Cursor)
			default:
				later = true
			}
		}
		if decl := f.Node.(*ast.FuncDecl); f.Known && !later && !p.isWholeProxy(decl) {
			decls = append(decls, &declared{obj: fn, decl: decl})
		}
	}
	return calls, decls
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
