package crossing

import (
	"fmt"
	"go/types"
)

// Crosses is the fact of an exported function or method that crosses into C
// whenever it runs.
type Crosses struct {
	Func  string // x of the C.x that runs first
	Depth int    // Go functions on the way to it, this one included
}

// AFact marks Crosses as a fact.
func (*Crosses) AFact() {}

func (c *Crosses) String() string {
	return fmt.Sprintf("crosses into C.%s at depth %d", c.Func, c.Depth)
}

// Reaches is the fact of a package that has functions with the fact
// [Crosses].
type Reaches struct{}

// AFact marks Reaches as a fact.
func (*Reaches) AFact() {}

func (*Reaches) String() string { return "reaches C" }

// usesFacts reports whether the package names a function of another package
// that crosses.
func (r *Result) usesFacts() bool {
	reaches := make(map[*types.Package]bool)
	for _, imported := range r.pass.Pkg.Imports() {
		if r.pass.ImportPackageFact(imported, new(Reaches)) {
			reaches[imported] = true
		}
	}
	if len(reaches) == 0 {
		return false
	}
	for _, obj := range r.pass.TypesInfo.Uses {
		if reaches[obj.Pkg()] && r.imported(obj) != nil {
			return true
		}
	}
	return false
}

// imported returns the fact of a function of another package, or nil.
func (r *Result) imported(obj types.Object) *Crosses {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg() == r.src.Types || fn.Pkg() == r.pass.Pkg {
		return nil
	}
	fact := new(Crosses)
	if !r.pass.ImportObjectFact(fn.Origin(), fact) {
		return nil
	}
	return fact
}

// depth returns how many Go functions lie between a site and C.
func (r *Result) depth(site *Site) int {
	n := len(site.Via)
	if n > 0 {
		if fact := r.imported(site.Via[n-1]); fact != nil {
			return n - 1 + fact.Depth
		}
	}
	return n
}

// export tells other packages which functions cross. Functions of the
// standard library get no facts: everything imports it, and nobody can change
// it.
func (r *Result) export() {
	if r.src.IsStandard() {
		return
	}
	exported := r.Exported()
	for _, f := range exported {
		site := r.alwaysCrosses(f)
		r.pass.ExportObjectFact(r.src.Object(f.Func), &Crosses{Func: site.Name, Depth: r.depth(site) + 1})
	}
	if len(exported) > 0 {
		r.pass.ExportPackageFact(&Reaches{})
	}
}

// Exported returns the functions and methods with the fact [Crosses]: exported
// ones that cross whenever they run.
func (r *Result) Exported() []*Function {
	var all []*Function
	for _, f := range r.Functions {
		fn, ok := f.Func.(*types.Func)
		if !ok || !fn.Exported() || r.alwaysCrosses(f) == nil {
			continue
		}
		if obj := r.src.Object(fn); obj != nil && obj.Pkg() == r.pass.Pkg {
			all = append(all, f)
		}
	}
	return all
}
