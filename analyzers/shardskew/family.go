package shardskew

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/guard"
)

// family returns the expressions x % n and x & mask that select from the same
// arrays as e does, e included, in source order: an entry is found again only
// where all of them agree, so a fix changes all of them or none. It is nil
// when the index of one of these arrays may come from elsewhere.
func (c *checker) family(e *ast.BinaryExpr) []*ast.BinaryExpr {
	if c.selected == nil {
		c.findSelectors()
	}
	members := []*ast.BinaryExpr{e}
	for i := 0; i < len(members); i++ {
		if len(c.selected[members[i]]) == 0 {
			return nil
		}
		for _, array := range c.selected[members[i]] {
			if array == nil || array.Exported() || !c.onlyIndexed(array) {
				return nil
			}
			for _, s := range c.selectors[array] {
				if s == nil {
					return nil
				}
				if !slices.Contains(members, s) {
					members = append(members, s)
				}
			}
		}
	}
	slices.SortFunc(members, func(a, b *ast.BinaryExpr) int { return int(a.Pos() - b.Pos()) })
	return members
}

// findSelectors finds, for each index expression of the package, the
// expressions x % n and x & mask that its index is the value of.
func (c *checker) findSelectors() {
	c.selected = make(map[*ast.BinaryExpr][]*types.Var)
	c.selectors = make(map[*types.Var][]*ast.BinaryExpr)
	for cur := range c.src.Inspector().Root().Preorder((*ast.IndexExpr)(nil)) {
		e := cur.Node().(*ast.IndexExpr)
		if gotype.Element(c.info.TypeOf(e.X)) == nil {
			continue
		}
		array := c.guard.Path(e.X).Var() // nil for an element of something
		o := origins{checker: c, seen: make(map[types.Object]bool)}
		if !o.add(e.Index) {
			o.found = append(o.found, nil)
		}
		for _, s := range o.found {
			if s != nil {
				c.selected[s] = append(c.selected[s], array)
			}
			if array != nil {
				c.selectors[array] = append(c.selectors[array], s)
			}
		}
	}
}

// origins collects the expressions x % n and x & mask that an index is the
// value of.
type origins struct {
	*checker
	seen  map[types.Object]bool
	found []*ast.BinaryExpr
}

// add adds those of an index, and reports whether there are no others. The
// counter of a loop over the array has none, and needs none.
func (o *origins) add(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		if e.Op == token.REM || e.Op == token.AND {
			o.found = append(o.found, e)
			return true
		}
	case *ast.CallExpr:
		if o.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
			return o.add(e.Args[0])
		}
		fn := o.callee(e)
		return fn != nil && fn.Pkg() == o.src.Types && o.addResults(fn.Origin())
	case *ast.Ident:
		v, ok := o.info.Uses[e].(*types.Var)
		return ok && o.addVar(v)
	}
	return false
}

func (o *origins) addResults(fn *types.Func) bool {
	if o.seen[fn] {
		return true
	}
	o.seen[fn] = true
	results := o.returned()[fn]
	return len(results) > 0 && !slices.ContainsFunc(results, func(e ast.Expr) bool { return !o.add(e) })
}

func (o *origins) addVar(v *types.Var) bool {
	if o.seen[v] {
		return true
	}
	o.seen[v] = true
	switch {
	case o.isCounter(v):
		return true
	case v.Kind() == types.ParamVar:
		return o.addArguments(v)
	case v.Kind() != types.LocalVar:
		return false
	}
	values := o.assigned(v)
	return len(values) > 0 && !slices.ContainsFunc(values, func(e ast.Expr) bool { return e == nil || !o.add(e) })
}

// addArguments adds the origins of all that a parameter gets.
func (o *origins) addArguments(v *types.Var) bool {
	fn, i := o.paramOf(v)
	if fn == nil || !o.isConstantVar(v) || fn.Signature().Variadic() {
		return false
	}
	if called := o.graph.Of(fn); called == nil || !called.Known {
		return false
	}
	for _, call := range o.callersOf(fn) {
		args := call.Expr().Args
		if i >= len(args) || !o.add(args[i]) {
			return false
		}
	}
	return true
}

// isCounter reports whether v counts the iterations of a loop.
func (c *checker) isCounter(v *types.Var) bool {
	cur, ok := c.src.Declared(v)
	if !ok {
		return false
	}
	switch cur.ParentEdgeKind() {
	case edge.RangeStmt_Key:
		return true
	case edge.AssignStmt_Lhs:
		return cur.Parent().ParentEdgeKind() == edge.ForStmt_Init
	}
	return false
}

// onlyIndexed reports whether all that the package does with an array is to
// make it, to index it, to range over it, and to ask for its length.
func (c *checker) onlyIndexed(array *types.Var) bool {
	return !slices.ContainsFunc(c.guard.Uses(array), func(u *guard.Use) bool {
		return u.Kind != guard.Write && u.Kind != guard.Literal && !c.indexes(u.Cursor)
	})
}

func (c *checker) indexes(cur inspector.Cursor) bool {
	for cur.ParentEdgeKind() == edge.ParenExpr_X {
		cur = cur.Parent()
	}
	switch cur.ParentEdgeKind() {
	case edge.IndexExpr_X, edge.RangeStmt_X:
		return true
	case edge.CallExpr_Args:
		return c.isLength(cur.Parent().Node().(ast.Expr))
	}
	return false
}
