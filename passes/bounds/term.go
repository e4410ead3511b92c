package bounds

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
)

// A key names a value such that two expressions of the user's with the same
// text have the same one: two loads of s.f are two values of SSA.
type key struct {
	root ssa.Value
	path string // fields and elements from there
}

// A term is a number that branches compare: an integer, or a length.
type term struct {
	length bool
	key    key
}

// keyOf returns the key of a value. A load has the key of its address: what
// is compared is never an address.
func keyOf(v ssa.Value) key {
	switch v := v.(type) {
	case *ssa.ChangeType:
		return keyOf(v.X)
	case *ssa.UnOp:
		if v.Op.String() == "*" {
			return keyOf(v.X)
		}
	case *ssa.FieldAddr:
		return keyOf(v.X).with(fmt.Sprintf(".%d", v.Field))
	case *ssa.Field:
		return keyOf(v.X).with(fmt.Sprintf(".%d", v.Field))
	case *ssa.IndexAddr:
		return keyOf(v.X).with("[" + v.Index.Name() + "]")
	case *ssa.Index:
		return keyOf(v.X).with("[" + v.Index.Name() + "]")
	case *ssa.Slice:
		if v.Low == nil && v.High == nil && gotype.IsSlice(v.X.Type()) {
			return keyOf(v.X)
		}
	}
	return key{root: v}
}

func (k key) with(step string) key { return key{k.root, k.path + step} }

// termOf returns the term of an integer. A conversion between integers is
// taken for keeping the number; a parameter that is the length of another one
// in all calls is that length.
func (p *Package) termOf(v ssa.Value) term {
	for {
		switch x := v.(type) {
		case *ssa.ChangeType:
			v = x.X
			continue
		case *ssa.Convert:
			if gotype.IsInteger(x.X.Type()) {
				v = x.X
				continue
			}
		case *ssa.Call:
			if isBuiltin(x, "len") {
				return lengthOf(x.Call.Args[0])
			}
		case *ssa.Parameter:
			if slice := p.lengthParam(x); slice != nil {
				return lengthOf(slice)
			}
		}
		return term{key: keyOf(v)}
	}
}

// lengthOf returns the term of the length of a slice or string. A conversion
// between strings and byte slices keeps it.
func lengthOf(v ssa.Value) term {
	for {
		x, ok := v.(*ssa.Convert)
		if !ok || !isBytes(x.X.Type()) || !isBytes(x.Type()) {
			return term{true, keyOf(v)}
		}
		v = x.X
	}
}

// storeBefore returns the last store to the term's variable in the block of a
// place, before it.
func (t term) storeBefore(at place) *ssa.Store {
	for i := at.index - 1; i >= 0; i-- {
		if store, ok := at.block.Instrs[i].(*ssa.Store); ok && keyOf(store.Addr) == t.key {
			return store
		}
	}
	return nil
}

// definedIn reports whether the term has no value before the block.
func (t term) definedIn(b *ssa.BasicBlock) bool {
	instr, ok := t.key.root.(ssa.Instruction)
	return ok && instr.Block() == b
}

// outside returns the term as the function that makes a literal has it, or
// false when the term is not of a variable that the literal captures.
func (t term) outside(closure *ssa.MakeClosure) (term, bool) {
	v, ok := t.key.root.(*ssa.FreeVar)
	if !ok {
		return t, false
	}
	for i, free := range v.Parent().FreeVars {
		if free == v {
			k := keyOf(closure.Bindings[i])
			return term{t.length, k.with(t.key.path)}, true
		}
	}
	return t, false
}

// closureOf returns the one place that makes a function literal, or nil.
func closureOf(fn *ssa.Function) *ssa.MakeClosure {
	if fn.Parent() == nil {
		return nil
	}
	for _, b := range fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			if c, ok := instr.(*ssa.MakeClosure); ok && c.Fn == fn {
				return c
			}
		}
	}
	return nil
}

func isBuiltin(call *ssa.Call, name string) bool {
	return govalue.Builtin(&call.Call) == name
}

// isBytes reports whether t is a string or a slice of bytes.
func isBytes(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return gotype.IsString(t)
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && strings.HasSuffix(b.Name(), "8") || ok && b.Kind() == types.Byte
}
