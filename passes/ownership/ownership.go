package ownership

import (
	"go/types"
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
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

	pass     *analysis.Pass
	src      *cgosource.Package
	csummary *csummary.Package
	ssa      *ssa.Package

	mu        sync.Mutex // held by queries: several passes ask at a time
	functions []*ssa.Function
	methods   map[string][]*ssa.Function // by name, for interfaces with one implementation
	bodies    map[*ssa.Function]*body
	steps     map[*ssa.Function]int // that were taken in explorations
	effects   map[partKey]*PartEffect
	results   map[partKey][]Result
	releases  map[partKey][]found
	writes    map[*ssa.Function]map[types.Object]bool
	calls     *govalue.Calls
	once      map[*ssa.Function]bool // functions that run once; nil until it is asked
	fields    map[*types.Var][]ssa.Value
	fieldUses map[fieldKey]FieldUse
	deletes   *bool               // whether an export deletes handles, when asked for
	given     map[argument]bool   // that the program frees after the call
	owned     map[argument]string // what C functions hand out, and what the program frees it with: see findOwned
	ending    map[string]bool     // C functions with which finalizers end objects: see findEnding
	unrefs    map[string]string   // by C function that takes a reference: the one that gives it up
	structs   map[argument]string // which structs they put memory into, and what frees that: see findStructs
}

// An argument is one of a C function.
type argument struct {
	name  string // C.f
	index int
}

func run(pass *analysis.Pass) (any, error) {
	p := &Package{
		pass: pass, src: pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		csummary: pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		methods:  make(map[string][]*ssa.Function), bodies: make(map[*ssa.Function]*body), steps: make(map[*ssa.Function]int),
		effects: make(map[partKey]*PartEffect), results: make(map[partKey][]Result),
		releases: make(map[partKey][]found), writes: make(map[*ssa.Function]map[types.Object]bool),
		given: make(map[argument]bool), owned: make(map[argument]string), ending: make(map[string]bool),
		structs: make(map[argument]string), unrefs: make(map[string]string),
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

// findFunctions lists the functions of the package that have bodies, methods
// and literals included, in source order.
func (p *Package) findFunctions() {
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || fn.Blocks == nil {
			return
		}
		p.functions = append(p.functions, fn)
		for _, lit := range fn.AnonFuncs {
			add(lit)
		}
	}
	for _, obj := range p.src.Info.Defs {
		if fn, ok := obj.(*types.Func); ok {
			add(p.ssa.Prog.FuncValue(fn))
		}
	}
	add(p.ssa.Func("init"))
	slices.SortStableFunc(p.functions, func(x, y *ssa.Function) int {
		if x.Pos() != y.Pos() {
			return int(x.Pos() - y.Pos())
		}
		return strings.Compare(x.String(), y.String())
	})
	p.functions = slices.Compact(p.functions)
	for _, fn := range p.functions {
		if fn.Signature.Recv() != nil && fn.Synthetic == "" {
			p.methods[fn.Name()] = append(p.methods[fn.Name()], fn)
		}
	}
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
					t = p.explore(kind, fn, start{at: call, acquire: &a, borrowed: t.kept})
				}
				if !t.Complete && len(t.Lost) == 0 && a.Where == InResult && a.Path == "" && p.onlyLookedAt(kind, call.Value()) {
					t.Lost = []Loss{{How: AtReturn, At: call, Used: true, Assumed: true}}
				}
				p.Resources = append(p.Resources, &Resource{Kind: kind, Acquisition: a, Func: fn, At: call, Trace: t})
			}
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

// has reports whether fn is of the package, or was made of a function of it:
// an instance, or a method value.
func (p *Package) has(fn *ssa.Function) bool {
	if fn.Pkg != nil {
		return fn.Pkg == p.ssa
	}
	return fn.Object() != nil && fn.Object().Pkg() == p.ssa.Pkg || fn.Origin() != nil && fn.Origin().Pkg == p.ssa
}

// onlyMethod returns the method that a call through an interface of this
// package must mean: one type of the package implements it.
func (p *Package) onlyMethod(common *ssa.CallCommon) *ssa.Function {
	named, ok := types.Unalias(common.Value.Type()).(*types.Named)
	if !ok || named.Obj().Pkg() != p.ssa.Pkg {
		return nil
	}
	iface, ok := named.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var only *ssa.Function
	for _, fn := range p.methods[common.Method.Name()] {
		if types.Implements(fn.Signature.Recv().Type(), iface) {
			if only != nil {
				return nil
			}
			only = fn
		}
	}
	return only
}

// writesOf returns the fields and variables that a function of the package
// may write, with what it calls; nil when that is not known.
func (p *Package) writesOf(fn *ssa.Function) map[types.Object]bool {
	if w, ok := p.writes[fn]; ok {
		return w
	}
	w := make(map[types.Object]bool)
	p.writes[fn] = w // of itself, when it is recursive
	p.addWrites(w, fn, make(map[*ssa.Function]bool))
	return w
}

func (p *Package) addWrites(w map[types.Object]bool, fn *ssa.Function, seen map[*ssa.Function]bool) {
	if seen[fn] || len(seen) > 500 {
		return
	}
	seen[fn] = true
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				if addr, ok := instr.Addr.(*ssa.FieldAddr); ok {
					w[govalue.Field(addr)] = true
				} else if st, ok := instr.Val.Type().Underlying().(*types.Struct); ok {
					for f := range st.Fields() {
						w[f] = true
					}
				}
			case ssa.CallInstruction:
				if callee := instr.Common().StaticCallee(); callee != nil && p.has(callee) {
					p.addWrites(w, callee, seen)
				}
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		p.addWrites(w, lit, seen)
	}
}
