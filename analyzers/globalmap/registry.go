package globalmap

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/guard"
)

// A registry is a variable of the package that is no map and has the values of
// C all the same: a slice or array behind a lock, or an object of another
// package's that has a map and a lock.
type registry struct {
	what    string        // "slice conns has one lock, mu"
	lookups []*types.Func // exports that look up, in source order
	writes  bool          // others write it
}

// reportRegistries reports the registries that C's callbacks look into.
func (c *checker) reportRegistries() {
	scope := c.src.Types.Scope()
	for _, name := range scope.Names() {
		v, ok := scope.Lookup(name).(*types.Var)
		if !ok || c.src.File(v.Pos()) == nil || c.src.IsTest(v.Pos()) || c.src.SkipsGenerated(v.Pos()) || c.races.Of(v) != nil {
			continue
		}
		r := c.listOf(v)
		if r == nil {
			r = c.objectOf(v)
		}
		if r == nil || len(r.lookups) == 0 || !r.writes {
			continue
		}
		c.reportWith(analysis.Diagnostic{
			Pos: v.Pos(), End: v.Pos() + token.Pos(len(v.Name())), Category: "globalmap",
			Message: fmt.Sprintf("%s, so all callers of %s contend on it", r.what, sentence.List(namesOf(r.lookups))),
		}, finding.Info{Confidence: finding.Low})
	}
}

// most bounds how many callbacks a message names.
const most = 2

func namesOf(functions []*types.Func) (names []string) {
	for _, fn := range functions[:min(len(functions), most)] {
		names = append(names, fn.Name())
	}
	return names
}

// listOf returns the registry that a slice or array behind a lock is, or nil.
func (c *checker) listOf(v *types.Var) *registry {
	kind := ""
	switch v.Type().Underlying().(type) {
	case *types.Slice:
		kind = "slice"
	case *types.Array:
		kind = "array"
	default:
		return nil
	}
	lock, _ := c.guard.LockOf(v)
	if lock == nil {
		return nil
	}
	r := &registry{what: fmt.Sprintf("%s %s has one lock, %s", kind, v.Name(), guard.LockName(lock))}
	for _, u := range c.guard.Uses(v) {
		fn := c.functionOf(u)
		if fn == nil || c.src.IsTest(u.Ident.Pos()) {
			continue
		}
		index, isIndex := u.Cursor.Parent().Node().(*ast.IndexExpr)
		isIndex = isIndex && u.Cursor.ParentEdgeKind() == edge.IndexExpr_X
		_, sets := u.Cursor.Parent().Parent().Node().(*ast.AssignStmt)
		sets = sets && u.Cursor.Parent().ParentEdgeKind() == edge.AssignStmt_Lhs
		switch {
		case u.Kind == guard.Write, isIndex && sets:
			r.writes = true
		case isIndex && c.info.Types[index.Index].Value == nil && len(u.Regions) > 0:
			r.add(c.found.Exports(fn))
		}
	}
	return r
}

// objectOf returns the registry that an object of another package is, or nil:
// a struct with a map and a mutex, of which one method is called by a number
// from C, and another elsewhere.
func (c *checker) objectOf(v *types.Var) *registry {
	t := v.Type()
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg() == c.src.Types {
		return nil
	}
	lock := lockOfMap(named)
	if lock == "" {
		return nil
	}
	r := &registry{what: fmt.Sprintf("the map in %s has one lock, %s", v.Name(), lock)}
	for _, u := range c.guard.Uses(v) {
		fn := c.functionOf(u)
		method := c.methodAt(u)
		if fn == nil || method == nil || c.src.IsTest(u.Ident.Pos()) {
			continue
		}
		exports := c.found.Exports(fn)
		if method.Signature().Results().Len() > 0 && method.Signature().Params().Len() > 0 && len(exports) > 0 {
			r.add(exports)
		} else if method.Signature().Params().Len() > 0 {
			r.writes = true
		}
	}
	return r
}

func (r *registry) add(exports []*types.Func) {
	for _, e := range exports {
		if !slices.Contains(r.lookups, e) {
			r.lookups = append(r.lookups, e)
		}
	}
}

// lockOfMap returns the name of the only mutex of a struct that has a map, or "".
func lockOfMap(named *types.Named) (lock string) {
	st, ok := named.Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	maps := 0
	for f := range st.Fields() {
		if guard.IsMutex(f.Type()) {
			if lock != "" {
				return ""
			}
			lock = f.Name()
		}
		if _, isMap := f.Type().Underlying().(*types.Map); isMap {
			maps++
		}
	}
	if maps == 0 {
		return ""
	}
	return lock
}

// methodAt returns the method of a variable that is called where it is used,
// or nil.
func (c *checker) methodAt(u *guard.Use) *types.Func {
	sel, ok := u.Cursor.Parent().Node().(*ast.SelectorExpr)
	if !ok || u.Cursor.Parent().ParentEdgeKind() != edge.CallExpr_Fun {
		return nil
	}
	fn, _ := c.info.Uses[sel.Sel].(*types.Func)
	return fn
}

// functionOf returns the declared function that a use is in, or nil.
func (c *checker) functionOf(u *guard.Use) *types.Func {
	decl := u.Decl()
	if decl == nil {
		return nil
	}
	fn, _ := c.info.Defs[decl.Name].(*types.Func)
	return fn
}
