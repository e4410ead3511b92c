package dirfiles_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/dirfiles"
)

// mentioned reports the names of the package that other files of its folder
// have.
var mentioned = &analysis.Analyzer{
	Name:             "mentioned",
	Doc:              "report names that other files of the folder mention",
	Requires:         []*analysis.Analyzer{dirfiles.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		p := pass.ResultOf[dirfiles.Analyzer].(*dirfiles.Package)
		scope := pass.Pkg.Scope()
		for _, name := range scope.Names() {
			if file := p.Mentions(name); file != "" {
				pass.Reportf(scope.Lookup(name).Pos(), "%s is mentioned in %s", name, filepath.Base(file))
			}
		}
		return nil, nil
	},
}

func Test(t *testing.T) {
	analyzertest.Run(t, mentioned, "dirfiles/...")
}
