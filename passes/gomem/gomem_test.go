package gomem_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// events reports each event as a client sees it: the values that cross, and by
// which functions.
var events = &analysis.Analyzer{
	Name:             "events",
	Doc:              "report the events of package gomem",
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, gomem.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		for _, root := range pass.ResultOf[gomem.Analyzer].(*gomem.Package).Roots {
			for _, e := range root.Events {
				src.Report(pass, analysis.Diagnostic{Pos: e.Pos(), Message: describe(e)})
			}
		}
		return nil, nil
	},
}

func describe(e gomem.Event) string {
	var what string
	at := e.At()
	switch e := e.(type) {
	case *gomem.CCall:
		var args []string
		for _, arg := range e.Args {
			args = append(args, describeWord(at, arg.Value.First()))
		}
		what = fmt.Sprintf("C.%s(%s)", e.Call.Name, strings.Join(args, ", "))
	case *gomem.GoCall:
		var args []string
		for _, arg := range e.Args {
			args = append(args, describeWord(at, arg.First()))
		}
		what = fmt.Sprintf("%s(%s)", e.Callee.Name(), strings.Join(args, ", "))
	case *gomem.Store:
		what = fmt.Sprintf("store of %s in memory of %s", describeWord(at, e.Value.First()), e.To.Mem.Func)
	case *gomem.Return:
		what = fmt.Sprintf("%s returns %s", e.Export.Name, describeWord(at, e.Results[0].First()))
	}
	for f := at.Frame; f.Caller != nil; f = f.Caller {
		what += " in " + f.Fn.Name() + " of " + f.Caller.Fn.Name()
	}
	return what
}

func describeWord(at gomem.Point, word heap.Atoms) string {
	var parts []string
	for _, a := range word {
		parts = append(parts, describeAtom(at, a))
	}
	slices.Sort(parts)
	return strings.Join(parts, " or ")
}

func describeAtom(at gomem.Point, a heap.Atom) string {
	switch {
	case a.Kind == heap.Null:
		return "no pointer"
	case a.Kind != heap.Pointer:
		return "anything"
	}
	m := a.Mem
	what := m.Origin.String()
	switch {
	case m.Param != nil:
		what = fmt.Sprintf("parameter %d", m.Param.Param)
		for _, off := range m.Param.Offsets {
			what += fmt.Sprintf("→%d", off)
		}
	case m.Name != "":
		what += " " + m.Name
	case m.Func != "":
		what += " " + m.Func
	}
	if a.Off != 0 {
		what += fmt.Sprintf("+%d", a.Off)
	}
	if m.Origin == heap.Go && at.State.Pinned(m) {
		what += " pinned"
		if at.PinnedUntilReturn(m) {
			what += " until return"
		}
	}
	if at.KeptAlive(m) {
		what += " kept alive"
	}
	if inside := at.State.Inside(m).First(); m.Origin == heap.Go && inside.Points() {
		what += " with " + describeWord(at, inside)
	}
	return what
}

func TestEvents(t *testing.T) {
	analyzertest.Run(t, events, "gomem/events", "gomem/imported")
}

// TestFacts holds the summaries of functions against the files' comments.
func TestFacts(t *testing.T) {
	analyzertest.Run(t, gomem.Analyzer, "gomem/wrap")
}
