// Package heat tells analyzers how often code is likely to run, so that a check
// can leave out what does not matter: a loop over the arguments of main, a map
// that one error handler looks up.
//
// It is a guess from evidence, and the evidence comes with it: the type and the
// name of what a loop ranges over, the name of the function and who calls it,
// what else the function does. A profile, where there is one, overrides it.
package heat

import (
	"go/ast"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/cost"
	"github.com/cgolint/cgolint/passes/crossing"
)

// Analyzer reports nothing. Its result is a *[Result].
var Analyzer = &analysis.Analyzer{
	Name:             "heat",
	Doc:              "guess how often code runs",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/heat",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, crossing.Analyzer, cost.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Result](),
}

// A Level says how often code runs.
type Level int

// The levels.
const (
	Unknown Level = iota
	Cold          // a few times
	Hot           // often
)

func (l Level) String() string { return [...]string{"unknown", "cold", "hot"}[l] }

// Evidence is a level with its reason: a clause, such as "the loop runs once per
// element of samples, which holds numbers". It is empty where the level is
// unknown.
type Evidence struct {
	Level Level
	Why   string
}

// A Result guesses for one package.
type Result struct {
	src   *cgosource.Package
	cross *crossing.Result
	cost  *cost.Result

	places map[*crossing.Function]Evidence
}

func run(pass *analysis.Pass) (any, error) {
	return &Result{
		src:    pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		cross:  pass.ResultOf[crossing.Analyzer].(*crossing.Result),
		cost:   pass.ResultOf[cost.Analyzer].(*cost.Result),
		places: make(map[*crossing.Function]Evidence),
	}, nil
}

// Loop returns how often the body of a loop of f runs, with what is known of
// the loop and of the function.
func (r *Result) Loop(f *crossing.Function, loop ast.Stmt) Evidence {
	turns := r.Turns(f, loop)
	place := r.Place(f)
	switch {
	case turns.Level == Cold || turns.Level == Hot:
		return turns
	case place.Level != Unknown:
		return place
	}
	return turns
}
