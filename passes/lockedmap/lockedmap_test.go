package lockedmap_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/lockedmap"
)

// show reports each map at its declaration.
var show = &analysis.Analyzer{
	Name:             "show",
	Doc:              "report maps behind one lock",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, lockedmap.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
		found := pass.ResultOf[lockedmap.Analyzer].(*lockedmap.Package)
		for _, m := range found.Maps {
			src.Report(pass, analysis.Diagnostic{Pos: m.Var.Pos(), Message: describe(found, m)})
		}
		return nil, nil
	},
}

func describe(found *lockedmap.Package, m *lockedmap.Map) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s behind %s", m.Var.Name(), m.Lock.Name())
	if m.Counter != nil {
		fmt.Fprintf(&b, ", numbered by %s", m.Counter.Name())
		for _, d := range m.IDAllocs {
			switch {
			case !d.Plain:
				b.WriteString(" in another way")
			case d.Before():
				b.WriteString(" before it counts up")
			default:
				b.WriteString(" after it counts up")
			}
		}
		if why := found.NotOpaque(m); why != "" {
			b.WriteString(", not opaque: " + why)
		} else {
			b.WriteString(", opaque")
		}
	}
	if found.ForOthers(m) {
		b.WriteString(", for others")
	}
	var accesses, callbacks []string
	for _, a := range m.Accesses {
		if a.Func != nil {
			accesses = append(accesses, a.Func.Name()+" "+string(a.Kind))
		}
	}
	for _, f := range found.Callbacks(m) {
		callbacks = append(callbacks, f.Name())
	}
	fmt.Fprintf(&b, "; %s; by %s", strings.Join(accesses, ", "), strings.Join(callbacks, ", "))
	return b.String()
}

func TestMaps(t *testing.T) { analyzertest.Run(t, show, "lockedmap/handles") }
