package analyzercopy_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzercopy"
)

// base and user are an analyzer and one that requires it.
func chain(run func(*analysis.Pass) (any, error)) (base, user *analysis.Analyzer) {
	base = &analysis.Analyzer{Name: "base", Doc: "base", Run: run, ResultType: reflect.TypeFor[int]()}
	user = &analysis.Analyzer{Name: "user", Doc: "user", Requires: []*analysis.Analyzer{base}}
	user.Run = func(pass *analysis.Pass) (any, error) {
		pass.Report(analysis.Diagnostic{Message: pass.Analyzer.Name})
		if pass.Analyzer.Requires[0] != base {
			return nil, errors.New("sees the copy")
		}
		return pass.ResultOf[base].(int) + 1, nil
	}
	return base, user
}

func TestOf(t *testing.T) {
	base, user := chain(nil)
	copies := analyzercopy.Of([]*analysis.Analyzer{user, base}, analyzercopy.Change{
		Name: func(a *analysis.Analyzer) string { return a.Name + "2" },
		Around: func(pass *analysis.Pass, run func() (any, error)) (any, error) {
			report := pass.Report
			pass.Report = func(d analysis.Diagnostic) {
				d.Message += "!"
				report(d)
			}
			return run()
		},
	})
	if got := copies[0].Name + " " + copies[1].Name; got != "user2 base2" {
		t.Errorf("copies are called %s", got)
	}
	if len(copies[0].Requires) != 1 || copies[0].Requires[0] != copies[1] {
		t.Error("the copy of user does not require the copy of base")
	}
	var reported []string
	result, err := copies[0].Run(&analysis.Pass{
		Analyzer: copies[0],
		ResultOf: map[*analysis.Analyzer]any{copies[1]: 1},
		Report:   func(d analysis.Diagnostic) { reported = append(reported, d.Message) },
	})
	if err != nil || result != 2 || len(reported) != 1 || reported[0] != "user!" {
		t.Errorf("result %v, error %v, reported %q", result, err, reported)
	}
	if user.Requires[0] != base {
		t.Error("the original was changed")
	}
}

func TestFailures(t *testing.T) {
	for _, test := range []struct {
		name string
		run  func(*analysis.Pass) (any, error)
		want string
	}{
		{"error", func(*analysis.Pass) (any, error) { return nil, errors.New("no luck") }, "base: no luck"},
		{"panic", func(*analysis.Pass) (any, error) { panic("oh") }, "base: panic: oh\ngoroutine "},
	} {
		t.Run(test.name, func(t *testing.T) {
			base, _ := chain(test.run)
			copies := analyzercopy.Of([]*analysis.Analyzer{base}, analyzercopy.Change{})
			if _, err := copies[0].Run(&analysis.Pass{}); err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

// What requires the last one runs after it.
func TestLast(t *testing.T) {
	first := &analysis.Analyzer{Name: "first"}
	last := &analysis.Analyzer{Name: "last"}
	after := &analysis.Analyzer{Name: "after", Requires: []*analysis.Analyzer{first, last}}
	copies := analyzercopy.Of([]*analysis.Analyzer{last, first, after}, analyzercopy.Change{Last: "last"})
	if got := copies[0].Requires; len(got) != 1 || got[0] != copies[1] {
		t.Errorf("last requires %v", got)
	}
	if got := copies[2].Requires; len(got) != 2 || got[1] != copies[0] {
		t.Errorf("after requires %v", got)
	}
}
