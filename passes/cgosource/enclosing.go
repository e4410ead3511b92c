package cgosource

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/ast/inspector"
)

// File returns the file of the view that holds pos, or nil.
func (v *View) File(pos token.Pos) *ast.File {
	for _, f := range v.Files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			return f
		}
	}
	return nil
}

// CallAt returns the call, of C or Go, whose left parenthesis is at pos: what
// an ssa.CallInstruction has as its position. It is nil when there is none.
func (p *Package) CallAt(pos token.Pos) *ast.CallExpr {
	file := p.File(pos)
	if file == nil {
		return nil
	}
	decl := declAt(file, pos)
	if decl == nil {
		return nil
	}
	var found *ast.CallExpr
	ast.Inspect(decl, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && call.Lparen == pos {
			found = call
		}
		return found == nil && n != nil && n.Pos() <= pos && pos < n.End()
	})
	return found
}

// Enclosing returns the nodes that enclose an interval, as
// [astutil.PathEnclosingInterval] does for a file: the innermost first, the
// file last. It is nil where there is no file. It looks at one declaration
// only, however many the file has.
func (v *View) Enclosing(start, end token.Pos) []ast.Node {
	file := v.File(start)
	if file == nil {
		return nil
	}
	decl := declAt(file, start)
	if decl == nil || end > decl.End() {
		path, _ := astutil.PathEnclosingInterval(file, start, end)
		return path
	}
	path, _ := astutil.PathEnclosingInterval(&ast.File{Package: file.Package, Name: file.Name, Decls: []ast.Decl{decl}}, start, end)
	path[len(path)-1] = file
	return path
}

// Declared returns the identifier that declares a variable or field in the
// view; of an embedded field, the name of its type. It returns false for what
// another package or cgo declares.
func (p *Package) Declared(v *types.Var) (inspector.Cursor, bool) {
	file := p.File(v.Pos())
	if file == nil {
		return inspector.Cursor{}, false
	}
	cur, ok := p.Inspector().Root().FindNode(file)
	if !ok {
		return inspector.Cursor{}, false
	}
	return cur.FindByPos(v.Pos(), v.Pos()+token.Pos(len(v.Name())))
}

// declAt returns the declaration of a file that pos is in, or nil.
func declAt(file *ast.File, pos token.Pos) ast.Decl {
	i, _ := slices.BinarySearchFunc(file.Decls, pos, func(d ast.Decl, pos token.Pos) int {
		if d.End() <= pos {
			return -1
		}
		return 1
	})
	if i == len(file.Decls) || pos < file.Decls[i].Pos() {
		return nil
	}
	return file.Decls[i]
}
