package exportrace

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
)

// unlockedRead returns the race on a variable whose writers hold a lock, while
// an export reads it without one; or nil.
func (p *Package) unlockedRead(v, lock *types.Var, accesses []*Access) *Race {
	r := &Race{Var: v, Lock: lock}
	reached := p.reachedWithout(lock)
	for _, a := range accesses {
		if a.Under(lock) {
			if a.Kind.writes(v) && !p.isPublished(a) {
				r.Writes = append(r.Writes, a)
			}
			continue
		}
		if a.Func == nil || len(a.Regions) > 0 || !exportcall.RunsIn(a.Cursor) {
			r.Others = append(r.Others, a)
			continue
		}
		r.Stray = append(r.Stray, a)
		if in, ok := reached[a.Func]; ok && a.Kind.reads(v) && !p.isSilent(a) {
			a.Export = in
			if r.Bare == nil {
				r.Bare = a
			}
		}
	}
	if r.Bare == nil || len(r.Writes) == 0 || p.callsUnder(lock, r.Bare.Export) || p.isScoped(r) || !isCollection(v) && !r.isGuarded(reached) {
		return nil
	}
	return r
}

func isCollection(v *types.Var) bool {
	switch v.Type().Underlying().(type) {
	case *types.Map, *types.Slice:
		return true
	}
	return false
}

// isGuarded reports whether all that C does not run uses the variable under
// the lock: else the lock may be there for something else.
func (r *Race) isGuarded(reached map[*exportcall.Func]*exportcall.Func) bool {
	return len(r.Others) == 0 && !slices.ContainsFunc(r.Stray, func(a *Access) bool { return reached[a.Func] == nil })
}

// unlockedWrite returns the race on a map that exports read under a lock, while
// something that the package offers writes it without; or nil.
func (p *Package) unlockedWrite(v, lock *types.Var, accesses []*Access) *Race {
	if _, isMap := v.Type().Underlying().(*types.Map); !isMap {
		return nil
	}
	r := &Race{Var: v, Lock: lock}
	reached := p.reachedWithout(nil) // by calls without a lock: the reader takes it itself
	var reader *exportcall.Func
	for _, a := range accesses {
		switch in := reached[a.Func]; {
		case a.Under(lock):
			if a.Kind.writes(v) {
				r.Writes = append(r.Writes, a)
			}
			if in != nil && a.Kind.reads(v) {
				reader = in
			}
		case a.Func == nil || len(a.Regions) > 0 || !exportcall.RunsIn(a.Cursor):
			r.Others = append(r.Others, a)
		default:
			r.Stray = append(r.Stray, a)
			if r.Bare == nil && a.Kind.writes(v) && !p.isSilent(a) && p.isOffered(a.Func, lock, maxDepth) {
				r.Bare = a
			}
		}
	}
	if r.Bare == nil || reader == nil {
		return nil
	}
	r.Bare.Export = reader
	return r
}

// isSilent reports whether a finding in the file of an access would help
// nobody.
func (p *Package) isSilent(a *Access) bool { return p.src.IsGenerated(a.Expr.Pos()) }

// reachedWithout returns the functions that run when C calls an export, by way
// of calls that do not hold a lock, with one of the exports.
func (p *Package) reachedWithout(lock *types.Var) map[*exportcall.Func]*exportcall.Func {
	reached := make(map[*exportcall.Func]*exportcall.Func)
	for _, r := range p.calls.Reached(func(c exportcall.Call) bool { return p.holds(c, lock) }) {
		reached[r.Func] = r.Export
	}
	return reached
}

// holds reports whether a call is made while a lock is held; any, when lock is
// nil.
func (p *Package) holds(c exportcall.Call, lock *types.Var) bool {
	return slices.ContainsFunc(p.guard.Covering(c.Cursor), func(r *guard.Region) bool {
		return lock == nil || r.Lock.Var() == lock
	})
}

// isPublished reports whether a write is followed by a call of C in the same
// function, which may be what lets C come back: what is not a collection is
// then set before it is read.
func (p *Package) isPublished(a *Access) bool {
	return !isCollection(a.Var) && slices.ContainsFunc(a.Func.Calls, func(c exportcall.Call) bool { return c.Node().Pos() > a.Expr.Pos() })
}

// turns matches the names of C functions that run callbacks while they are
// called.
var turns = regexp.MustCompile(`(?i)(iterate|dispatch|poll|loop|process_?events|run|step|exec|wait|pump|flush|sync|foreach|walk|visit)`)

// callsUnder reports whether C may call an export while Go holds a lock over a
// call of C: then the export has no need to take it.
func (p *Package) callsUnder(lock *types.Var, export *exportcall.Func) bool {
	for _, f := range p.calls.Funcs() {
		for _, c := range f.Calls {
			if p.holds(c, lock) && p.mayCall(c, export, maxDepth) {
				return true
			}
		}
	}
	return false
}

// maxDepth is how far calls are followed to C.
const maxDepth = 4

func (p *Package) mayCall(c exportcall.Call, export *exportcall.Func, depth int) bool {
	return p.anyC(c, depth, func(call *cgosource.Call) bool {
		v := p.calls.CallsGo(call, export)
		return v == csummary.Yes || v == csummary.Unknown && turns.MatchString(call.Name)
	})
}

// anyC reports whether a call is, or leads to, a C call that f reports.
func (p *Package) anyC(c exportcall.Call, depth int, f func(*cgosource.Call) bool) bool {
	switch {
	case c.C != nil:
		return f(c.C)
	case depth > 0:
		return slices.ContainsFunc(c.Callee.Calls, func(inner exportcall.Call) bool { return p.anyC(inner, depth-1, f) })
	}
	return false
}

// MayDeadlock says what speaks against taking the lock of a race where it is
// missing: that Go code which holds it leads there, as sure is, or that C code
// might which is called while it is held.
func (p *Package) MayDeadlock(r *Race) (sure, perhaps bool) {
	for _, f := range p.calls.Funcs() {
		for _, c := range f.Calls {
			if !p.holds(c, r.Lock) {
				continue
			}
			sure = sure || slices.ContainsFunc(r.Stray, func(a *Access) bool { return leadsTo(c.Callee, a.Func, maxDepth) })
			perhaps = perhaps || p.anyC(c, maxDepth, func(call *cgosource.Call) bool {
				sum := p.sums.Func(call.Name)
				return call.Crosses() && (sum == nil || sum.CallsGo != csummary.No)
			})
		}
	}
	return sure, perhaps
}

// leadsTo reports whether a function is or calls another one.
func leadsTo(f, to *exportcall.Func, depth int) bool {
	if f == nil || f == to {
		return f != nil
	}
	return depth > 0 && slices.ContainsFunc(f.Calls, func(c exportcall.Call) bool { return leadsTo(c.Callee, to, depth-1) })
}

// unguarded returns the race on a map of the package that no lock guards,
// which C reads by an export, and anybody writes by what the package offers;
// or nil.
func (p *Package) unguarded(v *types.Var, accesses []*Access) *Race {
	if _, isMap := v.Type().Underlying().(*types.Map); !isMap || p.src.Types.Name() == "main" {
		return nil
	}
	r := &Race{Var: v}
	reached := p.reachedWithout(nil)
	for _, a := range accesses {
		if a.Func == nil || len(a.Regions) > 0 || !exportcall.RunsIn(a.Cursor) || p.locksSomehow(a.Func) || p.guard.Path(a.Expr).Root == nil || v.IsField() && p.guard.IsLocal(p.guard.Path(a.Expr).Root) {
			return nil
		}
		if a.Kind.writes(v) && p.isOffered(a.Func, nil, maxDepth) && !p.hasConstantKey(a) {
			r.Writes = append(r.Writes, a)
		}
		if in, ok := reached[a.Func]; ok && a.Kind.reads(v) && !p.isSilent(a) {
			a.Export = in
			if r.Bare == nil {
				r.Bare = a
			}
			r.Stray = append(r.Stray, a)
		}
	}
	if r.Bare == nil || len(r.Writes) == 0 || !p.isOnOwnThread(r.Bare.Export) && (p.isSingleThreaded() || !p.comesAndGoes(v, accesses)) {
		return nil
	}
	return r
}

// isOnOwnThread reports whether C, by its code, calls an export on a thread
// that C has started.
func (p *Package) isOnOwnThread(export *exportcall.Func) bool {
	return p.sums.Export(export.Export.Name).OwnThread == csummary.Yes
}

// comesAndGoes reports whether entries of a map come at any time: some are
// deleted, or there is one for each of many objects, whose key is an address
// or is drawn. Others may register what there is, once, before C can know.
func (p *Package) comesAndGoes(v *types.Var, accesses []*Access) bool {
	if gotype.IsAddress(v.Type().Underlying().(*types.Map).Key()) {
		return true
	}
	return slices.ContainsFunc(accesses, func(a *Access) bool {
		return a.Kind == Remove || a.Kind == Insert && p.isDrawn(a)
	})
}

// isDrawn reports whether an entry is inserted under a number that a variable
// of the package has, as a counter does.
func (p *Package) isDrawn(a *Access) bool {
	index, ok := a.Cursor.Parent().Node().(*ast.IndexExpr)
	if !ok {
		return false
	}
	key := p.guard.Path(p.src.Unconverted(index.Index)).Root
	if key == nil || !p.guard.IsLocal(key) {
		return key != nil
	}
	return slices.ContainsFunc(p.guard.Uses(key), func(u *guard.Use) bool {
		stmt, ok := u.Cursor.Parent().Node().(*ast.AssignStmt)
		if !ok || len(stmt.Rhs) != 1 {
			return false
		}
		from := p.guard.Path(p.src.Unconverted(stmt.Rhs[0])).Root
		return from != nil && !p.guard.IsLocal(from)
	})
}

// hasConstantKey reports whether an access is of a constant key: the map is a
// table.
func (p *Package) hasConstantKey(a *Access) bool {
	index, ok := a.Cursor.Parent().Node().(*ast.IndexExpr)
	return ok && p.info.Types[index.Index].Value != nil
}

// isOffered reports whether other packages can have a function run, by
// calling it or another one that does not hold a lock when it does.
func (p *Package) isOffered(f *exportcall.Func, lock *types.Var, depth int) bool {
	if f.Export != nil {
		return false // C calls it
	}
	if isAPI(f.Obj) {
		return true
	}
	return depth > 0 && slices.ContainsFunc(p.calls.Funcs(), func(caller *exportcall.Func) bool {
		return slices.ContainsFunc(caller.Calls, func(c exportcall.Call) bool { return c.Callee == f && (lock == nil || !p.holds(c, lock)) }) &&
			p.isOffered(caller, lock, depth-1)
	})
}

// isAPI reports whether other packages can call a function.
func isAPI(fn *types.Func) bool {
	if !fn.Exported() {
		return false
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return true
	}
	t := recv.Type()
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Exported()
}

// excluding matches the names of methods that keep others out.
var excluding = regexp.MustCompile(`(?i)^(r?lock|acquire|do|with.*lock.*)$`)

// locksSomehow reports whether a function calls something, not of package
// sync, that seems to keep others out.
func (p *Package) locksSomehow(f *exportcall.Func) (found bool) {
	ast.Inspect(f.Decl.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			switch fun := ast.Unparen(call.Fun).(type) {
			case *ast.SelectorExpr:
				found = found || excluding.MatchString(fun.Sel.Name)
			case *ast.Ident:
				found = found || excluding.MatchString(fun.Name)
			}
		}
		return !found
	})
	return found
}

// windows are how functions of libraries begin that are for windows: all but
// a few run on the thread that they belong to.
const windows = `gtk_|gdk_|adw_|glfw|Iup|ui[A-Z]|Fl_|Tk_|Q[A-Z]|NS[A-Z]|webview_`

var window = regexp.MustCompile(`^(` + windows + `)`)

// HasWindows reports whether the package is one of windows, so that what C
// calls runs on their thread, and nobody waits there for another.
func (p *Package) HasWindows() bool { return p.refers(window) || p.keepsThread() }

// mainThread matches the names of C functions of libraries that are for one
// thread, mostly for what is on the screen.
var mainThread = regexp.MustCompile(`^(` + windows + `|SDL_|ig[A-Z]|nk_|Tcl_|mruby|mrb_|luaL?_|JS_|duk_|rb_|PyObject_|Ihandle|BeginDrawing|InitWindow)`)

// isSingleThreaded reports whether the package, or the library that it binds,
// seems to be for one thread: what its users do then happens one after the
// other.
func (p *Package) isSingleThreaded() bool {
	return p.refers(mainThread) || p.keepsThread()
}

// refers reports whether the package uses a C function of such a name.
func (p *Package) refers(name *regexp.Regexp) bool {
	return slices.ContainsFunc(p.src.Refs(), func(ref *cgosource.Ref) bool { return ref.Kind == cgosource.Func && name.MatchString(ref.Name) })
}

// keepsThread reports whether the package locks an OS thread for good: in an
// init function, or without ever unlocking it.
func (p *Package) keepsThread() bool {
	keeps, unlocks := false, false
	for cur := range p.src.Inspector().Root().Preorder((*ast.SelectorExpr)(nil)) {
		sel := cur.Node().(*ast.SelectorExpr)
		fn, ok := p.info.Uses[sel.Sel].(*types.Func)
		if !ok || fn.Pkg() == nil || fn.Pkg().Path() != "runtime" || p.src.IsTest(sel.Pos()) {
			continue
		}
		switch fn.Name() {
		case "UnlockOSThread":
			unlocks = true
		case "LockOSThread":
			for f := range cur.Enclosing((*ast.FuncDecl)(nil)) {
				if decl := f.Node().(*ast.FuncDecl); decl.Recv == nil && decl.Name.Name == "init" {
					return true
				}
			}
			keeps = true
		}
	}
	return keeps && !unlocks
}
