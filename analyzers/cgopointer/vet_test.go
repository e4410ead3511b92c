package cgopointer_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/analysis/passes/cgocall"

	"github.com/cgolint/cgolint/analyzers/cgopointer"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

// vetCases is what vet's cgocall reports on, and some that it does not.
const vetCases = `package vetcases

/*
typedef void (*cb)(void);
static void f(void *p) {}
static void g(char *p) {}
*/
import "C"

import "unsafe"

type S struct{ b []byte }
type N struct{ next *N; m map[int]int }
type P struct{ p *int }

func calls(s S, n *N, p *P, m map[int]int, ch chan int, b []byte, a [2]chan int) {
	f := func() {}
	C.f(unsafe.Pointer(&m))
	C.f(*(*unsafe.Pointer)(unsafe.Pointer(&m)))
	C.f(unsafe.Pointer(&ch))
	C.f(*(*unsafe.Pointer)(unsafe.Pointer(&ch)))
	C.f(unsafe.Pointer(&f))
	C.f(*(*unsafe.Pointer)(unsafe.Pointer(&f)))
	C.f(unsafe.Pointer(&b))
	C.f(*(*unsafe.Pointer)(unsafe.Pointer(&b)))
	C.f(unsafe.Pointer(&a))
	C.f(*(*unsafe.Pointer)(unsafe.Pointer(&a)))
	C.f(unsafe.Pointer(&s))
	C.f(*(*unsafe.Pointer)(unsafe.Pointer(&s)))
	C.f(unsafe.Pointer(n))
	C.f(unsafe.Pointer(&n))
	C.f(unsafe.Pointer(p))
	C.f(unsafe.Pointer(&b[0]))
	C.g((*C.char)(unsafe.Pointer(&b[0])))
	var none S
	C.f(unsafe.Pointer(&none))
}
`

// TestVet runs vet's cgocall, and wants a report wherever it has one.
func TestVet(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "go.mod"), "module vetcases\n\ngo 1.24\n")
	writeFile(t, filepath.Join(dir, "a.go"), vetCases)
	pkgs := analyzertest.Load(t, dir, ".")
	graph, err := checker.Analyze([]*analysis.Analyzer{cgocall.Analyzer, cgopointer.Analyzer}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	reported := make(map[string]map[string]bool)
	for _, act := range graph.Roots {
		reported[act.Analyzer.Name] = make(map[string]bool)
		for _, d := range act.Diagnostics {
			posn := act.Package.Fset.Position(d.Pos)
			posn.Filename = filepath.Base(posn.Filename)
			reported[act.Analyzer.Name][posn.String()] = true
		}
	}
	if len(reported["cgocall"]) < 15 {
		t.Errorf("cgocall reports %d arguments only", len(reported["cgocall"]))
	}
	for place := range reported["cgocall"] {
		if !reported["cgopointer"][place] {
			t.Errorf("cgocall reports %s, cgopointer does not", place)
		}
	}
}
