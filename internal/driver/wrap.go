package driver

import (
	"errors"
	"flag"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzercopy"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/fixes"
	"github.com/cgolint/cgolint/internal/registrycopy"
	"github.com/cgolint/cgolint/internal/settings"
	"github.com/cgolint/cgolint/internal/unitchecker"
)

// A wrapper changes analyzers for the unit checker.
type wrapper struct {
	configured     *configured // nil when there is nothing to analyse
	build          *build.Context
	opened         *opened
	unit           *unitchecker.Config // nil when the tool is only asked what it is
	keep           bool                // findings that the user has ignored are wanted
	timed          *bool               // a flag: say how long analyzers take
	unsafe, attach *bool               // flags: -fix applies unsafe fixes; findings keep what is attached to them
	profiled       *bool               // flag: a profile will say which crossings take time
}

// wrap returns copies of the analyzers that do not let a panic end the
// process, that report only what is selected, and that offer go vet -fix only
// what it may apply.
func (w *wrapper) wrap(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	change := analyzercopy.Change{Settings: new(settings.Config)}
	if w.configured != nil {
		change = w.configured.Change()
		change.Settings.Contracts = w.configured.contracts
	}
	change.Settings.KeepSuppressed = w.keep
	change.Around, change.Settings.Build, change.Settings.Opened = w.run, w.build, w.opened.add
	copies := analyzercopy.Of(analyzers, change)
	for i := range copies {
		run := copies[i].Run
		copies[i].Run = func(pass *analysis.Pass) (any, error) {
			result, err := run(pass)
			if f, ok := result.(failure); ok {
				return nil, f.err
			}
			return result, err
		}
	}
	return copies
}

// A failure is the result of an analyzer that failed. The unit checker does
// not tell why an analyzer could not run that requires a failed one, so the
// error is handed on as a result.
type failure struct{ err error }

func (w *wrapper) run(pass *analysis.Pass, run func() (any, error)) (any, error) {
	for _, req := range pass.Analyzer.Requires {
		if f, ok := pass.ResultOf[req].(failure); ok {
			return f, nil
		}
	}
	report := pass.Report
	pass.Report = func(d analysis.Diagnostic) {
		plain, info := finding.Detach(d)
		shown := w.configured.In(pass.Fset.Position(d.Pos).Filename)
		if name := pass.Analyzer.Name; !shown.Shows(name, d.Category, info) {
			if !*w.profiled || !slices.Contains(crossings, name) || !shown.Shows(name, d.Category, measured(info)) {
				return
			}
			info.Unmeasured = true
			d = finding.Attach(plain, info)
		}
		if !*w.attach {
			d = plain
		}
		d.SuggestedFixes = w.offer(pass, d.SuggestedFixes)
		report(d)
	}
	start := time.Now()
	result, err := run()
	if *w.timed {
		sayTiming(pass.Analyzer.Name, time.Since(start))
	}
	if err != nil {
		return failure{err}, nil
	}
	return result, nil
}

// measured returns what is attached to a finding as if its confidence were
// high.
func measured(info finding.Info) finding.Info {
	info.Confidence = finding.High
	return info
}

// offer returns those of a diagnostic's fixes that the unit checker can pass
// on. Under -fix it applies the first and complains about any other, so there
// only the first that is allowed is left.
func (w *wrapper) offer(pass *analysis.Pass, list []analysis.SuggestedFix) []analysis.SuggestedFix {
	var offered []analysis.SuggestedFix
	applied := isSet("fix")
	for _, f := range list {
		switch {
		case !inOwnLines(pass.Fset, f):
			continue
		case applied && (!*w.unsafe && !fixes.IsSafe(f.Message) || editsGenerated(pass.Fset, f)):
			continue
		}
		if !*w.attach {
			var ok bool
			if f, ok = registrycopy.Offer(pass.Fset, f); !ok {
				continue // this driver makes no files
			}
		}
		offered = append(offered, f)
		if applied {
			break
		}
	}
	return offered
}

// isSet reports whether a boolean flag of the process is set.
func isSet(name string) bool {
	f := flag.Lookup(name)
	return f != nil && f.Value.String() == "true"
}

// inOwnLines reports whether the fix edits files under their own name: the
// unit checker names the file that a //line comment names, and its offsets
// would not fit.
func inOwnLines(fset *token.FileSet, f analysis.SuggestedFix) bool {
	for _, e := range f.TextEdits {
		if file := fset.File(e.Pos); file != nil && file.Position(e.Pos).Filename != file.Name() {
			return false
		}
	}
	return true
}

// editsGenerated reports whether the fix edits a generated file. (The unit
// checker asks this of the files of the pass, which those of the user are not
// when the package uses cgo.)
func editsGenerated(fset *token.FileSet, f analysis.SuggestedFix) bool {
	seen := make(map[string]bool)
	for _, e := range f.TextEdits {
		file := fset.File(e.Pos)
		if file == nil || seen[file.Name()] {
			continue
		}
		seen[file.Name()] = true
		if isGenerated(file.Name()) {
			return true
		}
	}
	return false
}

func isGenerated(name string) bool {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly|parser.ParseComments)
	if errors.Is(err, os.ErrNotExist) || f == nil {
		return false
	}
	return ast.IsGenerated(f)
}
