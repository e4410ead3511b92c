package ownership

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// A FieldUse says what a package does with the resources that a field of a
// struct holds.
type FieldUse struct {
	Freed   bool // something frees them, or may
	Open    bool // they go where it cannot be followed
	Assumed bool // that a function doesn't take them is only likely
}

// FieldUse looks at all uses of a field in the package. Of an exported field
// that says nothing: other packages use it too.
func (p *Package) FieldUse(kind *Kind, f *types.Var) FieldUse {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.useOf(kind, f)
}

func (p *Package) useOf(kind *Kind, f *types.Var) FieldUse {
	key := fieldKey{kind, f}
	if use, ok := p.fieldUses[key]; ok {
		return use
	}
	if p.fields == nil {
		p.findFields()
	}
	u := &fieldUse{p: p, kind: kind, field: f, seen: make(map[ssa.Value]bool)}
	for _, v := range p.fields[f] {
		if addr, ok := v.(*ssa.FieldAddr); ok {
			u.address(addr)
		} else {
			u.value(v)
		}
	}
	p.fieldUses[key] = u.FieldUse
	return u.FieldUse
}

type fieldKey struct {
	kind  *Kind
	field *types.Var
}

// findFields lists where the package takes the address of each field, or
// reads it of a value.
func (p *program) findFields() {
	p.fields = make(map[*types.Var][]ssa.Value)
	for _, fn := range p.functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				switch v := instr.(type) {
				case *ssa.FieldAddr:
					p.fields[govalue.Field(v).Origin()] = append(p.fields[govalue.Field(v).Origin()], v)
				case *ssa.Field:
					f := v.X.Type().Underlying().(*types.Struct).Field(v.Field).Origin()
					p.fields[f] = append(p.fields[f], v)
				}
			}
		}
	}
}

// StoredField returns the field of a Go struct in which a resource is stored,
// or appended to what it holds, and the place; nil when it is stored elsewhere
// as well.
func (p *Package) StoredField(r *Resource) *ssa.FieldAddr {
	if r.Path != "" {
		return nil
	}
	if r.Where == ThroughOut {
		at, _ := govalue.Unconverted(r.At.Common().Args[r.Index]).(*ssa.FieldAddr)
		return ofGo(at)
	}
	call := r.At.Value()
	if call == nil || r.Where != InResult {
		return nil
	}
	v := ssa.Value(call)
	if call.Call.Signature().Results().Len() > 1 {
		i := slices.IndexFunc(govalue.Referrers(call), func(instr ssa.Instruction) bool {
			e, ok := instr.(*ssa.Extract)
			return ok && e.Index == r.Index
		})
		if i < 0 {
			return nil
		}
		v = govalue.Referrers(call)[i].(*ssa.Extract)
	}
	var at *ssa.FieldAddr
	many := false
	storedAt(v, func(found *ssa.FieldAddr) { many, at = many || at != nil, found })
	if many {
		return nil
	}
	return ofGo(at)
}

// storedAt finds the fields in which a value is stored.
func storedAt(v ssa.Value, found func(*ssa.FieldAddr)) {
	for _, instr := range govalue.Referrers(v) {
		switch instr := instr.(type) {
		case *ssa.Convert, *ssa.ChangeType:
			storedAt(instr.(ssa.Value), found)
		case *ssa.Store:
			if instr.Val != v {
				continue
			}
			switch at := instr.Addr.(type) {
			case *ssa.FieldAddr:
				found(at)
			case *ssa.IndexAddr:
				if array, ok := at.X.(*ssa.Alloc); ok {
					appendedAt(array, found)
				}
			}
		}
	}
}

// appendedAt finds the fields to which the elements of an array are appended.
func appendedAt(array *ssa.Alloc, found func(*ssa.FieldAddr)) {
	for _, instr := range govalue.Referrers(array) {
		slice, ok := instr.(*ssa.Slice)
		if !ok {
			continue
		}
		for _, instr := range govalue.Referrers(slice) {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			if govalue.Builtin(&call.Call) == "append" && call.Call.Args[1] == slice {
				storedAt(call, found)
			}
		}
	}
}

// ofGo returns the address of a field, unless the struct is C's.
func ofGo(at *ssa.FieldAddr) *ssa.FieldAddr {
	if at == nil {
		return nil
	}
	ptr := at.X.Type().Underlying().(*types.Pointer)
	if named, ok := types.Unalias(ptr.Elem()).(*types.Named); !ok || isCType(named.Obj()) {
		return nil
	}
	return at
}

// FieldOf returns the field whose address is taken.
func FieldOf(at *ssa.FieldAddr) *types.Var { return govalue.Field(at).Origin() }
