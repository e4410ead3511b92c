// Package bounds bounds integers, and the lengths of slices and strings, at a
// place in a Go function: by what made the value, and by the branches that
// every path to the place takes. It also tells why a slice may be empty at a
// place, and says nothing where it sees no reason.
//
// Branches are believed more than they deserve, because a check that is wrong
// costs more than one that is silent: a guard over a field holds until the
// same function stores to the field, whatever is called in between.
package bounds

import (
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// Analyzer computes nothing until it is asked; it reports nothing. Its result
// is a *[Package].
var Analyzer = &analysis.Analyzer{
	Name:             "bounds",
	Doc:              "bound integers and lengths at places in Go functions",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/bounds",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Package](),
}

// A Package answers for the functions of one package.
type Package struct {
	src    *cgosource.Package
	uses   func() *uses
	stores func() map[*types.Var][]*ssa.Store

	mu        sync.Mutex                        // held by queries: several passes ask at a time
	lengths   map[*ssa.Parameter]*ssa.Parameter // found by lengthParam
	preorders map[*ssa.Function][]int           // see preorder
}

func run(pass *analysis.Pass) (any, error) {
	p := &Package{
		src:       pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		lengths:   make(map[*ssa.Parameter]*ssa.Parameter),
		preorders: make(map[*ssa.Function][]int),
	}
	p.uses = sync.OnceValue(p.collectUses)
	p.stores = sync.OnceValue(p.collectStores)
	return p, nil
}

// Len returns what is known of the length of a slice, string or array before
// an instruction.
func (p *Package) Len(v ssa.Value, at ssa.Instruction) Interval {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.newQuery().length(v, placeOf(at))
}

// Int returns what is known of an integer before an instruction.
func (p *Package) Int(v ssa.Value, at ssa.Instruction) Interval {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.newQuery().integer(v, placeOf(at))
}
