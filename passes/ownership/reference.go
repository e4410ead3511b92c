package ownership

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
)

// References are those that a function takes to an object of C, by C.obj_ref(o),
// and that another C function gives up: the package calls C.obj_unref, too.
var References = &Kind{Name: "reference"}

func init() { References.Acquires, References.Effect = takesReference, referenceEffect }

func takesReference(p *Package, call ssa.CallInstruction) []Acquisition {
	common := call.Common()
	by := p.unrefs[CName(common)]
	if by == "" || len(common.Args) != 1 || !gotype.IsAddress(common.Args[0].Type()) {
		return nil
	}
	a := Acquisition{Where: InArgument, By: "C." + CName(common), FreedBy: []string{by}, Certain: true, Assumed: true}
	if v := call.Value(); v != nil && gotype.IsAddress(v.Type()) && isUsed(v) {
		a.Where = InResult
	}
	return []Acquisition{a}
}

func isUsed(v ssa.Value) bool {
	return slices.ContainsFunc(govalue.Referrers(v), func(instr ssa.Instruction) bool {
		_, isDebug := instr.(*ssa.DebugRef)
		return !isDebug
	})
}

func referenceEffect(p *Package, common *ssa.CallCommon, i int) Effect {
	name := CName(common)
	for _, by := range p.unrefs {
		if name == by {
			return Effect{Does: Frees, By: "C." + name}
		}
	}
	if name == "" || mayTake(name, 1) {
		return Effect{By: name}
	}
	return Effect{Does: Borrows, By: "C." + name, Assumed: true}
}

// refWords are words of functions that take a reference, which others in their
// place give up.
var refWords = map[string]string{"ref": "unref", "retain": "release", "incref": "decref", "inc": "dec", "reference": "unreference"}

// findReferences finds the C functions of the package that take references, and
// those which give these up.
func (p *library) findReferences() {
	called := make(map[string]bool)
	for _, fn := range p.functions {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok && CName(call.Common()) != "" {
					called[CName(call.Common())] = true
				}
			}
		}
	}
	for name := range called {
		for from, to := range refWords {
			if by := withWord(name, from, to); by != "" && called[by] {
				p.unrefs[name] = by
			}
		}
	}
}

// withWord returns the name of a C function with another word in the place of
// one, or "" when it has no such word.
func withWord(name, from, to string) string {
	if !slices.Contains(cname.Words(name), from) {
		return ""
	}
	for _, w := range [][2]string{{from, to}, {strings.ToUpper(from), strings.ToUpper(to)}, {title(from), title(to)}} {
		if i := strings.LastIndex(name, w[0]); i >= 0 {
			return name[:i] + w[1] + name[i+len(w[0]):]
		}
	}
	return ""
}

func title(word string) string { return strings.ToUpper(word[:1]) + word[1:] }
