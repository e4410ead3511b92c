package gomem

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// A Summary is the fact that the analyzer exports for a Go function which
// hands memory to C or gets it from there. Clients that publish more of a
// function have facts of their own.
type Summary struct {
	// Params are the parameters that lead to memory which C gets. The
	// receiver is parameter 0.
	Params []int

	// Results says for each result whose memory it points to.
	Results []Result
}

// A Result says what a result of a function points to.
type Result struct {
	Origin heap.Origin
	Param  int    // 1 + the parameter that is returned; 0 when it is none
	Func   string // of C memory: the C function that returned it
}

// AFact marks Summary as a fact.
func (*Summary) AFact() {}

func (s *Summary) String() string {
	var parts []string
	for _, i := range s.Params {
		parts = append(parts, fmt.Sprintf("C gets parameter %d", i))
	}
	for i, r := range s.Results {
		switch {
		case r.Param > 0:
			parts = append(parts, fmt.Sprintf("result %d is parameter %d", i, r.Param-1))
		case r.Origin == heap.C:
			parts = append(parts, fmt.Sprintf("result %d is C memory", i))
		case r.Origin == heap.Go:
			parts = append(parts, fmt.Sprintf("result %d is Go memory", i))
		}
	}
	return strings.Join(parts, ", ")
}

// Reaches is the fact of a package that has functions with a [Summary].
type Reaches struct{}

// AFact marks Reaches as a fact.
func (*Reaches) AFact() {}

func (*Reaches) String() string { return "reaches C" }

// exportFacts makes facts of what callers must know of the roots.
func (p *Package) exportFacts() {
	reaches := false
	for _, root := range p.Roots {
		obj := p.Exported(root)
		if obj == nil {
			continue
		}
		if s := root.summary(); s.Params != nil || s.Results != nil {
			p.pass.ExportObjectFact(obj, s)
			reaches = true
		}
	}
	if reaches {
		p.pass.ExportPackageFact(&Reaches{})
	}
}

// Exported returns the object to export facts of the root for, or nil when no
// other package can call it or the package is of the standard library.
func (p *Package) Exported(root *Root) types.Object {
	fn, ok := root.Fn.Object().(*types.Func)
	if !ok || p.src.IsStandard() {
		return nil
	}
	obj := p.src.Object(fn)
	if obj == nil || obj.Pkg() != p.pass.Pkg || !fn.Exported() && !strings.HasSuffix(p.pass.Pkg.Name(), "_test") {
		return nil
	}
	return obj
}
