package heat

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/crossing"
)

// Place returns how often a function runs, as far as its name and its callers
// tell: an export that C calls often, a function that sets something up seldom,
// and others as often as the functions that call them.
func (r *Result) Place(f *crossing.Function) Evidence {
	return r.place(f, maxCallers)
}

// maxCallers bounds how far callers are followed.
const maxCallers = 3

func (r *Result) place(f *crossing.Function, depth int) Evidence {
	if e, ok := r.places[f]; ok {
		return e
	}
	r.places[f] = Evidence{} // a function that calls itself says nothing
	e := r.ofName(f)
	if e.Level == Unknown && depth > 0 {
		e = r.ofCallers(f, depth-1)
	}
	r.places[f] = e
	return e
}

func (r *Result) ofName(f *crossing.Function) Evidence {
	decl, ok := f.Node.(*ast.FuncDecl)
	if !ok {
		return Evidence{}
	}
	if fn, ok := f.Func.(*types.Func); ok && r.src.Export(fn) != nil {
		return Callback(fn)
	}
	return OfName(decl.Name.Name)
}

// OfName returns what the name of a function says of how often it runs: those
// that open, close or set up something run seldom.
func OfName(name string) Evidence {
	if hasWord(name, setup) {
		return Evidence{Cold, name + " runs seldom, judging by its name"}
	}
	return Evidence{}
}

// Seldom returns evidence that a variable is used seldom, as far as its name
// tells: menus, windows, errors.
func Seldom(name string) Evidence {
	if hasWord(name, seldom) {
		return Evidence{Cold, name + " is used seldom, judging by its name"}
	}
	return Evidence{}
}

// Callback returns how often C calls an exported function. A message is for
// people, who read few, unless it comes with its length: then it is data.
func Callback(fn *types.Func) Evidence {
	if hasWord(fn.Name(), seldom) || hasWord(fn.Name(), spoken) && !getsLength(fn) {
		return Evidence{Cold, fmt.Sprintf("C calls %s seldom, judging by its name", fn.Name())}
	}
	return Evidence{Hot, "C calls " + fn.Name()}
}

func hasWord(name string, words map[string]bool) bool {
	return slices.ContainsFunc(wordsOf(name), func(w string) bool { return words[w] })
}

// getsLength reports whether a parameter of a function says by its name how
// much another one has.
func getsLength(fn *types.Func) bool {
	for p := range fn.Signature().Params().Variables() {
		if gotype.IsInteger(p.Type()) && hasWord(p.Name(), lengths) {
			return true
		}
	}
	return false
}

// ofCallers returns what all callers of a function that is not exported have
// in common.
func (r *Result) ofCallers(f *crossing.Function, depth int) Evidence {
	if !f.Known || len(f.Callers) == 0 {
		return Evidence{}
	}
	var common Evidence
	for i, call := range f.Callers {
		e := r.place(r.cross.Of(call.In), depth)
		if i > 0 && e.Level != common.Level {
			return Evidence{}
		}
		common = e
	}
	return common
}
