package argcheck_test

import (
	"fmt"
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/argcheck"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// show reports what the run time checks of each argument of a C function.
var show = &analysis.Analyzer{
	Name:             "show",
	Doc:              "report what is checked of arguments",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		forms := argcheck.New(src)
		for _, call := range src.Calls() {
			f, ok := src.Info.TypeOf(call.Fun).(*types.Signature)
			if !ok {
				continue
			}
			for i, arg := range call.Args {
				form := forms.Of(arg, f.Params().At(i).Type())
				text := fmt.Sprintf("%s: %s", forms.Subject(form), checked(src, form))
				src.Report(pass, analysis.Diagnostic{Pos: arg.Pos(), Message: text})
			}
		}
		return nil, nil
	},
}

// checked says what is checked.
func checked(src *cgosource.Package, f argcheck.Form) string {
	switch f.Kind {
	case argcheck.Unchecked:
		return "unchecked"
	case argcheck.Element:
		return "the array of an element of " + src.Text(f.Of)
	case argcheck.Address, argcheck.Slicing:
		return src.Text(f.Of)
	}
	return "all of it"
}

func TestForms(t *testing.T) { analyzertest.Run(t, show, "argcheck/forms") }
