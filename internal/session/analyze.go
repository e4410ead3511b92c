package session

import (
	"cmp"
	"context"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	checkers "golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cgolint/cgolint/internal/analyzercopy"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/fixes"
	"github.com/cgolint/cgolint/internal/registrycopy"
	"github.com/cgolint/cgolint/internal/settings"
)

// analyze analyses the roots of a directory that was loaded.
func (s *Session) analyze(ctx context.Context, d *directory, partial func(Part)) (*Report, error) {
	loaded := d.loaded.Load()
	c := &checker{Session: s, parsed: d.cache, meta: loaded, texts: make(map[string][]byte)}
	report := &Report{Texts: c.texts, partial: partial}
	for _, u := range loaded.units {
		if u.changes {
			u.checked, u.facts = nil, nil
		}
	}
	for _, u := range loaded.roots {
		if err := c.analyzeUnit(ctx, u, report); err != nil {
			return nil, err
		}
		for _, name := range u.GoFiles {
			f := d.cache.files[name]
			report.Outdated = report.Outdated || f == nil || loaded.outdated(u, name, f.shape)
		}
	}
	slices.SortFunc(report.Findings, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Start-b.Start, strings.Compare(a.Check, b.Check), strings.Compare(a.Message, b.Message))
	})
	return report, nil
}

// analyzeUnit analyses u after what it imports from source. What is found in
// a root is added to the report; of others, only facts are of interest.
func (c *checker) analyzeUnit(ctx context.Context, u *unit, report *Report) error {
	if u.checked != nil {
		return nil
	}
	for _, imported := range u.imports {
		if imported.fromSource {
			if err := c.analyzeUnit(ctx, imported, report); err != nil {
				return err
			}
		}
	}
	pkg := c.check(u)
	known := c.known()
	u.facts = new(facts)
	if err := c.run(ctx, u, pkg, report); err != nil {
		return err
	}
	c.keepOnly(known)
	u.checked = &packages.Package{
		ID: pkg.ID, Name: pkg.Name, PkgPath: pkg.PkgPath, Module: pkg.Module, Imports: pkg.Imports,
		Fset: pkg.Fset, Types: pkg.Types, TypesSizes: pkg.TypesSizes,
	}
	if !u.changes {
		for _, name := range append(pkg.GoFiles, u.declarations) {
			delete(c.files, name) // it is not parsed again
		}
	}
	return nil
}

// run runs the analyzers on a package, which was made from u. Of packages
// that it imports, they only tell their facts again.
func (c *checker) run(ctx context.Context, u *unit, pkg *packages.Package, report *Report) error {
	done := make(map[*types.Package]*facts)
	for _, other := range c.meta.units {
		if other.checked != nil {
			done[other.checked.Types] = other.facts
		}
	}
	texts := maps.Clone(c.texts)
	around := func(pass *analysis.Pass, run func() (any, error)) (any, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if pass.Pkg != pkg.Types {
			done[pass.Pkg].export(pass)
			return zero(pass.Analyzer), nil
		}
		u.facts.record(pass)
		pass.ReadFile = c.readFile
		var found []analysis.Diagnostic
		pass.Report = func(d analysis.Diagnostic) { found = append(found, d) }
		result, err := run()
		if u.root && c.isCheck(pass.Analyzer) {
			list := c.findings(pass, found)
			report.add(Part{Unit: u.ID, Check: pass.Analyzer.Name, Findings: list, Texts: c.textsOf(texts, list)}, err)
		}
		return result, err
	}
	graph, err := checkers.Analyze(c.bound(around), []*packages.Package{pkg}, nil)
	if err != nil || ctx.Err() != nil {
		return cmp.Or(err, ctx.Err())
	}
	for act := range graph.All() {
		if act.Err != nil && u.root && !slices.ContainsFunc(act.Deps, func(dep *checkers.Action) bool { return dep.Err != nil }) {
			report.Errors = append(report.Errors, act.Err)
		}
	}
	return nil
}

// bound returns copies of the analyzers that have the session's settings.
func (c *checker) bound(around func(*analysis.Pass, func() (any, error)) (any, error)) []*analysis.Analyzer {
	change := analyzercopy.Change{Settings: &settings.Config{AttachInfo: true}}
	if c.Selection != nil {
		change = c.Selection.Change()
	}
	change.Around = around
	change.Settings.Text, change.Settings.Contracts, change.Settings.Build = c.Text, c.Contracts, c.meta.build
	return analyzercopy.Of(c.Analyzers, change)
}

// isCheck reports whether an analyzer is one whose findings are asked for.
func (s *Session) isCheck(a *analysis.Analyzer) bool {
	return slices.ContainsFunc(s.Analyzers, func(other *analysis.Analyzer) bool { return other.Name == a.Name })
}

// readFile gives analyzers the texts that they were given trees of, and the
// newest there is of other files, the same to all.
func (c *checker) readFile(name string) ([]byte, error) {
	if text, ok := c.texts[name]; ok {
		return text, nil
	}
	if text, ok := c.more.Load(name); ok {
		return text.([]byte), nil
	}
	text, err := c.text(name)
	if err != nil {
		return nil, err
	}
	first, _ := c.more.LoadOrStore(name, text)
	return first.([]byte), nil
}

// textsOf returns the texts of the package's files, and of what else the
// findings are in.
func (c *checker) textsOf(own map[string][]byte, list []Finding) map[string][]byte {
	all := own
	add := func(name string) {
		text, ok := c.more.Load(name)
		if _, has := all[name]; has || !ok {
			return
		}
		if len(all) == len(own) {
			all = maps.Clone(own)
		}
		all[name] = text.([]byte)
	}
	for _, f := range list {
		add(f.File)
		for _, fix := range f.Fixes {
			for _, e := range fix.Edits {
				add(e.File)
			}
		}
	}
	return all
}

// add adds what one analyzer has found in one package.
func (r *Report) add(part Part, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		return // see Errors
	}
	r.Findings = append(r.Findings, part.Findings...)
	if r.partial != nil {
		r.partial(part)
	}
}

// findings returns what is shown of the diagnostics of a pass.
func (c *checker) findings(pass *analysis.Pass, list []analysis.Diagnostic) []Finding {
	var all []Finding
	for _, d := range list {
		d, info := finding.Detach(d)
		if c.Selection != nil && !c.Selection.In(pass.Fset.Position(d.Pos).Filename).Shows(pass.Analyzer.Name, d.Category, info) {
			continue
		}
		f := Finding{
			Check: pass.Analyzer.Name, Category: d.Category, Message: d.Message,
			URL:   cmp.Or(d.URL, finding.URL(pass.Analyzer.URL, d.Category)),
			Place: place(pass.Fset, d.Pos, d.End), Confidence: info.Confidence,
			Group: info.Group,
		}
		if c.Selection != nil {
			f.Group = c.Selection.GroupOf(f.Check, d.Category, info)
		}
		for _, rel := range d.Related {
			f.Related = append(f.Related, Related{place(pass.Fset, rel.Pos, rel.End), rel.Message})
		}
		for _, fix := range d.SuggestedFixes {
			fix, ok := registrycopy.Offer(pass.Fset, fix)
			if !ok {
				continue // an editor makes no files
			}
			converted := fixes.Fix{Message: fix.Message}
			for _, e := range fix.TextEdits {
				at := place(pass.Fset, e.Pos, e.End)
				converted.Edits = append(converted.Edits, fixes.Edit{File: at.File, Start: at.Start, End: at.End, New: string(e.NewText)})
			}
			f.Fixes = append(f.Fixes, converted)
		}
		all = append(all, f)
	}
	return all
}

// place returns the extent from pos to end. The name is that of the file
// itself, whatever //line comments say.
func place(fset *token.FileSet, pos, end token.Pos) Place {
	f := fset.File(pos)
	if f == nil {
		return Place{}
	}
	if !end.IsValid() || end < pos || fset.File(end) != f {
		end = pos
	}
	return Place{f.Name(), f.Offset(pos), f.Offset(end)}
}
