package finalize

import (
	"go/token"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// Analyzer finds finalizers and what they free too early; it reports nothing.
// Its result is a *[Package].
var Analyzer = &analysis.Analyzer{
	Name:             "finalize",
	Doc:              "find which objects have finalizers that free C memory, and whether they are alive when C uses it",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/finalize",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Package](),
	FactTypes:        []analysis.Fact{(*Freed)(nil), (*Summary)(nil), (*Reaches)(nil)},
}

// A Package is what is known of the finalizers of one package.
type Package struct {
	// Losses are the places where C uses memory of an object that nothing
	// keeps alive, in source order, one for each object in a function.
	Losses []*Loss

	// Kept are the objects whose finalizers never run.
	Kept []*Kept

	// Children are the objects that may be finalized after what their memory
	// refers to.
	Children []*Child

	// Again are the calls of runtime.SetFinalizer that may come a second time
	// for the same object.
	Again []*Again

	program
	links

	pass *analysis.Pass
	src  *cgosource.Package

	callAt    map[token.Pos]*cgosource.Call // by left parenthesis
	summaries map[*ssa.Function]*Summary
	freed     map[*types.TypeName]*Freed
	setters   map[*types.TypeName]token.Pos // where the finalizer is set
	settings  []settingCall
	takenOff  map[*types.TypeName]bool // types with objects whose finalizer is taken off
	neverRuns map[*types.TypeName]bool // of all objects of the type that have a finalizer
}

func run(pass *analysis.Pass) (any, error) {
	p := &Package{
		pass:      pass,
		src:       pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		links:     links{pass.ResultOf[csummary.Analyzer].(*csummary.Package)},
		program:   program{finalizer: make(map[*ssa.Function]bool)},
		takenOff:  make(map[*types.TypeName]bool),
		callAt:    make(map[token.Pos]*cgosource.Call),
		summaries: make(map[*ssa.Function]*Summary),
		freed:     make(map[*types.TypeName]*Freed),
		setters:   make(map[*types.TypeName]token.Pos),
	}
	if p.src.IsStandard() || !p.src.UsesCgo() && !p.usesFacts() {
		return p, nil
	}
	p.functions = p.src.Functions()
	for _, call := range p.src.Calls() {
		p.callAt[call.Lparen] = call
	}
	p.sites = govalue.CallsIn(p.functions)
	for _, fn := range p.functions {
		p.findSettings(fn)
	}
	p.findKept()
	p.findAgain()
	p.export()
	for _, fn := range p.functions {
		if !p.src.IsTest(fn.Pos()) && !p.finalizer[fn] {
			p.findLosses(fn)
			p.findChildren(fn)
		}
	}
	return p, nil
}

// usesFacts reports whether the package imports one that has finalizers.
func (p *Package) usesFacts() bool {
	for _, imported := range p.pass.Pkg.Imports() {
		if p.pass.ImportPackageFact(imported, new(Reaches)) {
			return true
		}
	}
	return false
}

// freedOf returns what is freed when an object of type t was collected, or
// nil. The type is a pointer to a named type.
func (p *Package) freedOf(t types.Type) (*types.TypeName, *Freed) {
	name := objectType(t)
	if name == nil {
		return nil, nil
	}
	if f := p.freed[name]; f != nil {
		return name, f
	}
	if name.Pkg() == nil || name.Pkg() == p.src.Types {
		return nil, nil
	}
	fact := new(Freed)
	if !p.pass.ImportObjectFact(name, fact) {
		fact = nil
	}
	p.freed[name] = fact
	return name, fact
}

// objectType returns the name of T for a type *T.
func objectType(t types.Type) *types.TypeName {
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	named, ok := types.Unalias(ptr.Elem()).(*types.Named)
	if !ok {
		return nil
	}
	return named.Origin().Obj()
}

// export makes facts of what importing packages may need.
func (p *Package) export() {
	reaches := false
	for name, freed := range p.freed {
		if obj := p.src.Object(name); freed != nil && name.Pkg() == p.src.Types && !p.neverRuns[name] && obj != nil {
			p.pass.ExportObjectFact(obj, freed)
			reaches = true
		}
	}
	for _, fn := range p.functions {
		obj, ok := fn.Object().(*types.Func)
		if !ok || !obj.Exported() || p.src.IsTest(fn.Pos()) {
			continue
		}
		s := p.summary(fn)
		if original := p.src.Object(obj); original != nil && !s.empty() {
			p.pass.ExportObjectFact(original, s)
			reaches = reaches || p.src.UsesCgo() || len(s.Hands)+len(s.Sets) > 0
		}
	}
	if reaches {
		p.pass.ExportPackageFact(&Reaches{})
	}
}
