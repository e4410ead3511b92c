package cgohandle

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// pointers reports handles that are made pointers, and the addresses of
// handles that C keeps.
func (c *checker) pointers(fn *ssa.Function) {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Convert:
				c.asPointer(instr)
			case *ssa.Store:
				c.storedAddress(instr)
			case *ssa.Call:
				c.passedAddress(instr)
			}
		}
	}
}

// noPlace says why a variable whose address C keeps is put nowhere else.
const noPlace = "no variable is known that lives for as long as C has its address"

// asPointer reports the conversion of a handle to unsafe.Pointer.
func (c *checker) asPointer(v *ssa.Convert) {
	if h := govalue.Unconverted(v).Type(); !gotype.IsUnsafePointer(v.Type()) || !isCgoHandle(h) && !c.isOfHandle(h) {
		return
	}
	if call := c.src.CallAt(v.Pos()); call != nil {
		c.reportWith(call, fmt.Sprintf("%s makes a pointer of a handle, which is a number: the run time stops the program when it finds such a pointer",
			c.src.Text(call)), finding.Info{NoFix: "C has to take a number instead, or the address of a variable that holds the handle for as long as C has it"})
	}
}

// isOfHandle reports whether a type is one of the package that is declared as
// cgo.Handle: type handle cgo.Handle.
func (c *checker) isOfHandle(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() != c.src.Types {
		return false
	}
	for cur := range c.src.Inspector().Root().Preorder((*ast.TypeSpec)(nil)) {
		spec := cur.Node().(*ast.TypeSpec)
		if c.src.Info.Defs[spec.Name] == types.Object(named.Obj()) {
			declared := c.src.Info.TypeOf(spec.Type)
			return declared != nil && isCgoHandle(declared)
		}
	}
	return false
}

// handleVariable returns the local variable whose address a value is, when it
// is a handle.
func handleVariable(v ssa.Value) *ssa.Alloc {
	local, ok := govalue.Unconverted(v).(*ssa.Alloc)
	if !ok {
		return nil
	}
	ptr, ok := local.Type().Underlying().(*types.Pointer)
	if !ok || !isCgoHandle(ptr.Elem()) {
		return nil
	}
	return local
}

// storedAddress reports the address of a handle variable that is stored in
// memory of C, which a parameter or a result leads to.
func (c *checker) storedAddress(s *ssa.Store) {
	local := handleVariable(s.Val)
	addr, ok := s.Addr.(*ssa.FieldAddr)
	if local == nil || !ok || !isCStruct(addr.X.Type()) || livesOn(local, s) {
		return
	}
	where := "in memory of C"
	switch object := govalue.Unconverted(addr.X).(type) {
	case *ssa.Parameter, *ssa.Call, *ssa.Extract, *ssa.UnOp:
	default:
		if !hasFunction(object) || isDeleted(local) || isAwaited(local, s) {
			return
		}
		where = "beside a callback that C may call later"
	}
	if n := c.nodeAt(s.Pos()); n != nil {
		c.reportWith(n, fmt.Sprintf("the address of the variable %s is stored %s: the collector frees the variable when the function returns, and C reads another handle there, or none",
			nameOf(local), where), finding.Info{NoFix: noPlace})
	}
}

// hasFunction reports whether a function pointer of C is stored in a field of
// a struct.
func hasFunction(object ssa.Value) bool {
	for _, instr := range govalue.Referrers(object) {
		addr, ok := instr.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		for _, use := range govalue.Referrers(addr) {
			if store, ok := use.(*ssa.Store); ok && store.Addr == addr && isFunction(store.Val) {
				return true
			}
		}
	}
	return false
}

// isCStruct reports whether a type is a pointer to a struct of C.
func isCStruct(t types.Type) bool {
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	_, isStruct := ptr.Elem().Underlying().(*types.Struct)
	return isStruct && cgosource.IsC(ptr.Elem())
}

// passedAddress reports the address of a handle variable that C keeps: by its
// code or contract, or because it gets a callback beside it which deletes the
// handle later.
func (c *checker) passedAddress(call *ssa.Call) {
	name, ok := cgosource.CFunc(call.Common().StaticCallee())
	if !ok {
		return
	}
	for i, arg := range call.Common().Args {
		local := handleVariable(arg)
		if local == nil {
			continue
		}
		why := c.whyKept(name, i, call, local)
		if why == "" {
			continue
		}
		node := c.src.CallAt(call.Common().Pos())
		if node != nil && i < len(node.Args) {
			c.reportWith(node.Args[i], fmt.Sprintf("C.%s %s the address of the variable %s: the collector frees the variable when the function returns, and C reads another handle there, or none",
				name, why, nameOf(local)), finding.Info{NoFix: noPlace})
		}
	}
}

// whyKept says in what way C keeps the address, or "".
func (c *checker) whyKept(name string, i int, call *ssa.Call, local *ssa.Alloc) string {
	s := c.sums.Func(name)
	if s != nil && i < len(s.Params) {
		p := &s.Params[i]
		for _, r := range p.Retained {
			if r.Always() {
				return "keeps"
			}
		}
		if len(p.Retained) > 0 {
			if isDeleted(local) || isAwaited(local, call) || livesOn(local, call) {
				return ""
			}
			return "may keep"
		}
		if p.NoEscape || callsAtOnce(s) {
			return ""
		}
	}
	if isDeleted(local) || isAwaited(local, call) || livesOn(local, call) {
		return ""
	}
	if !passesFunction(call) {
		if s == nil && c.readsThroughPointer() {
			return "gets"
		}
		return ""
	}
	return "gets, beside a callback that it may call later,"
}

// callsAtOnce reports whether a C function calls a function that it gets.
func callsAtOnce(s *csummary.Func) bool {
	return slices.ContainsFunc(s.Params, func(p csummary.Param) bool { return p.Called == csummary.Yes })
}

// passesFunction reports whether a call passes C a function pointer.
func passesFunction(call *ssa.Call) bool {
	return slices.ContainsFunc(call.Common().Args, isFunction)
}

// isFunction reports whether a value is a function pointer of C, and not nil.
func isFunction(v ssa.Value) bool {
	ptr, ok := v.Type().Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	array, ok := ptr.Elem().Underlying().(*types.Array)
	constant, isConst := v.(*ssa.Const)
	return ok && array.Len() == 0 && !(isConst && constant.Value == nil)
}

// isDeleted reports whether the function deletes the handle in a variable
// itself: then C does not need it longer.
func isDeleted(local *ssa.Alloc) bool {
	for _, v := range append(loads(local), stored(local)...) {
		for _, instr := range govalue.Referrers(v) {
			if call, ok := instr.(ssa.CallInstruction); ok && methodOf(call.Common()) == "Delete" {
				return true
			}
		}
	}
	return false
}

// nodeAt returns the assignment whose operator is at pos, or nil.
func (c *checker) nodeAt(pos token.Pos) ast.Node {
	file := c.src.File(pos)
	if file == nil {
		return nil
	}
	var found ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return n == nil || found == nil && n.Pos() <= pos && pos < n.End()
		}
		switch n.(type) {
		case *ast.AssignStmt, *ast.KeyValueExpr:
			found = n
		}
		return true
	})
	return found
}
