package ptrcheck

import (
	"go/ast"
	"go/types"

	"github.com/cgolint/cgolint/internal/gotype"
)

// manyPlaces is how often one type must be passed for its violations to count
// as one: then the type is the mistake, and not each of the calls.
const manyPlaces = 4

// A cause is a struct type of the package that always holds a Go pointer, and
// where; or a function of the package whose result is stored in C memory.
type cause struct {
	name types.Object
	path string
}

// byCause makes one violation of those that pass values of one type which
// always holds a Go pointer, when there are many, and of those that store what
// one function returns. The others are its Others.
func (c *checker) byCause(violations []Violation) []Violation {
	places := make(map[cause]int)
	for i := range violations {
		if cause, ok := c.causeOf(&violations[i]); ok {
			places[cause]++
		}
	}
	first := make(map[cause]int) // an index into merged
	var merged []Violation
	for _, v := range violations {
		cause, ok := c.causeOf(&v)
		if !ok || v.Kind == Passed && places[cause] < manyPlaces {
			merged = append(merged, v)
			continue
		}
		if i, ok := first[cause]; ok {
			merged[i].Others = append(merged[i].Others, v.Blame)
			continue
		}
		first[cause] = len(merged)
		merged = append(merged, v)
	}
	return merged
}

func (c *checker) causeOf(v *Violation) (cause, bool) {
	if v.Kind == Stored {
		return c.storedResult(v)
	}
	if v.Kind != Passed || v.Found.Kind != Header || v.Found.in == nil {
		return cause{}, false
	}
	name := gotype.TypeName(v.Found.in.Type)
	if name == nil || name.Pkg() != c.src.Types {
		return cause{}, false
	}
	return cause{name, v.Found.Path}, true
}

// storedResult returns the function of the package whose result is stored.
func (c *checker) storedResult(v *Violation) (cause, bool) {
	node := v.Node
	if assign, ok := node.(*ast.AssignStmt); ok && len(assign.Rhs) == 1 { // of a call with several results
		node = assign.Rhs[0]
	}
	call, ok := node.(*ast.CallExpr)
	if !ok || len(v.Through) > 0 {
		return cause{}, false
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return cause{}, false
	}
	fn, ok := c.src.Info.Uses[id].(*types.Func)
	if !ok || fn.Pkg() != c.src.Types {
		return cause{}, false
	}
	return cause{fn, ""}, true
}
