package cgosize

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// A mismatch is a conversion whose two types may differ in size.
type mismatch struct {
	*checker
	call     *ast.CallExpr
	x        ast.Expr // the pointer that is converted
	from, to types.Type
	stack    []ast.Node // that the conversion stands in
}

// scalars reports a number taken for one of another size. It returns whether
// both sides are numbers, or arrays of them.
func (m *mismatch) scalars() bool {
	from, to := element(m.from), element(m.to)
	if !isNumber(from) || !isNumber(to) {
		return isNumber(from)
	}
	if cgosource.IsC(from) == cgosource.IsC(to) || !m.meantAlike(from, to) {
		return true
	}
	sizes := [2]int64{m.src.Sizes.Sizeof(from), m.src.Sizes.Sizeof(to)}
	where := ""
	if sizes[0] == sizes[1] && m.windows() {
		sizes = [2]int64{m.onWindows(from, sizes[0]), m.onWindows(to, sizes[1])}
		where = " on Windows"
	}
	if sizes[0] == sizes[1] || m.looksDeliberate() {
		return true
	}
	var info finding.Info
	if sizes[1] < sizes[0] && gotype.IsUnsigned(from) && m.isZeroed() {
		info.Confidence = finding.Low // right where the low bytes come first
	}
	m.src.ReportWith(m.pass, analysis.Diagnostic{
		Pos: m.call.Pos(), End: m.call.End(), Category: "cgosize",
		Message: m.scalarMessage(from, to, sizes, where),
	}, info)
	return true
}

// isZeroed reports whether the pointer is to a local variable that is declared
// without a value.
func (m *mismatch) isZeroed() bool {
	u, ok := m.x.(*ast.UnaryExpr)
	if !ok || u.Op != token.AND {
		return false
	}
	id, ok := ast.Unparen(u.X).(*ast.Ident)
	if !ok {
		return false
	}
	zeroed := false
	for _, outer := range m.stack {
		block, ok := outer.(*ast.BlockStmt)
		if !ok {
			continue
		}
		for _, stmt := range block.List {
			decl, ok := stmt.(*ast.DeclStmt)
			if !ok {
				continue
			}
			ast.Inspect(decl, func(n ast.Node) bool {
				spec, ok := n.(*ast.ValueSpec)
				zeroed = zeroed || ok && len(spec.Values) == 0 && slices.ContainsFunc(spec.Names, func(name *ast.Ident) bool {
					return m.src.Info.Defs[name] == m.src.Info.Uses[id]
				})
				return true
			})
		}
	}
	return zeroed
}

// scalarMessage says which sizes differ and what comes of it.
func (m *mismatch) scalarMessage(from, to types.Type, sizes [2]int64, where string) string {
	what := fmt.Sprintf("%s points to %s of %d bytes%s, and is converted to a pointer to %s, of %d",
		m.src.Text(m.x), cgosource.TypeString(from), sizes[0], where, cgosource.TypeString(to), sizes[1])
	switch {
	case sizes[1] > sizes[0]:
		return what + ": the memory behind it is read or overwritten"
	case m.isElement():
		return what + ": each element is taken for several"
	}
	return what + ": only a part of it is read or written"
}

// element returns the type of an array's elements, of any other type itself.
func element(t types.Type) types.Type {
	for {
		a, ok := t.Underlying().(*types.Array)
		if !ok {
			return t
		}
		t = a.Elem()
	}
}

// isNumber reports whether a type is an integer, a floating-point number or a
// bool.
func isNumber(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsInteger|types.IsFloat|types.IsBoolean) != 0
}

// meantAlike reports whether the types look as if one was meant for the
// other: not bytes, which stand for anything, and not two numbers of fixed
// sizes, which somebody chose.
func (m *mismatch) meantAlike(from, to types.Type) bool {
	if isByte(from) || isByte(to) || gotype.IsFloat(from) != gotype.IsFloat(to) {
		return false
	}
	if gotype.IsFloat(from) || gotype.IsBoolean(from) || gotype.IsBoolean(to) {
		return true
	}
	return !isFixed(from) || !isFixed(to)
}

func isByte(t types.Type) bool {
	b := t.Underlying().(*types.Basic)
	return b.Kind() == types.Int8 || b.Kind() == types.Uint8 || b.Kind() == types.Uintptr
}

// isFixed reports whether the name of an integer type has its size in it.
func isFixed(t types.Type) bool {
	name := cgosource.TypeString(t)
	return strings.Contains(name, "32") || strings.Contains(name, "64") || strings.Contains(name, "16")
}

// onWindows returns the size that a type has on Windows, where a long of C has
// 32 bits.
func (m *mismatch) onWindows(t types.Type, size int64) int64 {
	switch cgosource.TypeString(t) {
	case "C.long", "C.ulong":
		return 4
	}
	return size
}

// isElement reports whether the pointer is to an element of a slice or array.
func (m *mismatch) isElement() bool {
	x := m.x
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.AND {
		x = ast.Unparen(u.X)
	}
	switch x := x.(type) {
	case *ast.IndexExpr:
		return true
	case *ast.CallExpr:
		sel, ok := x.Fun.(*ast.SelectorExpr)
		return ok && sel.Sel.Name == "SliceData"
	}
	return false
}

// looksDeliberate reports whether something beside the conversion counts
// bytes: a size, a product or a quotient in the same call or statement.
func (m *mismatch) looksDeliberate() bool {
	for i := len(m.stack) - 2; i >= 0; i-- {
		switch outer := m.stack[i].(type) {
		case *ast.CallExpr:
			if m.src.IsConversion(outer) {
				continue
			}
			return m.countsBytes(outer, m.call)
		case ast.Stmt:
			return m.countsBytes(outer, m.call)
		}
	}
	return false
}

// countsBytes reports whether a node, but for one expression in it, has a
// size, a product or a quotient in it.
func (m *mismatch) countsBytes(n, but ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			return false
		case *ast.BinaryExpr:
			found = found || n.Op == token.MUL || n.Op == token.QUO || n.Op == token.SHL || n.Op == token.SHR
		case *ast.SelectorExpr:
			found = found || n.Sel.Name == "Sizeof" || strings.HasPrefix(n.Sel.Name, "sizeof_")
		}
		return !found && n != but
	})
	return found
}
