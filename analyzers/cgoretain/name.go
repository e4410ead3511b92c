package cgoretain

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"unicode"
)

// A variable is one that the fix makes for the handle of x.
type variable struct {
	fn   *ast.FuncDecl
	list *ast.BlockStmt
	x    ast.Expr
	name string
}

// name chooses the name of the registry, and the type of its values.
func (w *handover) name() bool {
	base := "values"
	switch t := types.Unalias(w.e.elem).(type) {
	case *types.Named:
		w.value = "*" + t.Obj().Name()
		base = plural(t.Obj().Name())
	default:
		star, ok := ast.Unparen(w.e.received[0].conv.Fun).(*ast.StarExpr)
		if !ok {
			return false
		}
		w.value = w.src.Text(star)
		if _, ok := t.(*types.Signature); ok {
			base = "callbacks"
		}
	}
	w.numbers = !slices.ContainsFunc(w.e.sent, func(s *sending) bool { return !s.number }) &&
		!slices.ContainsFunc(w.e.received, func(r *receiving) bool { return r.number == nil })
	for _, name := range []string{base, base + "Registry", base + "OfC"} {
		if !w.isUsed(name) {
			w.registry = name
			return w.value != ""
		}
	}
	return false
}

// plural returns the name of a variable that has many of a type.
func plural(name string) string {
	first := []rune(name)
	for i, r := range first {
		if !unicode.IsUpper(r) || i > 0 && i+1 < len(first) && unicode.IsLower(first[i+1]) {
			break
		}
		first[i] = unicode.ToLower(r)
	}
	s := string(first)
	switch {
	case strings.HasSuffix(s, "s") || strings.HasSuffix(s, "x") || strings.HasSuffix(s, "ch"):
		return s + "es"
	case strings.HasSuffix(s, "y") && !strings.ContainsAny(s[max(0, len(s)-2):len(s)-1], "aeiou"):
		return s[:len(s)-1] + "ies"
	}
	return s + "s"
}

// isUsed reports whether a name stands for anything in the package.
func (x *fixer) isUsed(name string) bool {
	if x.names == nil {
		x.names = make(map[string]bool)
		for c := range x.src.Inspector().Root().Preorder((*ast.Ident)(nil)) {
			x.names[c.Node().(*ast.Ident).Name] = true
		}
	}
	return x.names[name] || x.dir.Mentions(name) != ""
}

// handleName returns the variable that has the handle of what is sent, and
// whether it is made already: by a statement before, of the same list and for
// the same variable.
func (w *handover) handleName(s *sending) (name string, made bool) {
	if w.owner != nil {
		return w.ownerOf(s) + "." + w.field, false
	}
	fn, _ := enclosing[*ast.FuncDecl](s.cursor)
	list, _ := enclosing[*ast.BlockStmt](s.cursor)
	for i, v := range w.variables {
		id, ok := s.x.(*ast.Ident)
		other, alike := v.x.(*ast.Ident)
		if ok && alike && v.list == list && w.src.Info.Uses[id] == w.src.Info.Uses[other] && !w.reassigned(fn, id) {
			return w.variables[i].name, true
		}
	}
	name = w.src.NewName("handle", fn.Body.Lbrace+1, func(name string) bool {
		return slices.ContainsFunc(w.variables, func(v variable) bool { return v.fn == fn && v.name == name })
	})
	w.variables = append(w.variables, variable{fn, list, s.x, name})
	return name, false
}

// reassigned reports whether a function gives a variable another value.
func (w *handover) reassigned(fn *ast.FuncDecl, id *ast.Ident) bool {
	found := false
	ast.Inspect(fn, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		found = found || ok && slices.ContainsFunc(a.Lhs, func(l ast.Expr) bool {
			other, ok := l.(*ast.Ident)
			return ok && w.src.Info.Uses[other] == w.src.Info.Uses[id]
		})
		return !found
	})
	return found
}
