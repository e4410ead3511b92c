package ownership

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/csummary"
)

// Handles are the handles of runtime/cgo, of the registry and of mattn's
// go-pointer: numbers or pointers that stand for Go values, which are reachable
// until the handle is deleted.
var Handles = &Kind{Name: "handle"}

func init() { Handles.Acquires, Handles.Effect = acquiresHandle, handleEffect }

func acquiresHandle(p *Package, call ssa.CallInstruction) []Acquisition {
	switch goName(call.Common()) {
	case "runtime/cgo.NewHandle":
		return []Acquisition{{By: "cgo.NewHandle", FreedBy: []string{"Delete"}, Certain: true}}
	case registryMethod + "Register":
		return []Acquisition{{By: "Register", FreedBy: []string{"Delete"}, Certain: true}}
	case goPointer + "Save":
		return []Acquisition{{By: "pointer.Save", FreedBy: []string{"Unref"}, Certain: true}}
	}
	return goAcquires(p, Handles, call.Common().StaticCallee())
}

// goPointer is a package whose functions Save, Restore and Unref make, look up and
// delete handles.
const goPointer = "github.com/mattn/go-pointer."

const registryMethod = "(*github.com/cgolint/cgolint/registry.Registry[T])."

// goName returns the full name of the Go function that a call calls, or "".
func goName(common *ssa.CallCommon) string {
	fn := common.StaticCallee()
	if fn == nil || fn.Blocks != nil && fn.Origin() == nil && fn.Pkg == nil {
		return ""
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return ""
	}
	return obj.Origin().FullName()
}

func handleEffect(p *Package, common *ssa.CallCommon, i int) Effect {
	switch name := goName(common); name {
	case "(runtime/cgo.Handle).Delete", registryMethod + "Delete":
		return Effect{Does: Frees, By: "Delete"}
	case goPointer + "Unref":
		return Effect{Does: Frees, By: "Unref"}
	case goPointer + "Restore":
		return Effect{Does: Borrows, By: "Restore"}
	case "(runtime/cgo.Handle).Value", registryMethod + "Value", registryMethod + "Lookup":
		return Effect{Does: Borrows, By: name[strings.LastIndexByte(name, '.')+1:]}
	case "(github.com/cgolint/cgolint/registry.Handle).Pointer", "github.com/cgolint/cgolint/registry.FromPointer":
		return Effect{Does: Returns}
	}
	if name := CName(common); name != "" {
		e := handleInC(p, name, common, i)
		e.By = "C." + name
		return e
	}
	return Effect{}
}

// handleInC says what C does with a handle: it keeps it, or, when an exported
// function that it calls deletes handles, may end it.
func handleInC(p *Package, name string, common *ssa.CallCommon, i int) Effect {
	s := p.csummary.Func(name)
	if s == nil || i >= len(s.Params) {
		return Effect{}
	}
	param := &s.Params[i]
	switch {
	case len(param.Retained)+len(param.RetainedNumber) > 0 || param.Taken == csummary.Yes:
		return Effect{Does: Takes}
	case s.Contract || s.CallsGo != csummary.No && p.exportsDelete():
		return Effect{}
	case param.Pointer && param.NoEscape, !param.Pointer && !returnsNumber(common) && p.keepsNoNumber(s, 4):
		return Effect{Does: Borrows}
	}
	return Effect{}
}

// keepsNoNumber reports whether all that a C function calls is known: where
// numbers go is evidence only, and what is not known may keep them.
func (p *library) keepsNoNumber(s *csummary.Func, depth int) bool {
	if s.Leaf || depth == 0 {
		return s.Leaf
	}
	for _, name := range s.Calls {
		if p.src.ExportNamed(name) != nil {
			continue
		}
		callee := p.csummary.Func(name)
		if callee == nil || slices.ContainsFunc(callee.Params, func(q csummary.Param) bool { return len(q.RetainedNumber) > 0 }) {
			return false
		}
		if !callee.Contract && callee.Name != s.Name && !p.keepsNoNumber(callee, depth-1) {
			return false
		}
	}
	return len(s.Calls) > 0
}

// returnsNumber reports whether a handle may be in the result of a C function:
// one that is as large as a pointer, or larger.
func returnsNumber(common *ssa.CallCommon) bool {
	results := common.Signature().Results()
	if results.Len() == 0 {
		return false
	}
	switch t := results.At(0).Type().Underlying().(type) {
	case *types.Array:
		return t.Len() > 0 // void is [0]byte
	case *types.Basic:
		switch t.Kind() {
		case types.Bool, types.Int8, types.Int16, types.Int32, types.Uint8, types.Uint16, types.Uint32, types.Float32:
			return false
		}
	}
	return true
}

// exportsDelete reports whether an exported function of the package, or what
// it calls, deletes a handle.
func (p *library) exportsDelete() bool {
	if p.deletes == nil {
		found := false
		for _, fn := range p.functions {
			if fn.Object() != nil && p.src.Export(fn.Object()) != nil && p.callsDelete(fn, 3) {
				found = true
			}
		}
		p.deletes = &found
	}
	return *p.deletes
}

func (p *library) callsDelete(fn *ssa.Function, depth int) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if name := goName(call.Common()); strings.HasSuffix(name, ").Delete") || name == goPointer+"Unref" {
				return true
			}
			callee := call.Common().StaticCallee()
			if callee != nil && depth > 0 && govalue.IsOf(callee, p.ssa) && p.callsDelete(callee, depth-1) {
				return true
			}
		}
	}
	return false
}
