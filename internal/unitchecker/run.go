package unitchecker

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// A result is what an analyzer made of the package.
type result struct {
	analyzer    *analysis.Analyzer
	diagnostics []analysis.Diagnostic
	value       any
	err         error
	failed      *result // of the analyzer that it needs and that failed, or nil
}

// runAll runs the analyzers, and those that they require before them; what
// does not depend on each other at the same time.
func (u *unit) runAll(analyzers []*analysis.Analyzer) []*result {
	s := schedule{unit: u, jobs: make(map[*analysis.Analyzer]func() *result)}
	s.plan(analyzers)
	return s.wait(analyzers)
}

// A schedule has, for each analyzer, the function that runs it once.
type schedule struct {
	*unit
	jobs map[*analysis.Analyzer]func() *result
}

func (s *schedule) plan(analyzers []*analysis.Analyzer) {
	for _, a := range analyzers {
		if s.jobs[a] == nil {
			s.jobs[a] = sync.OnceValue(func() *result { return s.run(a, s.wait(a.Requires)) })
			s.plan(a.Requires)
		}
	}
}

// wait returns the results of analyzers, in their order.
func (s *schedule) wait(analyzers []*analysis.Analyzer) []*result {
	results := make([]*result, len(analyzers))
	var jobs sync.WaitGroup
	for i, a := range analyzers {
		jobs.Go(func() { results[i] = s.jobs[a]() })
	}
	jobs.Wait()
	return results
}

// run runs one analyzer, given the results of those that it requires.
func (s *schedule) run(a *analysis.Analyzer, required []*result) *result {
	r := &result{analyzer: a}
	values := make(map[*analysis.Analyzer]any)
	for _, req := range required {
		if req.err != nil {
			r.err, r.failed = fmt.Errorf("%s needs %s, which failed: %w", a.Name, req.analyzer.Name, req.err), req
			return r
		}
		values[req.analyzer] = req.value
	}
	pass := s.pass(a, values)
	pass.Report = func(d analysis.Diagnostic) { r.diagnostics = append(r.diagnostics, d) }
	r.value, r.err = a.Run(pass)
	return r
}

func (u *unit) pass(a *analysis.Analyzer, values map[*analysis.Analyzer]any) *analysis.Pass {
	return &analysis.Pass{
		Analyzer: a, Fset: u.fset, Files: u.files, OtherFiles: u.cfg.NonGoFiles, IgnoredFiles: u.cfg.IgnoredFiles,
		Pkg: u.pkg, TypesInfo: u.info, TypesSizes: u.sizes, Module: u.module(),
		ResultOf: values, ReadFile: u.readFile,
		ImportObjectFact: u.facts.importObject, ExportObjectFact: u.facts.exportObject,
		ImportPackageFact: u.facts.importPackage, ExportPackageFact: u.facts.exportPackage,
		AllObjectFacts:  func() []analysis.ObjectFact { return u.facts.objects(a) },
		AllPackageFacts: func() []analysis.PackageFact { return u.facts.packages(a) },
	}
}

func (u *unit) module() *analysis.Module {
	if u.cfg.ModulePath == "" {
		return nil
	}
	version := strings.TrimPrefix(u.cfg.GoVersion, "go")
	return &analysis.Module{Path: u.cfg.ModulePath, Version: u.cfg.ModuleVersion, GoVersion: version}
}

// readFile reads a file of the package; an analyzer may read no others in
// this way.
func (u *unit) readFile(name string) ([]byte, error) {
	if !slices.Contains(slices.Concat(u.cfg.GoFiles, u.cfg.NonGoFiles, u.cfg.IgnoredFiles), name) {
		return nil, fmt.Errorf("%s is no file of the package", name)
	}
	return os.ReadFile(name)
}
