package ownership

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/govalue"
)

// endWords are words in the names of functions that may end an object for good,
// or only what it does: a finalizer, or the method that ends the object of Go,
// says which.
var endWords = cname.Set("close finalize fini deinit del drop release")

// beginWords are words in the names of functions that begin something anew with
// an object that was ended.
var beginWords = cname.Set("open reopen start restart connect reconnect begin init reinit")

// findEnding finds the C functions of which nothing is known, which say by
// their name that they end the object that they get alone, and which a
// finalizer or cleanup, or the method that ends the object of Go, calls as the
// only one of that kind: nobody has the object afterwards.
func (p *library) findEnding() {
	ends := p.endsByType()
	for _, fn := range p.functions {
		if fn.Signature.Recv() != nil && fn.Synthetic == "" && cname.IsEndMethod(fn.Name()) {
			p.noteEnding(fn, func(t types.Type) bool { return len(ends[typeKey(t)]) == 1 })
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if call, ok := instr.(*ssa.Call); ok {
					if f := govalue.FinalizerOf(&call.Call); f != nil {
						p.noteEnding(govalue.Function(f.Func), func(t types.Type) bool { return !takesReferences(ends[typeKey(t)]) })
					}
				}
			}
		}
	}
}

// endsByType returns, by the text of a type of C, the functions that the package
// calls and which say by their name that they end an object of the type, or
// begin something anew with one.
func (p *library) endsByType() map[string]map[string]bool {
	ends := make(map[string]map[string]bool)
	for _, fn := range p.functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok || len(call.Common().Args) == 0 || !endsOrBegins(CName(call.Common())) {
					continue
				}
				t := typeKey(call.Common().Args[0].Type())
				if ends[t] == nil {
					ends[t] = make(map[string]bool)
				}
				ends[t][CName(call.Common())] = true
			}
		}
	}
	return ends
}

func endsOrBegins(name string) bool {
	return slices.ContainsFunc(cname.Words(name), func(w string) bool { return freeWords[w] || endWords[w] || beginWords[w] || referenceWords[w] })
}

// takesReferences reports whether one of some functions takes a reference.
func takesReferences(names map[string]bool) bool {
	for name := range names {
		if cname.HasWord(name, referenceWords) {
			return true
		}
	}
	return false
}

// referenceWords are words in the names of functions that take a reference to an
// object, so that it lives on.
var referenceWords = cname.Set("retain ref addref incref acquire")

// noteEnding notes the C functions by which a Go function ends objects of types
// that are wanted: the only one for objects of the type.
func (p *library) noteEnding(fn *ssa.Function, wanted func(types.Type) bool) {
	all := p.endsIn(fn, 2)
	for _, end := range all {
		if len(end.Args) == 0 || !wanted(end.Args[0].Type()) {
			continue
		}
		t := end.Args[0].Type()
		if !slices.ContainsFunc(all, func(c *ssa.CallCommon) bool {
			return CName(c) != CName(end) && (len(c.Args) == 0 || types.Identical(c.Args[0].Type(), t))
		}) {
			p.ending[CName(end)] = true
		}
	}
}

// endsIn returns the calls of C functions that end an object by their name, and
// that a function makes, or another that it calls.
func (p *library) endsIn(fn *ssa.Function, depth int) (all []*ssa.CallCommon) {
	if fn == nil || depth == 0 {
		return nil
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			common := call.Common()
			switch name := CName(common); {
			case name == "":
				all = append(all, p.endsIn(common.StaticCallee(), depth-1)...)
			case cname.IsRelease(name):
				all = append(all, common)
			}
		}
	}
	return all
}

// ends reports whether a C function ends the object that it gets alone, as
// finalizers and methods show.
func (p *library) ends(name string, common *ssa.CallCommon) bool {
	return p.ending[name] && len(common.Args) == 1 && isObject(common.Args[0].Type()) &&
		cname.HasWord(name, endWords)
}
