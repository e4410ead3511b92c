package ownership

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// How often says on which paths something happens.
type HowOften uint8

// How often something may happen.
const (
	Never HowOften = iota
	Sometimes
	Always
)

// A PartEffect is what a Go function does to the resource that a parameter
// is, or leads to.
type PartEffect struct {
	Kind  string
	Param int    // the receiver is parameter 0
	Path  string // from the parameter: "" is the parameter itself, "*.2" field 2 of what it points to

	Frees   HowOften // on the paths on which there is one
	By      string   // the function that frees it in the end
	Cleared bool     // and stores something else where it was
	Guarded bool     // where it frees, it has asked the object first
	Used    bool     // it is used, whatever the object's state is
	Touched bool     // it is used on some path
	Given   bool     // it is kept or passed on, perhaps
}

// A Result is a resource that a Go function hands to its caller, and that belongs
// to the caller.
type Result struct {
	Kind    string
	Index   int      // of the result
	Out     bool     // it is stored where parameter Index points
	Path    string   // from the result to the resource: "" is the result itself
	By      string   // the C function that it comes from in the end
	FreedBy []string // what frees it
	Certain bool     // it is never nil
	Assumed bool     // that it belongs to the caller is only likely
}

// A Summary is the fact of a Go function that handles resources.
type Summary struct {
	Effects []PartEffect
	Results []Result
}

// AFact marks Summary as a fact.
func (*Summary) AFact() {}

func (s *Summary) String() string {
	var parts []string
	for _, e := range s.Effects {
		if what := e.String(); what != "" {
			parts = append(parts, what)
		}
	}
	for _, r := range s.Results {
		what := "result"
		if r.Out {
			what = "what is stored through parameter"
		}
		parts = append(parts, fmt.Sprintf("%s %d%s belongs to the caller, freed by %s", what, r.Index, r.Path, strings.Join(r.FreedBy, " or ")))
	}
	return strings.Join(parts, ", ")
}

func (e *PartEffect) String() string {
	what := fmt.Sprintf("parameter %d%s", e.Param, e.Path)
	switch {
	case e.Frees == Always && e.Cleared:
		return what + " is freed and cleared"
	case e.Frees == Always:
		return what + " is freed"
	case e.Frees == Sometimes:
		return what + " may be freed"
	case e.Given:
		return what + " may be kept"
	case e.Touched:
		return what + " is used"
	}
	return ""
}

// Reaches is the fact of a package that has functions with a [Summary].
type Reaches struct{}

// AFact marks Reaches as a fact.
func (*Reaches) AFact() {}

func (*Reaches) String() string { return "handles resources" }

type partKey struct {
	kind  *Kind
	fn    *ssa.Function
	param int
	path  string
}

// effectOf returns what a Go function does to the resource that a parameter
// leads to, or nil when that is not known.
func (p *Package) effectOf(kind *Kind, fn *ssa.Function, param int, path string) *PartEffect {
	if fn.Blocks == nil {
		return p.importedEffect(kind, fn, param, path)
	}
	key := partKey{kind, fn, param, path}
	if e, ok := p.effects[key]; ok {
		return e
	}
	p.effects[key] = nil // while it is computed: recursion is unknown
	if p.bodyOf(fn) == nil || !govalue.IsOf(fn, p.ssa) || len(p.effects) > maxEffects || param >= len(fn.Params)+len(fn.FreeVars) {
		return nil
	}
	e := p.summarize(kind, fn, param, path)
	p.effects[key] = e
	return e
}

// maxEffects bounds how many parameters of a package are looked into.
const maxEffects = 3000

func (p *Package) summarize(kind *Kind, fn *ssa.Function, param int, path string) *PartEffect {
	t := p.explore(kind, fn, start{param: param, path: path})
	if !t.Complete {
		return nil
	}
	e := &PartEffect{Kind: kind.Name, Param: param, Path: path}
	ends := t.ends
	switch {
	case ends.freed > 0 && ends.given == 0 && ends.untouched == 0:
		e.Frees = Always
	case ends.freed > 0:
		e.Frees = Sometimes
	}
	e.Cleared = ends.cleared > 0
	e.Given = ends.given > 0 || t.HandedOn()
	e.Guarded = true
	for _, event := range t.Events {
		switch event.What {
		case Free:
			e.By = event.By
			e.Guarded = e.Guarded && event.Guarded
		case Used:
			e.Touched = true
			e.Used = e.Used || !event.Guarded
		case Defer:
			e.Frees = max(e.Frees, Sometimes)
		}
	}
	return e
}

func (p *Package) importedEffect(kind *Kind, fn *ssa.Function, param int, path string) *PartEffect {
	s := p.imported(fn)
	if s == nil {
		return nil
	}
	for i := range s.Effects {
		if e := &s.Effects[i]; e.Kind == kind.Name && e.Param == param && e.Path == path {
			return e
		}
	}
	return nil
}

// imported returns the fact of a function of another package, or nil.
func (p *Package) imported(fn *ssa.Function) *Summary {
	obj, ok := fn.Object().(*types.Func)
	if !ok || obj.Pkg() == nil || obj.Pkg() == p.src.Types {
		return nil
	}
	s := new(Summary)
	if !p.pass.ImportObjectFact(obj.Origin(), s) {
		return nil
	}
	return s
}
