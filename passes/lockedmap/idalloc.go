package lockedmap

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/guard"
)

// An IDAlloc is a locked region that counts up and inserts under the number:
//
//	next++
//	id := next
//	m[id] = v
type IDAlloc struct {
	Region *guard.Region
	Add    *guard.Use // of the counter
	Insert *Access

	// Reads are the other uses of the counter in the region, in source
	// order.
	Reads []*guard.Use

	// Plain tells that the region counts up once, by one, and that the
	// reads come all before that or all after it. Others start over, or
	// skip numbers that are taken.
	Plain bool
}

// Before reports whether a plain allocation reads the counter before it counts up:
// the number of the entry is then what it was.
func (d *IDAlloc) Before() bool { return d.Reads[0].Expr.Pos() < d.Add.Stmt.Pos() }

// findCounter sets the map's counter, if it has one.
func (p *Package) findCounter(m *Map) {
	var counter *types.Var
	var allocs []*IDAlloc
	for _, a := range m.Accesses {
		if a.Kind != Insert {
			continue
		}
		d := p.allocOf(m, a)
		if d == nil || counter != nil && d.Add.Var != counter {
			return
		}
		counter = d.Add.Var
		allocs = append(allocs, d)
	}
	m.Counter, m.IDAllocs = counter, allocs
}

// allocOf returns the allocation that makes the key of an insertion, or nil.
func (p *Package) allocOf(m *Map, insert *Access) *IDAlloc {
	i := slices.IndexFunc(insert.Use.Regions, func(r *guard.Region) bool { return r.Lock.Var() == m.Lock && !r.Read })
	if i < 0 {
		return nil
	}
	r := insert.Use.Regions[i]
	v := p.counterAs(insert.Key, r)
	if v == nil {
		return p.allocBelow(m, insert, r)
	}
	d := &IDAlloc{Region: r, Insert: insert, Plain: true}
	for _, u := range p.guard.Touched(r) {
		switch {
		case u.Var != v:
		case u.Kind == guard.Add && d.Add == nil && u.Step != nil && u.Step.ExactString() == "1":
			d.Add = u
		case u.Kind == guard.Read:
			d.Reads = append(d.Reads, u)
		default:
			d.Plain = false
		}
	}
	if d.Add == nil || len(d.Reads) == 0 {
		return nil
	}
	for _, u := range d.Reads {
		d.Plain = d.Plain && d.Before() == (u.Expr.Pos() < d.Add.Stmt.Pos())
	}
	return d
}

// allocBelow returns the allocation whose number a function counts up that runs
// under its caller's lock, or nil.
func (p *Package) allocBelow(m *Map, insert *Access, r *guard.Region) *IDAlloc {
	path := p.guard.Path(p.src.Unconverted(insert.Key))
	for _, stmt := range r.Body {
		assign, ok := stmt.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 || !p.guard.Path(assign.Lhs[0]).Equal(path) {
			continue
		}
		call, ok := p.src.Unconverted(assign.Rhs[0]).(*ast.CallExpr)
		if !ok {
			continue
		}
		fn := p.guard.Callee(call)
		for _, below := range p.guard.RegionsOf(m.Lock) {
			decl, ok := below.Func.(*ast.FuncDecl)
			if !ok || !below.Inherited || fn == nil || p.info.Defs[decl.Name] != fn {
				continue
			}
			for _, u := range p.guard.Touched(below) {
				if u.Kind == guard.Add && gotype.IsInteger(u.Var.Type()) && (u.Var.IsField() || !p.guard.IsLocal(u.Var)) {
					return &IDAlloc{Region: r, Insert: insert, Add: u}
				}
			}
		}
	}
	return nil
}

// counterAs returns the shared variable that a key is the value of: itself, or
// through conversions and a variable that the region assigns it to.
func (p *Package) counterAs(key ast.Expr, r *guard.Region) *types.Var {
	key = p.src.Unconverted(key)
	path := p.guard.Path(key)
	v := path.Var()
	if v == nil || !gotype.IsInteger(v.Type()) {
		return nil
	}
	for _, u := range p.guard.Touched(r) {
		if u.Kind == guard.Read && u.Var != v && p.assignsTo(u, path) {
			return u.Var
		}
	}
	if v.IsField() || !p.guard.IsLocal(v) {
		return v
	}
	return nil
}

// assignsTo reports whether a use is the value that a statement gives to the
// variable at path.
func (p *Package) assignsTo(u *guard.Use, path guard.Path) bool {
	cur := u.Cursor
	for cur.ParentEdgeKind() == edge.ParenExpr_X || cur.ParentEdgeKind() == edge.CallExpr_Args && p.src.IsConversion(cur.Parent().Node()) {
		cur = cur.Parent()
	}
	var target ast.Expr
	switch n := cur.Parent().Node().(type) {
	case *ast.AssignStmt:
		if cur.ParentEdgeKind() == edge.AssignStmt_Rhs && len(n.Lhs) == len(n.Rhs) {
			target = n.Lhs[cur.ParentEdgeIndex()]
		}
	case *ast.ValueSpec:
		if cur.ParentEdgeKind() == edge.ValueSpec_Values && len(n.Names) == len(n.Values) {
			target = n.Names[cur.ParentEdgeIndex()]
		}
	}
	return target != nil && p.guard.Path(target).Equal(path)
}

func (p *Package) isIn(u *guard.Use, r *guard.Region) bool { return slices.Contains(u.Regions, r) }
