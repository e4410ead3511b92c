// Package exportrace finds the variables that exported functions, which C calls
// on whatever thread it likes, read without the lock that their writers hold,
// or that no lock guards at all. A check that finds something else wrong with
// such a variable leaves it to the check cgorace.
package exportrace

import (
	"cmp"
	"go/ast"
	"go/types"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
)

// Analyzer reports nothing. Its result is a *[Package].
var Analyzer = &analysis.Analyzer{
	Name:             "exportrace",
	Doc:              "find what exported functions read while others may write it",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/exportrace",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer, exportcall.Analyzer, guard.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Package](),
}

// A Package holds the races of one package.
type Package struct {
	Races []*Race // in source order by file
	Lates []*Late // in no order

	src   *cgosource.Package
	info  *types.Info
	sums  *csummary.Package
	guard *guard.Package
	calls *exportcall.Package

	reached map[*types.Var]map[*exportcall.Func]*exportcall.Func // by the lock, as reachedWithout finds it
}

// A Race is a variable that is read by an exported function, or by what it
// calls, while it may be written.
type Race struct {
	Var  *types.Var
	Lock *types.Var // that its writers hold, or nil when there is none

	// Bare is the first access without the lock: of what runs when C calls
	// an export, or else a write, while an export reads under the lock.
	Bare   *Access
	Stray  []*Access // all without the lock, Bare among them
	Others []*Access // under another lock, or in a function that runs elsewhere
	Writes []*Access // those under the lock; all, when there is none; of a Bare write without a lock, the reads
}

// An Access is a use of a variable that reads or writes it.
type Access struct {
	*guard.Use
	Kind   Kind
	Func   *exportcall.Func // that it is in; nil in an initializer
	Export *exportcall.Func // by which C comes here without the lock; of a Bare write, the export that reads
}

func run(pass *analysis.Pass) (any, error) {
	p := &Package{
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		sums:  pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		guard: pass.ResultOf[guard.Analyzer].(*guard.Package),
		calls: pass.ResultOf[exportcall.Analyzer].(*exportcall.Package),

		reached: make(map[*types.Var]map[*exportcall.Func]*exportcall.Func),
	}
	p.info = p.src.Info
	if len(p.calls.Exports()) == 0 {
		return p, nil
	}
	for _, v := range p.candidates() {
		if r := p.race(v); r != nil {
			p.Races = append(p.Races, r)
		}
		p.Lates = append(p.Lates, p.late(v)...)
	}
	slices.SortFunc(p.Races, func(a, b *Race) int { return cmp.Compare(a.Bare.Expr.Pos(), b.Bare.Expr.Pos()) })
	return p, nil
}

// Of returns the race on a variable, or nil.
func (p *Package) Of(v *types.Var) *Race {
	for _, r := range p.Races {
		if r.Var == v {
			return r
		}
	}
	return nil
}

// candidates returns the variables of the package, and the fields of structs,
// that functions mention which run when C calls an export.
func (p *Package) candidates() []*types.Var {
	var all []*types.Var
	seen := make(map[*types.Var]bool)
	for _, r := range p.calls.Reached(func(exportcall.Call) bool { return false }) {
		ast.Inspect(r.Decl.Body, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			v, ok := p.info.Uses[id].(*types.Var)
			if ok && (v.IsField() || v.Pkg() == p.src.Types && v.Parent() == p.src.Types.Scope()) {
				if v = v.Origin(); !seen[v] && mayTear(v.Type()) {
					all = append(all, v)
				}
				seen[v] = true
			}
			return true
		})
	}
	return all
}

// mayTear reports whether a race on a variable of type t does harm beyond an
// old value: maps and slices fall apart, functions and objects are called
// after their time, also those in an array.
func mayTear(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Map, *types.Slice, *types.Signature, *types.Interface, *types.Pointer:
		return true
	case *types.Array:
		return isReferrer(t.Elem())
	}
	return false
}

// race returns the race on a variable, or nil.
func (p *Package) race(v *types.Var) *Race {
	if p.src.IsGenerated(v.Pos()) {
		return nil
	}
	accesses, ok := p.accesses(v)
	if !ok {
		return nil
	}
	if lock := lockOfWriters(v, accesses); lock != nil {
		if r := p.unlockedRead(v, lock, accesses); r != nil {
			return r
		}
		return p.unlockedWrite(v, lock, accesses)
	}
	if v.Pkg() != p.src.Types {
		return nil // what else its package does with it is not in view
	}
	if r := p.unguarded(v, accesses); r != nil {
		return r
	}
	return p.unguardedValue(v, accesses)
}

// lockOfWriters returns the lock that most writers of a variable hold, or nil.
func lockOfWriters(v *types.Var, accesses []*Access) (lock *types.Var) {
	held := make(map[*types.Var]int)
	for _, a := range accesses {
		if !a.Kind.writes(v) {
			continue
		}
		for _, l := range locksOf(a.Use) {
			if held[l]++; lock == nil || held[l] > held[lock] {
				lock = l
			}
		}
	}
	return lock
}

// locksOf returns the locks that are held at a use, each once.
func locksOf(u *guard.Use) []*types.Var {
	var locks []*types.Var
	for _, r := range u.Regions {
		if l := r.Lock.Var(); l != nil && !slices.Contains(locks, l) {
			locks = append(locks, l)
		}
	}
	return locks
}
