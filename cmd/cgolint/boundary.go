package main

import (
	"encoding/json"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/boundary"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/explain"
)

// crossings reports, in JSON, what is known of each call of C, for the
// commands why and report.
var crossings = &analysis.Analyzer{
	Name:             "boundary",
	Doc:              "say what crosses between Go and C",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, explain.Analyzer},
	Run:              reportBoundary,
	RunDespiteErrors: true,
}

func reportBoundary(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[explain.Analyzer].(*boundary.Package)
	if p == nil {
		return nil, nil
	}
	text, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
	pass.ReportRangef(src.Files[0].Name, "%s", text)
	return nil, nil
}
