package unitchecker

import (
	"fmt"
	"go/types"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// These are the functions that a pass has for facts. Analyzers run at the
// same time, and share the set.

func (s *factSet) importObject(obj types.Object, fact analysis.Fact) bool {
	return s.get(factKey{obj.Pkg(), obj, reflect.TypeOf(fact)}, fact)
}

func (s *factSet) importPackage(pkg *types.Package, fact analysis.Fact) bool {
	return s.get(factKey{pkg: pkg, typ: reflect.TypeOf(fact)}, fact)
}

func (s *factSet) get(key factKey, fact analysis.Fact) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	have, ok := s.facts[key]
	if ok {
		reflect.ValueOf(fact).Elem().Set(reflect.ValueOf(have).Elem())
	}
	return ok
}

func (s *factSet) exportObject(obj types.Object, fact analysis.Fact) {
	if obj.Pkg() != s.pkg {
		panic(fmt.Sprintf("a fact about %s, which is not of package %s", obj, s.pkg.Path()))
	}
	s.set(factKey{s.pkg, obj, reflect.TypeOf(fact)}, fact)
}

func (s *factSet) exportPackage(fact analysis.Fact) {
	s.set(factKey{pkg: s.pkg, typ: reflect.TypeOf(fact)}, fact)
}

func (s *factSet) set(key factKey, fact analysis.Fact) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.facts[key] = fact
}

func (s *factSet) objects(a *analysis.Analyzer) []analysis.ObjectFact {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []analysis.ObjectFact
	for key, fact := range s.facts {
		if key.obj != nil && hasFact(a, key.typ) {
			all = append(all, analysis.ObjectFact{Object: key.obj, Fact: fact})
		}
	}
	return all
}

func (s *factSet) packages(a *analysis.Analyzer) []analysis.PackageFact {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []analysis.PackageFact
	for key, fact := range s.facts {
		if key.obj == nil && hasFact(a, key.typ) {
			all = append(all, analysis.PackageFact{Package: key.pkg, Fact: fact})
		}
	}
	return all
}

func hasFact(a *analysis.Analyzer, t reflect.Type) bool {
	return slices.ContainsFunc(a.FactTypes, func(f analysis.Fact) bool { return reflect.TypeOf(f) == t })
}
