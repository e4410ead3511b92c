package session

import (
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// facts are those of one package, with the analyzer that has exported each.
type facts struct {
	mu       sync.Mutex // held while they are noted: analyzers run at the same time
	objects  []analyzerFact[analysis.ObjectFact]
	packages []analyzerFact[analysis.PackageFact]
}

type analyzerFact[F any] struct {
	analyzer string // its name
	fact     F
}

// zero returns a result of an analyzer's type, which is not looked at.
func zero(a *analysis.Analyzer) any {
	if a.ResultType == nil {
		return nil
	}
	return reflect.Zero(a.ResultType).Interface()
}

// record notes the facts that the pass exports.
func (f *facts) record(pass *analysis.Pass) {
	a, object, pkg := pass.Analyzer.Name, pass.ExportObjectFact, pass.ExportPackageFact
	pass.ExportObjectFact = func(obj types.Object, fact analysis.Fact) {
		object(obj, fact)
		f.mu.Lock()
		defer f.mu.Unlock()
		f.objects = append(f.objects, analyzerFact[analysis.ObjectFact]{a, analysis.ObjectFact{Object: obj, Fact: fact}})
	}
	pass.ExportPackageFact = func(fact analysis.Fact) {
		pkg(fact)
		f.mu.Lock()
		defer f.mu.Unlock()
		f.packages = append(f.packages, analyzerFact[analysis.PackageFact]{a, analysis.PackageFact{Package: pass.Pkg, Fact: fact}})
	}
}

// export exports in a pass what was noted of its analyzer.
func (f *facts) export(pass *analysis.Pass) {
	if f == nil {
		return
	}
	for _, o := range f.objects {
		if o.analyzer == pass.Analyzer.Name {
			pass.ExportObjectFact(o.fact.Object, o.fact.Fact)
		}
	}
	for _, p := range f.packages {
		if p.analyzer == pass.Analyzer.Name {
			pass.ExportPackageFact(p.fact.Fact)
		}
	}
}
