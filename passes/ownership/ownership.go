package ownership

import (
	"go/types"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// Analyzer follows resources; it reports nothing. Its result is a *[Package].
var Analyzer = &analysis.Analyzer{
	Name:             "ownership",
	Doc:              "follow what belongs to whom along the paths of each function",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/ownership",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer},
	FactTypes:        []analysis.Fact{new(Summary), new(Reaches)},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Package](),
}

// A Package knows what becomes of the resources in one package.
type Package struct {
	Resources []*Resource // by place
	Releases  []*Release  // by place

	*program
	library
	onces

	pass      *analysis.Pass
	bodies    map[*ssa.Function]*body
	steps     map[*ssa.Function]int // that were taken in explorations
	effects   map[partKey]*PartEffect
	results   map[partKey][]Result
	releases  map[partKey][]found
	fieldUses map[fieldKey]FieldUse
}

// An argument is one of a C function.
type argument struct {
	name  string // C.f
	index int
}

func run(pass *analysis.Pass) (any, error) {
	code := &program{
		src: pass.ResultOf[cgosource.Analyzer].(*cgosource.Package), csummary: pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		writes: make(map[*ssa.Function]map[types.Object]bool),
	}
	p := &Package{
		program: code, library: newLibrary(code), onces: onces{program: code}, pass: pass,
		bodies: make(map[*ssa.Function]*body), steps: make(map[*ssa.Function]int),
		effects: make(map[partKey]*PartEffect), results: make(map[partKey][]Result), releases: make(map[partKey][]found),
		fieldUses: make(map[fieldKey]FieldUse),
	}
	if !p.src.UsesCgo() && !p.usesFacts() {
		return p, nil
	}
	pkg, err := p.src.SSA()
	if err != nil {
		return p, nil // what does not compile is not judged
	}
	p.ssa = pkg
	p.findFunctions()
	p.findEnding()
	p.findOwned()
	p.findStructs()
	p.findReferences()
	for _, kind := range Kinds {
		for _, fn := range p.functions {
			p.acquiredIn(kind, fn)
		}
		p.followAgain(kind)
		p.dropFailed()
		for _, fn := range p.functions {
			for _, r := range p.releasesIn(kind, fn) {
				p.Releases = append(p.Releases, r.Release)
			}
		}
	}
	p.export()
	return p, nil
}

// usesFacts reports whether the package imports one whose functions handle
// resources.
func (p *Package) usesFacts() bool {
	return slices.ContainsFunc(p.pass.Pkg.Imports(), func(imported *types.Package) bool {
		return p.pass.ImportPackageFact(imported, new(Reaches))
	})
}

// acquiredIn follows what a function acquires.
func (p *Package) acquiredIn(kind *Kind, fn *ssa.Function) {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			for _, a := range kind.Acquires(p, call) {
				t := p.explore(kind, fn, start{at: call, acquire: &a})
				if len(t.kept) > 0 && len(t.Lost) == 0 {
					kept := t.kept
					t = p.explore(kind, fn, start{at: call, acquire: &a, borrowed: kept})
					p.noteGiven(t, kept)
				}
				if !t.Complete && len(t.Lost) == 0 && a.Where == InResult && a.Path == "" && p.onlyLookedAt(kind, call.Value()) {
					t.Lost = []Loss{{How: AtReturn, At: call, Used: true, Assumed: true}}
				}
				p.Resources = append(p.Resources, &Resource{Kind: kind, Acquisition: a, Func: fn, At: call, Trace: t})
			}
		}
	}
}

// noteGiven notes the arguments of C functions, of which nothing is known, that
// the function frees on all paths after the call.
func (p *Package) noteGiven(t *Trace, kept []argument) {
	if t.Complete && t.ends.freed > 0 && t.ends.given+t.ends.untouched == 0 {
		for _, a := range kept {
			p.given[a] = true
		}
	}
}

// followAgain follows resources again that a C function may have taken of
// which other code of the package knows better: it frees what it has passed
// there, on all paths.
func (p *Package) followAgain(kind *Kind) {
	for _, r := range p.Resources {
		if r.Kind == kind && r.ends.freed > 0 && r.ends.given+r.ends.untouched == 0 && r.Complete {
			for _, e := range r.Events {
				if e.What == Taken && !e.Inside && e.After == nil {
					p.given[argument{e.By, e.Arg}] = true
				}
			}
		}
	}
	if len(p.given) == 0 {
		return
	}
	clear(p.effects)
	clear(p.results)
	for _, r := range p.Resources {
		if r.Kind == kind && slices.ContainsFunc(r.Events, func(e *Event) bool { return e.What == Taken && p.given[argument{e.By, e.Arg}] }) {
			r.Trace = p.explore(kind, r.Func, start{at: r.At, acquire: &r.Acquisition})
		}
	}
}
