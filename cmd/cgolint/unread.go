package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// unread reports the C code of which checks know nothing, because it could
// not be read: a diagnostic for each reason, at the package clause of the
// first file with a preamble.
var unread = &analysis.Analyzer{
	Name:             "unread",
	Doc:              "say which C code could not be read",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer},
	Run:              reportUnread,
	RunDespiteErrors: true,
}

// late reports what checks have asked for and there was no time for.
var late = &analysis.Analyzer{
	Name:             "late",
	Doc:              "say which C code there was no time for",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer},
	Run:              reportLate,
	RunDespiteErrors: true,
}

func reportLate(pass *analysis.Pass) (any, error) {
	src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
	names := pass.ResultOf[csummary.Analyzer].(*csummary.Package).Late()
	if len(names) > 0 {
		at := src.Files[0].Name
		pass.ReportRangef(at, "the time for reading C is used up, and nothing is said about %s", sentence.List(shortList(names)))
	}
	return nil, nil
}

// shortList shortens a list that nobody would read.
func shortList(names []string) []string {
	const most = 12
	if len(names) <= most {
		return names
	}
	return append(names[:most:most], fmt.Sprintf("%d more", len(names)-most))
}

func reportUnread(pass *analysis.Pass) (any, error) {
	src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
	preambles := src.Preambles()
	if len(preambles) == 0 {
		return nil, nil
	}
	at := preambles[0].File.Name
	sums := pass.ResultOf[csummary.Analyzer].(*csummary.Package)
	if err := sums.Problem(); err != nil {
		pass.ReportRangef(at, "%s", oneLine(err))
	}
	for _, u := range sums.Unread() {
		what, it := "the C code", "it"
		if u.Partial {
			what, it = "some of the C code", "that"
		}
		pass.ReportRangef(at, "%s of %s could not be read, and nothing is said about %s: %s", what, filepath.Base(u.Name), it, oneLine(u.Err))
	}
	return nil, nil
}

func oneLine(err error) string {
	return strings.Join(strings.FieldsFunc(err.Error(), func(r rune) bool { return r == '\n' }), "; ")
}
