package heap

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Origin says who owns the memory that a pointer points to.
type Origin uint8

// Whose memory it is. Unknown is the zero value.
const (
	Unknown Origin = iota
	Go             // allocated by Go: the collector must know of it
	C              // malloc, a C function's result, a C variable, mmap
	Static         // Go's, but no Go pointer for the run time: read-only data, a variable without pointers
)

func (o Origin) String() string {
	return [...]string{"unknown", "Go", "C", "static"}[o]
}

// A Memory is one piece of memory: an allocation, a variable, or the target
// of an unknown pointer.
type Memory struct {
	Origin Origin
	Type   types.Type // of the memory, or of one element when Repeated; nil when unknown
	Name   string     // of the variable; "" when it has none
	Func   string     // the C function, without "C.", that returned it
	Global bool       // a package-level variable
	Pos    token.Pos  // of the declaration, the allocation or the C call

	Repeated bool  // an array made at run time, of elements of Type
	Boxed    bool  // the value in an interface
	Depth    int   // of memory that a parameter leads to: through how many pointers
	Param    *Path // from the root's parameter that leads to it; nil when none does
	FromC    bool  // C gave the pointer to an exported function
	Shared   bool  // it is also stored where other functions find it: in a map, a variable, another package
	MaybeC   bool  // the pointer's field or type is one that the package also gives to C memory

	Fn       *ssa.Function // of a func value
	Bindings []Value       // of a closure
}

// A Path leads from a parameter of a function to memory: Param, then the
// pointer at each offset in turn.
type Path struct {
	Param   int     // the receiver is parameter 0
	Offsets []int64 // in bytes
}

// SetElem notes what a pointer or slice of type t says of the memory that it
// points to.
func (m *Memory) SetElem(t types.Type) {
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		m.Type = t.Elem()
	case *types.Slice:
		m.Type, m.Repeated = t.Elem(), true
	case *types.Basic:
		if t.Kind() == types.String {
			m.Type, m.Repeated = types.Typ[types.Byte], true
		}
	}
}

// AsArray returns the type of the memory, an array of unknown length when it
// repeats.
func (m *Memory) AsArray() types.Type {
	if m.Repeated && m.Type != nil {
		return types.NewArray(m.Type, 1<<20)
	}
	return m.Type
}

// initial is what memory holds before anything is seen to be stored in it.
func (m *Memory) initial() Value {
	if m.Origin == Go && !m.Global && m.Param == nil {
		return Zero
	}
	return Top
}
