package cgosource

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/astutil"
)

// A resolver replaces the C names of raw files by what cgo made of them, so
// that ordinary go/types can check the files, and puts back the user's
// syntax afterwards.
type resolver struct {
	scope *types.Scope // of the cooked package, which declares _C names
	refs  []*Ref
	// restored maps what stands in the tree while types are checked to
	// what the view has in its place.
	restored map[ast.Expr]ast.Expr
	imports  map[*ast.ImportSpec]ast.ImportSpec // the same for import "C"
}

// replace puts identifiers that go/types can resolve in place of the C
// names of f.
func (r *resolver) replace(f *ast.File) {
	for _, spec := range f.Imports {
		if spec.Path.Value == `"C"` {
			r.imports[spec] = *spec
			spec.Name = &ast.Ident{NamePos: spec.Path.Pos(), Name: "_"}
			spec.Path = &ast.BasicLit{ValuePos: spec.Path.Pos(), Kind: token.STRING, Value: `"unsafe"`}
		}
	}
	calls := make(map[ast.Expr]*ast.CallExpr) // by the function called
	twoValued := make(map[*ast.CallExpr]bool)
	astutil.Apply(f, func(c *astutil.Cursor) bool {
		switch n := c.Node().(type) {
		case *ast.AssignStmt:
			markTwoValued(twoValued, len(n.Lhs), n.Rhs)
		case *ast.ValueSpec:
			markTwoValued(twoValued, len(n.Names), n.Values)
		case *ast.CallExpr:
			calls[ast.Unparen(n.Fun)] = n
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "C" {
				call := calls[n]
				ref := &Ref{Name: n.Sel.Name, selector: n, Expr: n, call: call, TwoValued: twoValued[call]}
				c.Replace(r.resolve(ref))
				r.refs = append(r.refs, ref)
				return false
			}
		}
		return true
	}, nil)
}

// markTwoValued notes the call in v, err := C.f(), also in parentheses:
// cgo makes another function of it.
func markTwoValued(marked map[*ast.CallExpr]bool, left int, right []ast.Expr) {
	if left == 2 && len(right) == 1 {
		if call, ok := ast.Unparen(right[0]).(*ast.CallExpr); ok {
			marked[call] = true
		}
	}
}

// resolve finds what cgo declared for ref, as cmd/cgo's Package.rewriteName
// does, and returns the expression to check in its place.
func (r *resolver) resolve(ref *Ref) ast.Expr {
	name := ref.Name
	if name == "malloc" {
		name = "_CMalloc" // cgo gives C.malloc a body of its own, which cannot fail
	}
	for _, d := range declarations {
		if d.kind == Func && (ref.call == nil || d.twoValued != ref.TwoValued) {
			continue
		}
		if ref.Object = r.scope.Lookup(d.prefix + name); ref.Object != nil {
			ref.Kind = d.kind
			return r.stand(ref, d.prefix+name)
		}
	}
	return r.stand(ref, "_Cfunc_"+name) // undeclared: a type error, as it should be
}

// declarations are the names that cgo declares for a C name, by what it is.
// A C function that is called and also used as a value has two.
var declarations = []struct {
	prefix    string
	kind      Kind
	twoValued bool
}{
	{"_C2func_", Func, true},
	{"_Cfunc_", Func, false},
	{"_Ctype_", Type, false},
	{"_Ciconst_", Const, false},
	{"_Cfconst_", Const, false},
	{"_Csconst_", Const, false},
	{"_Cvar_", Var, false},
	{"_Cmacro_", Macro, false},
	{"_Cfpvar_fp_", FuncValue, false},
}

// stand returns the expression that stands for ref while types are checked,
// and sets the one that the view has there. Where they differ, the former is
// an identifier and the latter the user's selector. Where they are the same,
// it covers exactly the selector's text.
func (r *resolver) stand(ref *Ref, name string) ast.Expr {
	id := &ast.Ident{NamePos: ref.selector.Pos(), Name: name}
	var x ast.Expr
	switch ref.Kind {
	case Var:
		x = &ast.StarExpr{Star: id.NamePos, X: id}
	case Macro:
		x = &ast.CallExpr{Fun: id, Lparen: id.NamePos, Rparen: id.NamePos}
	case FuncValue:
		x = &ast.CallExpr{Fun: &ast.Ident{NamePos: id.NamePos, Name: "_Cgo_ptr"}, Args: []ast.Expr{id}, Lparen: id.NamePos, Rparen: id.NamePos}
	default:
		r.restored[id] = ref.selector
		return id
	}
	ref.Expr = &ast.ParenExpr{Lparen: ref.selector.Pos(), X: x, Rparen: ref.selector.End() - 1}
	return ref.Expr
}

// restore puts the user's selectors back into f and moves to them what
// go/types said of the identifiers that stood for them. The initializers of
// package-level variables, which info holds by expression, are left to
// restoreInitializers.
func (r *resolver) restore(f *ast.File, pkg *types.Package, info *types.Info) {
	c := types.NewPackage("C", "C")
	for _, spec := range f.Imports {
		if original, ok := r.imports[spec]; ok {
			delete(info.Defs, spec.Name)
			*spec = original
		}
	}
	astutil.Apply(f, func(cursor *astutil.Cursor) bool {
		id, ok := cursor.Node().(*ast.Ident)
		if !ok || r.restored[id] == nil {
			return true
		}
		selector := r.restored[id].(*ast.SelectorExpr)
		cursor.Replace(selector)
		if tv, ok := info.Types[id]; ok {
			info.Types[selector] = tv
			delete(info.Types, id)
		}
		if obj := info.Uses[id]; obj != nil {
			info.Uses[selector.Sel] = obj
			delete(info.Uses, id)
		}
		x := selector.X.(*ast.Ident)
		info.Uses[x] = types.NewPkgName(x.Pos(), pkg, "C", c)
		return false
	}, nil)
}

// restoreInitializers does for info.InitOrder what restore does for a file.
func (r *resolver) restoreInitializers(info *types.Info) {
	for _, init := range info.InitOrder {
		if selector := r.restored[init.Rhs]; selector != nil {
			init.Rhs = selector
		}
	}
}
