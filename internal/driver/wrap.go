package driver

import (
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"runtime/debug"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/fixes"
)

// wrap returns copies of the analyzers that do not let a panic end the
// process, and that offer go vet -fix only what it may apply.
//
// The analyzers that they require are copied too. An original sees nothing of
// this: in its pass, results are under the original analyzers.
func wrap(analyzers []*analysis.Analyzer, unsafe func() bool) []*analysis.Analyzer {
	w := wrapper{make(map[*analysis.Analyzer]*analysis.Analyzer), unsafe}
	var copies []*analysis.Analyzer
	for _, a := range analyzers {
		copies = append(copies, w.wrap(a))
	}
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

type wrapper struct {
	copies map[*analysis.Analyzer]*analysis.Analyzer // by original
	unsafe func() bool                               // whether -fix applies unsafe fixes
}

// A failure is the result of an analyzer that failed. The unit checker does
// not tell why an analyzer could not run that requires a failed one, so the
// error is handed on as a result.
type failure struct{ err error }

func (w *wrapper) wrap(a *analysis.Analyzer) *analysis.Analyzer {
	if c, ok := w.copies[a]; ok {
		return c
	}
	c := *a
	w.copies[a] = &c
	c.Requires = nil
	for _, req := range a.Requires {
		c.Requires = append(c.Requires, w.wrap(req))
	}
	c.Run = func(pass *analysis.Pass) (any, error) {
		result, err := w.run(a, pass)
		if err != nil {
			return failure{err}, nil
		}
		return result, nil
	}
	return &c
}

// run runs the original analyzer in the pass made for its copy.
func (w *wrapper) run(a *analysis.Analyzer, pass *analysis.Pass) (result any, err error) {
	own := *pass
	own.Analyzer = a
	own.ResultOf = make(map[*analysis.Analyzer]any)
	for _, req := range a.Requires {
		r := pass.ResultOf[w.copies[req]]
		if f, ok := r.(failure); ok {
			return nil, f.err
		}
		own.ResultOf[req] = r
	}
	own.Report = func(d analysis.Diagnostic) {
		d.SuggestedFixes = w.offer(pass, d.SuggestedFixes)
		pass.Report(d)
	}
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%s: panic: %v\n%s", a.Name, v, debug.Stack())
		}
	}()
	result, err = a.Run(&own)
	if err != nil {
		err = fmt.Errorf("%s: %w", a.Name, err)
	}
	return result, err
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
		case applied && (!w.unsafe() && !fixes.IsSafe(f.Message) || editsGenerated(pass.Fset, f)):
			continue
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
