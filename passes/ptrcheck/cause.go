package ptrcheck

import (
	"go/types"

	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// manyPlaces is how often one type must be passed for its violations to count
// as one: then the type is the mistake, and not each of the calls.
const manyPlaces = 4

// A cause is a struct type of the package that always holds a Go pointer, and
// where.
type cause struct {
	name types.Object
	path string
}

// byCause makes one violation of those that pass values of one type which
// always holds a Go pointer, when there are many. The others are its Others.
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
		if !ok || places[cause] < manyPlaces {
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
	if v.Kind != Passed || v.Found.Kind != Header || v.Found.in == nil {
		return cause{}, false
	}
	name := heap.TypeName(v.Found.in.Type)
	if name == nil || name.Pkg() != c.src.Types {
		return cause{}, false
	}
	return cause{name, v.Found.Path}, true
}
