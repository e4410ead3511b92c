package analyzertest

import (
	"testing"

	"golang.org/x/tools/go/analysis"
)

func checkFixes(t testing.TB, src string, a *analysis.Analyzer, r result) {}
