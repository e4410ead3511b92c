package session_test

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/selection"
	"github.com/cgolint/cgolint/internal/session"
	"github.com/cgolint/cgolint/internal/settings"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// deep is a pass with a flag that tells share.
var deep = &analysis.Analyzer{
	Name: "deep", Doc: "deep", RunDespiteErrors: true, ResultType: reflect.TypeFor[int](),
	Run: func(pass *analysis.Pass) (any, error) { return settings.Flag[int](pass, "depth"), nil },
}

// tell reports of each C call what the settings make of it.
var tell = &analysis.Analyzer{
	Name: "tell", Doc: "tell", RunDespiteErrors: true,
	Requires: []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer, deep},
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		sums := pass.ResultOf[csummary.Analyzer].(*csummary.Package)
		for _, call := range src.Calls() {
			kept := false
			if fn := sums.Func(call.Name); fn != nil && len(fn.Params) > 0 {
				kept = fn.Params[0].Retained != nil
			}
			message := fmt.Sprintf("%s keeps: %v, depth: %d", call.Name, kept, pass.ResultOf[deep])
			src.ReportWith(pass, analysis.Diagnostic{Pos: call.Pos(), Category: "tell", Message: message}, finding.Info{Confidence: finding.Low})
		}
		return nil, nil
	},
}

func init() {
	deep.Flags.Int("depth", 3, "how deep")
	tell.Flags.Var(deep.Flags.Lookup("depth").Value, "depth", "how deep")
}

const settled = `
-- go.mod --
module m

go 1.26
-- m.go --
package m

// extern void lib_set(void *p);
import "C"

func f(p *C.char) { C.lib_set(nil) }
`

// start returns a session with settings of its own, in a directory of its own.
func start(t *testing.T, s selection.Settings, contracts string) (tr *tree, run func() []string) {
	tr = newTree(t, settled)
	selected, err := selection.Of(finding.Catalogue{{Analyzer: tell, Group: finding.Suspicious}}, s)
	if err != nil {
		t.Fatal(err)
	}
	table, err := contract.Parse("contracts", contracts)
	if err != nil {
		t.Fatal(err)
	}
	own := session.New(session.Config{Analyzers: selected.Checks(), Selection: selected, Contracts: table, Text: tr.Text, Unsaved: tr.Unsaved, Env: tr.Env})
	if err := own.Load(context.Background(), tr.dir); err != nil {
		t.Fatal(err)
	}
	return tr, func() (messages []string) {
		report, err := own.Analyze(context.Background(), tr.dir, nil)
		if err != nil {
			return []string{err.Error()}
		}
		for _, err := range report.Errors {
			messages = append(messages, err.Error())
		}
		for _, f := range report.Findings {
			messages = append(messages, f.Message)
		}
		return messages
	}
}

// TestSideBySide runs sessions with different settings at the same time in one
// process, where neither may see the other's.
func TestSideBySide(t *testing.T) {
	flags := map[string]map[string]any{"tell": {"depth": 7}}
	_, keeps := start(t, selection.Settings{Confidence: "low", Flags: flags}, "library lib\nlib_set  1  retained  manual\n")
	_, plain := start(t, selection.Settings{Confidence: "low"}, "library lib\n")
	_, quiet := start(t, selection.Settings{}, "library lib\n")
	edited, other := start(t, selection.Settings{Confidence: "low"}, "library lib\n")
	edited.edit("m.go", "C.lib_set(nil)", "C.lib_set(nil); C.lib_set(nil)")
	runs := []struct {
		run  func() []string
		want []string
	}{
		{keeps, []string{"lib_set keeps: true, depth: 7"}},
		{plain, []string{"lib_set keeps: false, depth: 3"}},
		{quiet, nil},
		{other, []string{"lib_set keeps: false, depth: 3", "lib_set keeps: false, depth: 3"}},
	}
	var all sync.WaitGroup
	for _, r := range runs {
		all.Go(func() {
			for range 5 {
				if diff := cmp.Diff(r.want, r.run()); diff != "" {
					t.Errorf("findings (-want +got):\n%s", diff)
				}
			}
		})
	}
	all.Wait()
}
