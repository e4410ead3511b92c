package ownership

import (
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// noteBeside notes the C functions that got the resource and made something of
// which a path returns both in one object: when one Go function frees both, they
// did not take it.
func (x *exploration) noteBeside(st *state, ret *ssa.Return) {
	if x.kind != CMemory || st.res.status != Owned || st.res.gone || len(st.res.takers) == 0 || x.returnsError(st, ret) {
		return
	}
	for _, v := range ret.Results {
		object, v := x.get(st, v), govalue.InInterface(v)
		own := x.fieldWith(st, object, v.Type(), st.res.id)
		if own == nil {
			continue
		}
		for _, t := range st.res.takers {
			if made := x.fieldWith(st, object, v.Type(), t.result); t.isPointer && made != nil && x.p.freedTogether(own, made) {
				x.trace.kept = append(x.trace.kept, t.argument)
			}
		}
	}
}

// fieldWith returns the field of a struct of Go, which a value is or points to,
// that holds another value, or nil.
func (x *evaluator) fieldWith(st *state, object symbol, t types.Type, held symbol) *types.Var {
	if x.shapes[object].form == boxed {
		object = x.shapes[object].a
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
		for at, s := range st.memory.Entries() {
			if at.base == object && s == held {
				return fieldNumbered(t, at.path)
			}
		}
		return nil
	}
	for path, s := range x.fields[object] {
		if s == held {
			return fieldNumbered(t, path)
		}
	}
	return nil
}

// fieldNumbered returns the field of a struct to which a way of one step leads, or
// nil.
func fieldNumbered(t types.Type, path string) *types.Var {
	st, ok := t.Underlying().(*types.Struct)
	n, err := strconv.Atoi(strings.TrimPrefix(path, "."))
	if !ok || err != nil || n >= st.NumFields() {
		return nil
	}
	return st.Field(n).Origin()
}

// freedTogether reports whether one function of the package frees what two fields
// hold.
func (p *library) freedTogether(f, g *types.Var) bool {
	in := p.freersOf(f)
	for fn := range p.freersOf(g) {
		if in[fn] {
			return true
		}
	}
	return false
}

// freersOf returns the functions of the package that free what a field holds.
func (p *library) freersOf(f *types.Var) map[*ssa.Function]bool {
	if p.fields == nil {
		p.findFields()
	}
	freers := make(map[*ssa.Function]bool)
	for _, used := range p.fields[f] {
		if p.freedFrom(used) != "" {
			freers[used.Parent()] = true
		}
	}
	return freers
}
