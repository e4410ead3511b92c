package cgoaddress

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// A use is where a number gets.
type use struct {
	*checker
	conv *ast.CallExpr
	root ssa.Value
	seen map[ssa.Value]bool
	text string // what happens there, or "" when it does no harm
	at   ast.Node
}

func (u *use) value(v ssa.Value) {
	if u.seen[v] || u.text != "" {
		return
	}
	u.seen[v] = true
	for _, ref := range govalue.Referrers(v) {
		switch ref := ref.(type) {
		case *ssa.Convert:
			u.value(ref)
		case *ssa.ChangeType:
			u.value(ref)
		case *ssa.BinOp:
			if ref.Op == token.ADD || ref.Op == token.SUB && ref.X == v {
				u.value(ref)
			}
		case *ssa.Store:
			u.stored(ref)
		case *ssa.Call:
			u.call(ref, v)
		case *ssa.Return:
			if export := u.src.Export(ref.Parent().Object()); export != nil && !isStored(u.root) {
				u.text = fmt.Sprintf("is all that C gets from %s: nothing keeps the memory alive or in place; a cgo.Handle does", export.Name)
			}
		}
	}
}

// stored looks at a number that is stored in a field of a local variable, of
// which C gets the address: as the requests of ioctl have them.
func (u *use) stored(store *ssa.Store) {
	field, ok := store.Addr.(*ssa.FieldAddr)
	if !ok {
		return
	}
	object, ok := field.X.(*ssa.Alloc)
	if !ok || object == u.root || u.isPinned(store.Parent()) {
		return
	}
	u.object(object)
}

// object looks at the C calls that get the address of a local variable.
func (u *use) object(object *ssa.Alloc) {
	if u.seen[object] {
		return
	}
	u.seen[object] = true
	for _, ref := range govalue.Referrers(object) {
		switch ref := ref.(type) {
		case *ssa.Convert:
			for _, ref := range govalue.Referrers(ref) {
				if call, ok := ref.(*ssa.Call); ok {
					u.getsObject(call)
				}
			}
		case *ssa.UnOp: // a literal is copied to the variable
			for _, ref := range govalue.Referrers(ref) {
				if store, ok := ref.(*ssa.Store); ok {
					if to, ok := store.Addr.(*ssa.Alloc); ok {
						u.object(to)
					}
				}
			}
		}
	}
}

func (u *use) getsObject(call *ssa.Call) {
	if name, ok := cgosource.CFunc(call.Call.StaticCallee()); ok && !u.usedAfter(call) {
		u.text = fmt.Sprintf("is a number in what C.%s gets: nothing keeps the memory alive or in place until C has used it", name)
	}
}

// call looks at a C function that gets the number in a later statement.
func (u *use) call(call *ssa.Call, v ssa.Value) {
	name, ok := cgosource.CFunc(call.Call.StaticCallee())
	if !ok || u.within(call) || u.usedAfter(call) || u.isPinned(call.Parent()) || isStored(u.root) {
		return
	}
	if u.src.Sizes.Sizeof(v.Type()) < u.src.Sizes.Sizeof(types.Typ[types.Uintptr]) {
		return // no address
	}
	if c := u.src.CallAt(call.Pos()); c != nil {
		for i, arg := range call.Call.Args {
			if arg == v && i < len(c.Args) {
				u.at = c.Args[i]
			}
		}
	}
	u.text = fmt.Sprintf("is a number by the time of C.%s: nothing keeps the memory alive or in place until C has used it", name)
}

// within reports whether the number is made in the call itself.
func (u *use) within(call *ssa.Call) bool {
	c := u.src.CallAt(call.Pos())
	return c == nil || c.Pos() <= u.conv.Pos() && u.conv.End() <= c.End()
}

// usedAfter reports whether the object has a use that may come after a call,
// as runtime.KeepAlive has.
func (u *use) usedAfter(call *ssa.Call) bool {
	for _, ref := range govalue.Referrers(u.root) {
		if _, ok := ref.(*ssa.DebugRef); ok {
			continue
		}
		if ref.Block() != call.Block() {
			if !ref.Block().Dominates(call.Block()) {
				return true
			}
			continue
		}
		for _, instr := range call.Block().Instrs {
			if instr == ref {
				break
			}
			if instr == ssa.Instruction(call) {
				return true
			}
		}
	}
	return false
}

// isPinned reports whether the function pins the object.
func (u *use) isPinned(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || call.Call.StaticCallee() == nil || call.Call.StaticCallee().String() != "(*runtime.Pinner).Pin" {
				continue
			}
			if i, ok := call.Call.Args[1].(*ssa.MakeInterface); ok && goMemory(i.X) == u.root {
				return true
			}
		}
	}
	return false
}

// isStored reports whether a pointer to the object is also stored where it
// outlives the function, as a registry does that has the address for a key:
// in a map, a variable, a field, or by another Go function.
func isStored(v ssa.Value) bool {
	for _, ref := range govalue.Referrers(v) {
		switch ref := ref.(type) {
		case *ssa.MapUpdate:
			if ref.Value == v {
				return true
			}
		case *ssa.Store:
			if _, local := ref.Addr.(*ssa.Alloc); ref.Val == v && !local {
				return true
			}
		case *ssa.MakeInterface:
			if isStored(ref) {
				return true
			}
		case *ssa.Call:
			if _, ok := cgosource.CFunc(ref.Call.StaticCallee()); !ok && govalue.Builtin(&ref.Call) == "" {
				return true
			}
		}
	}
	return false
}
