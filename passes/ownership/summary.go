package ownership

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
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

// A Result is a resource that a Go function returns, and that belongs to its
// caller.
type Result struct {
	Kind    string
	Index   int
	By      string   // the C function that it comes from in the end
	FreedBy []string // what frees it
	Certain bool     // it is never nil
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
		parts = append(parts, fmt.Sprintf("result %d belongs to the caller, freed by %s", r.Index, strings.Join(r.FreedBy, " or ")))
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
	if p.bodyOf(fn) == nil || !p.has(fn) || len(p.effects) > maxEffects || param >= len(fn.Params)+len(fn.FreeVars) {
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

// resultsOf returns what of a function's results belongs to the caller.
func (p *Package) resultsOf(kind *Kind, fn *ssa.Function) []Result {
	if fn.Blocks == nil {
		var all []Result
		if s := p.imported(fn); s != nil {
			for _, r := range s.Results {
				if r.Kind == kind.Name {
					all = append(all, r)
				}
			}
		}
		return all
	}
	key := partKey{kind: kind, fn: fn}
	if all, ok := p.results[key]; ok {
		return all
	}
	p.results[key] = nil
	if !p.has(fn) {
		return nil
	}
	var all []Result
	for i := range fn.Signature.Results().Len() {
		if r := p.ownedResult(kind, fn, i); r != nil {
			all = append(all, *r)
		}
	}
	p.results[key] = all
	return all
}

// ownedResult returns result i of a function when it belongs to the caller:
// whatever is returned there is nil or was acquired here, and nobody else got
// it.
func (p *Package) ownedResult(kind *Kind, fn *ssa.Function, i int) *Result {
	t := fn.Signature.Results().At(i).Type()
	if !p.mayBe(kind, t) {
		return nil
	}
	result := &Result{Kind: kind.Name, Index: i, Certain: true}
	var sources []ssa.CallInstruction
	for _, block := range fn.Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		found, ok := p.sources(kind, ret.Results[i], result, nil)
		if !ok {
			return nil
		}
		sources = append(sources, found...)
	}
	if len(sources) == 0 {
		return nil
	}
	for _, call := range sources {
		if !p.onlyReturned(kind, fn, call) {
			return nil
		}
	}
	return result
}

// mayBe reports whether a type is one that a resource may have as it is: a
// pointer to C memory or a number.
func (p *Package) mayBe(kind *Kind, t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return true
	case *types.Basic:
		return u.Kind() == types.UnsafePointer || u.Kind() == types.Uintptr
	}
	return false
}

// sources returns the calls that a value comes from, which all must acquire
// it. ok is false when it may be something else than one of them or nil.
func (p *Package) sources(kind *Kind, v ssa.Value, r *Result, seen []ssa.Value) (calls []ssa.CallInstruction, ok bool) {
	if slices.Contains(seen, v) {
		return nil, true
	}
	seen = append(seen, v)
	index := 0
	switch v := v.(type) {
	case *ssa.Const:
		r.Certain = false
		return nil, v.Value == nil
	case *ssa.Convert:
		return p.sources(kind, v.X, r, seen)
	case *ssa.ChangeType:
		return p.sources(kind, v.X, r, seen)
	case *ssa.Phi:
		for _, e := range v.Edges {
			found, ok := p.sources(kind, e, r, seen)
			if !ok {
				return nil, false
			}
			calls = append(calls, found...)
		}
		return calls, true
	case *ssa.UnOp:
		return p.storedSources(kind, v, r, seen)
	case *ssa.Extract:
		index = v.Index
		call, isCall := v.Tuple.(*ssa.Call)
		return p.source(kind, call, index, r, isCall)
	case *ssa.Call:
		return p.source(kind, v, 0, r, true)
	}
	return nil, false
}

// storedSources returns the sources of a local variable.
func (p *Package) storedSources(kind *Kind, v *ssa.UnOp, r *Result, seen []ssa.Value) (calls []ssa.CallInstruction, ok bool) {
	local, isLocal := v.X.(*ssa.Alloc)
	if !isLocal {
		return nil, false
	}
	r.Certain = false
	for _, ref := range *local.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr != local {
				return nil, false
			}
			found, ok := p.sources(kind, ref.Val, r, seen)
			if !ok {
				return nil, false
			}
			calls = append(calls, found...)
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.Call:
			for _, a := range kind.Acquires(p, ref) {
				if a.Where == ThroughOut && a.Index < len(ref.Call.Args) && unconverted(ref.Call.Args[a.Index]) == local {
					r.By, r.FreedBy = a.By, a.FreedBy
					calls = append(calls, ref)
				}
			}
			if len(calls) == 0 || calls[len(calls)-1] != ref {
				return nil, false
			}
		default:
			return nil, false
		}
	}
	return calls, true
}

func (p *Package) source(kind *Kind, call *ssa.Call, index int, r *Result, ok bool) ([]ssa.CallInstruction, bool) {
	if !ok {
		return nil, false
	}
	for _, a := range kind.Acquires(p, call) {
		if a.Where == InResult && a.Index == index {
			r.By, r.FreedBy = a.By, a.FreedBy
			r.Certain = r.Certain && a.Certain
			return []ssa.CallInstruction{call}, true
		}
	}
	return nil, false
}

// onlyReturned reports whether what a call acquires goes nowhere else than to
// the caller.
func (p *Package) onlyReturned(kind *Kind, fn *ssa.Function, call ssa.CallInstruction) bool {
	for _, a := range kind.Acquires(p, call) {
		t := p.explore(kind, fn, start{at: call, acquire: &a})
		if !t.Complete || t.has(Stored, Taken) {
			return false
		}
	}
	return true
}
