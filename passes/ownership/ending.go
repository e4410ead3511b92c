package ownership

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/govalue"
)

// endWords are words in the names of functions that may end an object for good,
// or only what it does: a finalizer says which.
var endWords = cname.Set("close finalize fini deinit del drop")

// findEnding finds the C functions of which nothing is known, which say by
// their name that they end the object that they get alone, and which a
// finalizer or cleanup calls as the only one of that kind: nobody has the
// object afterwards.
func (p *library) findEnding() {
	for _, fn := range p.functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if call, ok := instr.(*ssa.Call); ok {
					if f := govalue.FinalizerOf(&call.Call); f != nil {
						p.noteEnding(govalue.Function(f.Func))
					}
				}
			}
		}
	}
}

func (p *library) noteEnding(fn *ssa.Function) {
	names := p.endsIn(fn, 2)
	slices.Sort(names)
	if names = slices.Compact(names); len(names) == 1 {
		p.ending[names[0]] = true
	}
}

// endsIn returns the C functions that end an object by their name, and that a
// function calls, or another that it calls.
func (p *library) endsIn(fn *ssa.Function, depth int) (names []string) {
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
				names = append(names, p.endsIn(common.StaticCallee(), depth-1)...)
			case cname.IsRelease(name):
				names = append(names, name)
			}
		}
	}
	return names
}

// ends reports whether a C function ends the object that it gets alone, as
// finalizers show.
func (p *library) ends(name string, common *ssa.CallCommon) bool {
	return p.ending[name] && len(common.Args) == 1 && isObject(common.Args[0].Type()) &&
		slices.ContainsFunc(cname.Words(name), func(w string) bool { return endWords[w] })
}
