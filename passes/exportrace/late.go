package exportrace

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
)

// A Late is an entry of a map that is inserted too late: after the call of C
// that starts a thread, which looks the entry up and may be faster.
type Late struct {
	Var    *types.Var
	Insert *Access
	Call   *cgosource.Call  // that starts the thread
	Export *exportcall.Func // that the thread calls
	Lookup *Access          // in it, or in what it calls
	Tested bool             // the lookup tests whether the entry is there
}

// late returns the entries of a map that come late, one for each export.
func (p *Package) late(v *types.Var) (all []*Late) {
	if _, isMap := v.Type().Underlying().(*types.Map); !isMap {
		return nil
	}
	accesses, ok := p.accesses(v)
	if !ok {
		return nil
	}
	reached := make(map[*exportcall.Func]*exportcall.Func)
	for _, r := range p.calls.Reached(func(exportcall.Call) bool { return false }) {
		reached[r.Func] = r.Export
	}
	for _, lookup := range accesses {
		export := reached[lookup.Func]
		if lookup.Kind != Lookup || export == nil || !p.isOnOwnThread(export) || slices.ContainsFunc(all, func(l *Late) bool { return l.Export == export }) {
			continue
		}
		for _, insert := range accesses {
			if l := p.lateInsert(insert, export); l != nil && !p.isSilent(insert) {
				l.Var, l.Lookup, l.Tested = v, lookup, isTested(lookup)
				all = append(all, l)
				break
			}
		}
	}
	return all
}

// lateInsert returns an insertion that follows a call of C in the same function
// which starts the thread, about the same key; or nil. Under a lock that covers
// both, the export waits.
func (p *Package) lateInsert(a *Access, export *exportcall.Func) *Late {
	if a.Kind != Insert || a.Func == nil || !exportcall.RunsIn(a.Cursor) {
		return nil
	}
	index, ok := a.Cursor.Parent().Node().(*ast.IndexExpr)
	if !ok {
		return nil
	}
	key := p.guard.Path(p.src.Unconverted(index.Index)).Root
	starters := p.sums.Export(export.Export.Name).Starters
	for _, c := range a.Func.Calls {
		if c.C == nil || c.Node().Pos() > a.Expr.Pos() || !slices.Contains(starters, c.C.Name) || !p.isAbout(c, key) {
			continue
		}
		if !slices.ContainsFunc(a.Regions, func(r *guard.Region) bool { return slices.Contains(p.guard.Covering(c.Cursor), r) }) {
			return &Late{Insert: a, Call: c.C, Export: export}
		}
	}
	return nil
}

// isAbout reports whether a call of C gets a variable, or is what it is set
// from.
func (p *Package) isAbout(c exportcall.Call, v *types.Var) bool {
	if v == nil {
		return false
	}
	is := func(e ast.Expr) bool { return p.guard.Path(p.src.Unconverted(e)).Root == v }
	if slices.ContainsFunc(c.C.Args, is) {
		return true
	}
	for stmt := range c.Enclosing((*ast.AssignStmt)(nil), (*ast.FuncDecl)(nil)) {
		assign, ok := stmt.Node().(*ast.AssignStmt)
		if !ok {
			return false
		}
		if slices.ContainsFunc(assign.Lhs, func(e ast.Expr) bool {
			id, ok := e.(*ast.Ident)
			return ok && p.info.ObjectOf(id) == types.Object(v) || is(e)
		}) {
			return true
		}
	}
	return false
}

// isTested reports whether a lookup asks whether the entry is there.
func isTested(a *Access) bool {
	assign, ok := a.Cursor.Parent().Parent().Node().(*ast.AssignStmt)
	return ok && len(assign.Lhs) == 2 && len(assign.Rhs) == 1
}
