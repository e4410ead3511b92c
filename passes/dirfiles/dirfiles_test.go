package dirfiles_test

import (
	"go/types"
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
			s, isStruct := scope.Lookup(name).Type().Underlying().(*types.Struct)
			for i := range fieldsOf(s, isStruct) {
				if file := p.MentionsField(s.Field(i).Name()); file != "" {
					pass.Reportf(s.Field(i).Pos(), "field %s is mentioned in %s", s.Field(i).Name(), filepath.Base(file))
				}
			}
			if file := p.Mentions(name); file != "" {
				pass.Reportf(scope.Lookup(name).Pos(), "%s is mentioned in %s", name, filepath.Base(file))
			}
		}
		return nil, nil
	},
}

func fieldsOf(s *types.Struct, ok bool) int {
	if !ok {
		return 0
	}
	return s.NumFields()
}

func Test(t *testing.T) {
	analyzertest.Run(t, mentioned, "dirfiles/...")
}
