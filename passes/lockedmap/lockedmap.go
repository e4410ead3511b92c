// Package lockedmap finds maps that a program has once and guards with one
// lock, for which all goroutines wait, and the counters that number their
// entries.
package lockedmap

import (
	"fmt"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/settings"
	"github.com/cgolint/cgolint/passes/callgraph"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/guard"
)

// Analyzer finds the maps; it reports nothing. Its result is a *[Package].
var Analyzer = &analysis.Analyzer{
	Name:             "lockedmap",
	Doc:              "find global maps behind one lock",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/lockedmap",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, guard.Analyzer, callgraph.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Package](),
}

// scope says which packages are looked at. Checks have a flag of the same value.
var scope = ScopeFlag("cgo")

func init() {
	Analyzer.Flags.Var(&scope, ScopeName, "packages to look at: cgo (those that use cgo) or all")
}

// ScopeName is the name of the flag that says which packages are looked at.
const ScopeName = "scope"

// A ScopeFlag is "cgo", for the packages that use cgo, or "all".
type ScopeFlag string

// String returns the scope.
func (s *ScopeFlag) String() string { return string(*s) }

// Get returns the scope.
func (s *ScopeFlag) Get() any { return *s }

// Set sets the scope, or says why it cannot be value.
func (s *ScopeFlag) Set(value string) error {
	if value != "cgo" && value != "all" {
		return fmt.Errorf("scope is %q, want cgo or all", value)
	}
	*s = ScopeFlag(value)
	return nil
}

// A Package holds the maps of one package that are looked up where waiting for
// the lock matters. It is shared by all analyzers of a run and must not be
// modified.
type Package struct {
	Maps []*Map // in source order by file

	src   *cgosource.Package
	info  *types.Info
	guard *guard.Package
	graph *callgraph.Graph

	scope    ScopeFlag
	created  func() map[*types.TypeName][]creation
	boundary func() *boundary
}

func run(pass *analysis.Pass) (any, error) {
	p := &Package{
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		guard: pass.ResultOf[guard.Analyzer].(*guard.Package),
		graph: pass.ResultOf[callgraph.Analyzer].(*callgraph.Graph),
		scope: settings.Flag[ScopeFlag](pass, ScopeName),
	}
	p.info = p.src.Info
	p.created = sync.OnceValue(p.findCreations)
	p.boundary = sync.OnceValue(p.findBoundary)
	if len(p.guard.Regions) == 0 || !p.src.UsesCgo() && p.scope != "all" {
		return p, nil
	}
	for _, m := range p.maps() {
		if p.hurts(m) {
			p.findCounter(m)
			p.Maps = append(p.Maps, m)
		}
	}
	return p, nil
}

// CounterOf returns the map whose entries v numbers, or nil.
func (p *Package) CounterOf(v *types.Var) *Map {
	for _, m := range p.Maps {
		if m.Counter == v {
			return m
		}
	}
	return nil
}

// hurts reports whether the map is looked up where waiting for the lock is
// felt: by C code that calls into Go, around calls of C functions, by what
// only C can give, or in scope all by several functions of any package.
func (p *Package) hurts(m *Map) bool {
	if m.count(Insert)+m.count(Remove)+m.count(Swap) == 0 || m.count(Lookup) == 0 || p.isFixed(m) {
		return false
	}
	if p.scope == "all" && len(m.functions()) > 1 {
		return true
	}
	if isAddress(m.Key()) && p.src.UsesCgo() {
		return true
	}
	g := p.boundary()
	for _, a := range m.Accesses {
		if m.locked(a) && (len(g.exported[a.Func]) > 0 || m.crosses() && g.aroundC[a.Func]) {
			return true
		}
	}
	return false
}
