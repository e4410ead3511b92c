package finalize

import (
	"fmt"
	"slices"
	"strings"
)

// A Path leads from an object to memory: by field indexes, with -1 for an
// element. A pointer on the way is followed.
type Path []int

// element is the step of a Path to an element of a slice, array or map.
const element = -1

// begins reports whether a path is the beginning of another, or all of it.
func (p Path) begins(q Path) bool { return len(p) <= len(q) && slices.Equal(p, q[:len(p)]) }

func (p Path) then(q Path) Path { return append(slices.Clip(p), q...) }

// A Free is a C call that frees memory when an object was collected.
type Free struct {
	Path    Path   // from the object to the memory
	Func    string // the C function, without "C."
	Cleanup bool   // it is a cleanup, not a finalizer
}

// Freed is the fact of a named type of whose objects some have a finalizer or
// a cleanup that frees C memory.
type Freed struct{ Frees []Free }

// AFact marks Freed as a fact.
func (*Freed) AFact() {}

func (f *Freed) String() string {
	var parts []string
	for _, free := range f.Frees {
		parts = append(parts, fmt.Sprintf("%v by %s", free.Path, free.Func))
	}
	return "frees " + strings.Join(parts, ", ")
}

func (f *Freed) add(free Free) {
	same := func(g Free) bool { return slices.Equal(g.Path, free.Path) }
	if !slices.ContainsFunc(f.Frees, same) {
		f.Frees = append(f.Frees, free)
	}
}

// A Summary is the fact of a function that handles objects with finalizers. The
// receiver is parameter 0; the variables that a literal captures come after its
// parameters.
type Summary struct {
	Hands   []Hand
	Results []Result
	Invokes []Invoke

	Holds  []int // the parameters that a result may lead to
	Stores []int // the parameters that may be stored elsewhere
	Fresh  []int // the results that are new objects, which nothing else has

	Sets []Setting
}

// A Hand is memory that a function hands to C.
type Hand struct {
	Param int
	Path  Path   // from the parameter to the memory
	Func  string // the C function, without "C."
}

// A Result tells that a result is at Path of what a parameter leads to.
type Result struct {
	Index, Param int
	Path         Path
}

// An Invoke is a call of a method of what is at Path of a parameter, whose
// type is an interface or a type parameter.
type Invoke struct {
	Param  int
	Path   Path
	Method string
}

// A Setting is a call that gives a parameter a finalizer or cleanup.
type Setting struct {
	Object  int // the parameter that gets it
	Func    int // the parameter that is the finalizer, or -1
	Arg     int // the parameter that a cleanup gets, or -1: it gets the object
	Cleanup bool
	Flag    Flag
	Hands   []Hand   // of the finalizer, when it is known: Param is 0 for its argument
	Invokes []Invoke // likewise
}

// A Flag is a parameter of type bool which says whether something is done.
type Flag struct {
	Param int // its number from 1; or 0 for none
	Value bool
}

// AFact marks Summary as a fact.
func (*Summary) AFact() {}

func (s *Summary) String() string {
	var parts []string
	for _, h := range s.Hands {
		parts = append(parts, fmt.Sprintf("parameter %d%v goes to %s", h.Param, h.Path, h.Func))
	}
	for _, r := range s.Results {
		parts = append(parts, fmt.Sprintf("result %d is parameter %d%v", r.Index, r.Param, r.Path))
	}
	for _, i := range s.Stores {
		parts = append(parts, fmt.Sprintf("parameter %d is stored", i))
	}
	for _, i := range s.Fresh {
		parts = append(parts, fmt.Sprintf("result %d is new", i))
	}
	for _, set := range s.Sets {
		parts = append(parts, fmt.Sprintf("parameter %d is finalized", set.Object))
	}
	return strings.Join(parts, ", ")
}

func (s *Summary) empty() bool {
	return len(s.Hands)+len(s.Results)+len(s.Invokes)+len(s.Holds)+len(s.Stores)+len(s.Fresh)+len(s.Sets) == 0
}

// Reaches is the fact of a package that has the facts [Freed] or [Summary].
type Reaches struct{}

// AFact marks Reaches as a fact.
func (*Reaches) AFact() {}

func (*Reaches) String() string { return "has finalizers" }
