package globalmap

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/guard"
)

// A lockedMap is a map of which the program has one, and which a lock guards.
type lockedMap struct {
	v        *types.Var // the variable or field
	lock     *types.Var
	accesses []*access // without those in tests, in source order by file
}

// An access is one use of the map.
type access struct {
	use      *guard.Use
	kind     accessKind
	function *types.Func // in whose body it is, or nil
	key      ast.Expr    // of a lookup, insert or remove
}

// An accessKind says what an access does, in a word for the message.
type accessKind string

const (
	lookup accessKind = "looks up"
	insert accessKind = "inserts into"
	remove accessKind = "deletes from"
	all    accessKind = "goes through"
	length accessKind = "measures"
	swap   accessKind = "replaces"
	other  accessKind = "uses"
)

// maps returns the global maps of the package that one lock guards.
func (c *checker) maps() []*lockedMap {
	var found []*lockedMap
	names := c.src.Types.Scope()
	seen := make(map[*types.Var]bool)
	for _, name := range names.Names() {
		v, ok := names.Lookup(name).(*types.Var)
		if !ok {
			continue
		}
		for _, m := range c.mapsIn(v, 3) {
			if seen[m] || c.src.IsTest(m.Pos()) || c.src.IsGenerated(m.Pos()) || c.src.File(m.Pos()) == nil {
				continue
			}
			seen[m] = true
			if lock, _ := c.guard.LockOf(m); lock != nil && !c.isSharded(m) {
				found = append(found, &lockedMap{m, lock, c.accesses(m)})
			}
		}
	}
	slices.SortFunc(found, func(a, b *lockedMap) int { return cmp.Compare(a.v.Pos(), b.v.Pos()) })
	return found
}

// mapsIn returns v, if it is a map, or the maps among the fields of the
// struct that it is or points to, if there is one such struct.
func (c *checker) mapsIn(v *types.Var, depth int) []*types.Var {
	t := v.Type()
	if _, ok := t.Underlying().(*types.Map); ok {
		return []*types.Var{v}
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok || depth == 0 {
		return nil
	}
	if named, ok := types.Unalias(t).(*types.Named); ok && !c.isSingle(named.Origin().Obj()) {
		return nil
	}
	var maps []*types.Var
	for f := range s.Fields() {
		maps = append(maps, c.mapsIn(f.Origin(), depth-1)...)
	}
	return maps
}

// A creation is a place where a value of a struct type comes to be.
type creation struct{ cur inspector.Cursor }

// isSingle reports whether there is one value of a struct type of the package
// at most: the type is made in one place, which runs once.
func (c *checker) isSingle(t *types.TypeName) bool {
	if t.Pkg() != c.src.Types {
		return false
	}
	if c.created == nil {
		c.findCreations()
	}
	sites := c.created[t]
	if len(sites) != 1 {
		return len(sites) == 0 // the zero value of a variable
	}
	return c.runsOnce(sites[0].cur)
}

// findCreations lists the composite literals, calls of new and local
// variables by their type.
func (c *checker) findCreations() {
	c.created = make(map[*types.TypeName][]creation)
	for cur := range c.src.Inspector().Root().Preorder((*ast.CompositeLit)(nil), (*ast.CallExpr)(nil), (*ast.ValueSpec)(nil)) {
		if c.src.IsTest(cur.Node().Pos()) {
			continue
		}
		var t types.Type
		switch n := cur.Node().(type) {
		case *ast.CompositeLit:
			t = c.info.TypeOf(n)
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "new" && len(n.Args) == 1 {
				t = c.info.TypeOf(n.Args[0])
			}
		case *ast.ValueSpec:
			if len(n.Values) == 0 && n.Type != nil {
				t = c.info.TypeOf(n.Type)
			}
		}
		if t == nil {
			continue
		}
		if named, ok := types.Unalias(t).(*types.Named); ok {
			obj := named.Origin().Obj()
			c.created[obj] = append(c.created[obj], creation{cur})
		}
	}
}

// runsOnce reports whether code runs once: outside of functions, in an init
// function, in a function that is called once, or where its value goes
// straight into a variable of the package.
func (c *checker) runsOnce(cur inspector.Cursor) bool {
	value := cur
	for value.ParentEdgeKind() == edge.UnaryExpr_X || value.ParentEdgeKind() == edge.ParenExpr_X {
		value = value.Parent()
	}
	if stmt, ok := value.Parent().Node().(*ast.AssignStmt); ok && len(stmt.Lhs) == len(stmt.Rhs) {
		v := c.guard.Path(stmt.Lhs[value.ParentEdgeIndex()]).Var()
		if v != nil && !v.IsField() && v.Parent() == c.src.Types.Scope() {
			return true
		}
	}
	for f := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		decl := f.Node().(*ast.FuncDecl)
		if decl.Name.Name == "init" || decl.Name.Name == "main" {
			return true
		}
		fn, ok := c.info.Defs[decl.Name].(*types.Func)
		if !ok || fn.Exported() && c.src.Types.Name() != "main" {
			return false
		}
		calls := c.guard.Calls(fn)
		return len(calls) == 1 && isGlobal(calls[0])
	}
	return true
}

// isGlobal reports whether code is outside of functions or in an init
// function.
func isGlobal(cur inspector.Cursor) bool {
	for f := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		return f.Node().(*ast.FuncDecl).Name.Name == "init"
	}
	return true
}

// isSharded reports whether the map is reached through an index: it is one
// of several.
func (c *checker) isSharded(v *types.Var) bool {
	return slices.ContainsFunc(c.guard.Uses(v), func(u *guard.Use) bool {
		if u.Kind == guard.Literal {
			return false
		}
		steps := c.guard.Path(u.Expr).Steps
		return slices.ContainsFunc(steps, func(s guard.Step) bool { return s.Field == nil && s.Text != "" && s.Text[0] == '[' })
	})
}

// accesses classifies the uses of a map.
func (c *checker) accesses(v *types.Var) []*access {
	var list []*access
	for _, u := range c.guard.Uses(v) {
		if u.Kind == guard.Literal || c.src.IsTest(u.Ident.Pos()) {
			continue
		}
		a := &access{use: u}
		a.kind, a.key = c.classify(u)
		for f := range u.Cursor.Enclosing((*ast.FuncDecl)(nil)) {
			decl := f.Node().(*ast.FuncDecl)
			if decl.Recv == nil && decl.Name.Name == "init" {
				break
			}
			a.function, _ = c.info.Defs[decl.Name].(*types.Func)
		}
		list = append(list, a)
	}
	return list
}

func (c *checker) classify(u *guard.Use) (accessKind, ast.Expr) {
	parent := u.Cursor.Parent()
	switch u.Cursor.ParentEdgeKind() {
	case edge.IndexExpr_X:
		key := parent.Node().(*ast.IndexExpr).Index
		switch parent.ParentEdgeKind() {
		case edge.AssignStmt_Lhs, edge.IncDecStmt_X, edge.RangeStmt_Key, edge.RangeStmt_Value:
			return insert, key
		}
		return lookup, key
	case edge.RangeStmt_X:
		return all, nil
	case edge.AssignStmt_Lhs:
		return swap, nil
	case edge.BinaryExpr_X, edge.BinaryExpr_Y: // == nil
		return other, nil
	case edge.CallExpr_Args:
		call := parent.Node().(*ast.CallExpr)
		id, ok := call.Fun.(*ast.Ident)
		if !ok {
			return other, nil
		}
		b, ok := c.info.Uses[id].(*types.Builtin)
		if !ok {
			return other, nil
		}
		switch b.Name() {
		case "delete":
			if len(call.Args) == 2 {
				return remove, call.Args[1]
			}
		case "len":
			return length, nil
		case "clear":
			return swap, nil
		}
	}
	return other, nil
}

func (m *lockedMap) count(kind accessKind) int {
	n := 0
	for _, a := range m.accesses {
		if a.kind == kind && a.function != nil {
			n++
		}
	}
	return n
}

// functions returns the functions with accesses, in source order.
func (m *lockedMap) functions() []*types.Func {
	var list []*types.Func
	for _, a := range m.accesses {
		if a.function != nil && !slices.Contains(list, a.function) {
			list = append(list, a.function)
		}
	}
	return list
}

// hottest returns the functions with accesses: first the exports, then what
// they call, and of each first those that look up.
func (c *checker) hottest(m *lockedMap) []*types.Func {
	reached := c.graph().exported
	rank := func(fn *types.Func) int {
		r := 2
		for _, a := range m.accesses {
			if a.function == fn && a.kind == lookup {
				r = 1
			}
		}
		if reached[fn] {
			r -= 2
		}
		if c.src.Export(fn) != nil {
			r -= 2
		}
		return r
	}
	list := m.functions()
	slices.SortStableFunc(list, func(a, b *types.Func) int { return cmp.Compare(rank(a), rank(b)) })
	return list
}

func (m *lockedMap) key() types.Type  { return m.v.Type().Underlying().(*types.Map).Key() }
func (m *lockedMap) elem() types.Type { return m.v.Type().Underlying().(*types.Map).Elem() }
