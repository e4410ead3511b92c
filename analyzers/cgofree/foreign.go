package cgofree

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/ownership"
)

// foreign reports a C function that frees what was never the program's to
// free: Go memory, or what a library owns.
func (c *checker) foreign(r *ownership.Release) {
	name := ownership.CName(r.At.Common())
	if name == "" || r.Part != "" || len(r.At.Common().Args) != 1 {
		return
	}
	by := "C." + name
	switch v := govalue.Memory(r.At.Common().Args[0]).(type) {
	case *ssa.Alloc:
		c.report(r.At.Pos(), by+" gets the address of Go memory: only what C allocated may be freed", nil)
	case *ssa.MakeSlice:
		c.report(r.At.Pos(), by+" gets the memory of a Go slice: only what C allocated may be freed", nil)
	case *ssa.Convert: // []byte(s)
		if _, isSlice := v.Type().Underlying().(*types.Slice); isSlice {
			c.report(r.At.Pos(), by+" gets the memory of a Go slice: only what C allocated may be freed", nil)
		}
	case *ssa.Call:
		owner := ownership.CName(&v.Call)
		if owner == "CString" || owner == "CBytes" {
			c.copied(r, owner)
			return
		}
		f := c.csummary.Func(owner)
		if owner != "" && name == "free" && (f == nil || f.Contract && f.Result.Kind == csummary.OriginUnknown) && c.csummary.LendsConst(owner) && !copies(owner) && !c.owned.EndsArgument(v) {
			c.confidence = finding.Medium
			c.report(r.At.Pos(), fmt.Sprintf("%s frees what C.%s returns, which C declares as const: it belongs to C", by, owner), nil)
			return
		}
		if owner != "" && f != nil {
			switch {
			case f.Result.Kind == csummary.Static:
				c.report(r.At.Pos(), fmt.Sprintf("%s frees what C.%s returns, but that belongs to C", by, owner), nil)
			case f.Result.Kind == csummary.Inside && f.Result.Field == "": // what a field points to may be the program's
				c.report(r.At.Pos(), fmt.Sprintf("%s frees what C.%s returns, but that is a part of another object", by, owner), nil)
			}
		}
	}
}

// copyingWords are words in the names of functions that return new memory, even
// where they declare it as const.
var copyingWords = cname.Set("new create make dup copy clone alloc allocate format print encode escape render serialize dump export to take steal")

func copies(name string) bool {
	return cname.HasWord(name, copyingWords)
}

// copied reports a free of a copy that is made for it: the one that was meant
// stays.
func (c *checker) copied(r *ownership.Release, maker string) {
	call, _ := c.nodeAt(r.At.Pos()).(*ast.CallExpr)
	if call == nil || len(call.Args) != 1 {
		return
	}
	if arg, ok := c.src.Unconverted(call.Args[0]).(*ast.CallExpr); ok && c.src.Call(arg) != nil {
		c.report(r.At.Pos(), fmt.Sprintf("C.%s frees only the new copy that C.%s makes here: the one made before is never freed",
			ownership.CName(r.At.Common()), maker), nil)
	}
}
