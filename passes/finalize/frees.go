package finalize

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/csummary"
)

func (p *Package) noteFree(name *types.TypeName, free Free, call ssa.CallInstruction) {
	if p.freed[name] == nil {
		p.freed[name] = new(Freed)
		p.setters[name] = call.Common().Pos()
	}
	p.freed[name].add(free)
	if len(free.Path) < 2 || free.Path[0] == element {
		return
	}
	st, ok := name.Type().Underlying().(*types.Struct)
	if !ok || free.Path[0] >= st.NumFields() || !st.Field(free.Path[0]).Embedded() {
		return
	}
	base, ok := types.Unalias(st.Field(free.Path[0]).Type()).(*types.Named)
	if ok && base.Origin().Obj().Pkg() == p.src.Types {
		p.noteFree(base.Origin().Obj(), Free{Path: free.Path[1:], Func: free.Func, Cleanup: free.Cleanup}, call)
	}
}

// freesOf returns what a finalizer frees of its object, given what it hands to
// C of its parameters, of which there are params, and of what it captures.
func (p *Package) freesOf(set *govalue.Finalizer, hands []Hand, invokes []Invoke, params int, bindings []ssa.Value) []Free {
	argument := set.Object
	if set.Cleanup {
		argument = set.Arg
	}
	all := slices.Clone(hands)
	for _, i := range invokes {
		if i.Param == 0 {
			if method := p.method(argument, i.Path, i.Method); method != nil {
				for _, h := range method.Hands {
					if h.Param == 0 {
						all = append(all, Hand{Path: i.Path.then(h.Path), Func: h.Func})
					}
				}
			}
		}
	}
	var frees []Free
	for _, h := range p.freeing(all) {
		v := argument
		if h.Param > 0 {
			if i := h.Param - params; i >= 0 && i < len(bindings) {
				v = bindings[i]
			} else {
				continue
			}
		}
		for _, path := range p.pathsTo(set.Object, v, h.Path) {
			frees = append(frees, Free{Path: path, Func: h.Func, Cleanup: set.Cleanup})
		}
	}
	return frees
}

// freeing returns those of a finalizer's calls of C that free: when there are
// some that do so by their bodies or names, those; else all of which nothing
// is known.
func (p *links) freeing(hands []Hand) []Hand {
	var sure, perhaps []Hand
	for _, h := range hands {
		switch {
		case p.frees(h.Func) || cname.IsRelease(h.Func):
			sure = append(sure, h)
		case p.sums.Func(h.Func) == nil:
			perhaps = append(perhaps, h)
		}
	}
	if len(sure) > 0 {
		return sure
	}
	return perhaps
}

// frees reports whether a C function frees what it gets.
func (p *links) frees(name string) bool {
	fn := p.sums.Func(name)
	return fn != nil && slices.ContainsFunc(fn.Params, func(q csummary.Param) bool {
		return q.Freed == csummary.Yes || q.MayFree
	})
}

// pathsTo returns the paths from an object to what path leads to from v.
func (p *Package) pathsTo(object, v ssa.Value, path Path) []Path {
	if isSame(v, object) {
		return []Path{path}
	}
	var paths []Path
	for _, c := range p.chains(v, path) {
		for _, place := range c {
			if isSame(place.value, object) {
				paths = append(paths, place.path)
			}
		}
	}
	if len(paths) == 0 {
		for _, field := range fieldsWith(object, v) {
			paths = append(paths, Path{field}.then(path))
		}
	}
	if len(paths) == 0 {
		if field := onlyField(object.Type(), v.Type()); field >= 0 {
			paths = append(paths, Path{field}.then(path))
		}
	}
	return paths
}

// fieldsWith returns the fields of an object in which a value was stored, or
// which have what a variable has.
func fieldsWith(object, v ssa.Value) []int {
	var fields []int
	for _, instr := range govalue.Referrers(object) {
		addr, ok := instr.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		for _, s := range storesTo(addr, nil) {
			if s.val == v || sameVariable(s.val, v) {
				fields = append(fields, addr.Field)
			}
		}
	}
	return fields
}

// sameVariable reports whether one value is read from the variable that
// another points to: a literal captures variables by their addresses.
func sameVariable(loaded, variable ssa.Value) bool {
	load, ok := loaded.(*ssa.UnOp)
	return ok && load.X == variable
}

// onlyField returns the one field of an object that has a type, which is also
// what a captured variable points to, or -1.
func onlyField(object, t types.Type) int {
	ptr, ok := object.Underlying().(*types.Pointer)
	if !ok {
		return -1
	}
	st, ok := ptr.Elem().Underlying().(*types.Struct)
	if !ok {
		return -1
	}
	found := -1
	for i := range st.NumFields() {
		if types.Identical(st.Field(i).Type(), t) && mayPoint(t) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}
