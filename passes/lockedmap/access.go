package lockedmap

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"

	"github.com/cgolint/cgolint/passes/guard"
)

// An Access is one use of the map.
type Access struct {
	Use  *guard.Use
	Kind AccessKind
	Func *types.Func // in whose body it is, or nil
	Key  ast.Expr    // of a Lookup, Insert or Remove
}

// An AccessKind says what an access does, in a word for the message.
type AccessKind string

// The kinds of accesses.
const (
	Lookup AccessKind = "looks up"
	Insert AccessKind = "inserts into"
	Remove AccessKind = "deletes from"
	All    AccessKind = "goes through"
	Length AccessKind = "measures"
	Swap   AccessKind = "replaces"
	Other  AccessKind = "uses"
)

// accesses classifies the uses of a map.
func (p *Package) accesses(v *types.Var) []*Access {
	var list []*Access
	for _, u := range p.guard.Uses(v) {
		if u.Kind == guard.Literal || p.src.IsTest(u.Ident.Pos()) {
			continue
		}
		a := &Access{Use: u}
		a.Kind, a.Key = p.classify(u)
		if decl := u.Decl(); decl != nil && (decl.Recv != nil || decl.Name.Name != "init") {
			a.Func, _ = p.info.Defs[decl.Name].(*types.Func)
		}
		list = append(list, a)
	}
	return list
}

func (p *Package) classify(u *guard.Use) (AccessKind, ast.Expr) {
	parent := u.Cursor.Parent()
	switch u.Cursor.ParentEdgeKind() {
	case edge.IndexExpr_X:
		key := parent.Node().(*ast.IndexExpr).Index
		switch parent.ParentEdgeKind() {
		case edge.AssignStmt_Lhs, edge.IncDecStmt_X, edge.RangeStmt_Key, edge.RangeStmt_Value:
			return Insert, key
		}
		return Lookup, key
	case edge.RangeStmt_X:
		return All, nil
	case edge.AssignStmt_Lhs:
		return Swap, nil
	case edge.BinaryExpr_X, edge.BinaryExpr_Y: // == nil
		return Other, nil
	case edge.CallExpr_Args:
		call := parent.Node().(*ast.CallExpr)
		id, ok := call.Fun.(*ast.Ident)
		if !ok {
			return Other, nil
		}
		b, ok := p.info.Uses[id].(*types.Builtin)
		if !ok {
			return Other, nil
		}
		switch b.Name() {
		case "delete":
			if len(call.Args) == 2 {
				return Remove, call.Args[1]
			}
		case "len":
			return Length, nil
		case "clear":
			return Swap, nil
		}
	}
	return Other, nil
}

// count returns how many accesses of a kind wait for the lock.
func (m *Map) count(kind AccessKind) int {
	n := 0
	for _, a := range m.Accesses {
		if a.Kind == kind && m.locked(a) {
			n++
		}
	}
	return n
}

// locked reports whether an access waits for the lock.
func (m *Map) locked(a *Access) bool { return a.Func != nil && a.Use.Under(m.Lock) }

// functions returns the functions with accesses that wait for the lock, in
// source order.
func (m *Map) functions() []*types.Func {
	var list []*types.Func
	for _, a := range m.Accesses {
		if m.locked(a) && !slices.Contains(list, a.Func) {
			list = append(list, a.Func)
		}
	}
	return list
}

// Hottest returns the functions with accesses that wait for the lock: first
// the exports, then what they call, and of each first those that look up.
func (p *Package) Hottest(m *Map) []*types.Func {
	reached := p.boundary().exported
	rank := func(fn *types.Func) int {
		r := 2
		for _, a := range m.Accesses {
			if a.Func == fn && a.Kind == Lookup {
				r = 1
			}
		}
		if len(reached[fn]) > 0 {
			r -= 2
		}
		if p.src.Export(fn) != nil {
			r -= 2
		}
		return r
	}
	list := m.functions()
	slices.SortStableFunc(list, func(a, b *types.Func) int { return cmp.Compare(rank(a), rank(b)) })
	return list
}

func (m *Map) Key() types.Type  { return m.Var.Type().Underlying().(*types.Map).Key() }
func (m *Map) Elem() types.Type { return m.Var.Type().Underlying().(*types.Map).Elem() }
