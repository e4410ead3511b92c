package exportrace

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// windows are how functions of libraries begin that are for windows: all but
// a few run on the thread that they belong to.
const windows = `gtk_|gdk_|adw_|glfw|Iup|ui[A-Z]|Fl_|Tk_|Q[A-Z]|NS[A-Z]|webview_|Sciter`

var window = lazyregexp.New(`^(` + windows + `)`)

// HasWindows reports whether the package is about windows of a user interface.
// Its callbacks all run on the thread of the windows, so that they do not wait
// for each other.
func (p *Package) HasWindows() bool { return p.refers(window) || p.keepsThread() }

// mainThread matches the names of C functions of libraries that are for one
// thread, mostly for what is on the screen.
var mainThread = lazyregexp.New(`^(` + windows + `|SDL_|ig[A-Z]|nk_|Tcl_|mruby|mrb_|luaL?_|JS_|duk_|rb_|PyObject_|Ihandle|BeginDrawing|InitWindow)`)

// isSingleThreaded reports whether the package, or the library that it binds,
// seems to be for one thread: what its users do then happens one after the
// other.
func (p *Package) isSingleThreaded() bool {
	return p.refers(mainThread) || p.keepsThread()
}

// refers reports whether the package uses a C function of such a name.
func (p *Package) refers(name *lazyregexp.Regexp) bool {
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
