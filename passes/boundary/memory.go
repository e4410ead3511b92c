package boundary

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Origin says who owns the memory that a pointer points to.
type Origin uint8

// Whose memory it is. Unknown is the zero value, and of what is unknown
// nothing may be said.
const (
	Unknown Origin = iota
	Go             // allocated by Go: the collector must know of it
	C              // malloc, a C function's result, a C variable, mmap
	Static         // Go's, but no Go pointer for the run time: read-only data, a variable without pointers
)

func (o Origin) String() string {
	return [...]string{"unknown", "Go", "C", "static"}[o]
}

// A Memory is one piece of memory: an allocation, a variable, or what an
// unknown pointer points to.
type Memory struct {
	Origin Origin
	Type   types.Type // of the memory, or of one element when it is an array made at run time; nil when unknown
	Name   string     // of the variable; "" when it has none
	Func   string     // the C function, without "C.", that returned it
	Global bool       // a package-level variable

	pos      token.Pos
	repeated bool  // Type repeats: what make and append return
	depth    int   // of memory that a parameter leads to: over how many pointers
	fromC    bool  // C gave the pointer to an exported function
	overC    bool  // the slice that points to it may be one of C memory
	boxed    bool  // the value in an interface
	param    *path // where an unknown caller has it from; nil for others
	fn       *ssa.Function
	bindings []value // of a closure
}

// Pos returns where the memory comes from: the declaration, the allocation
// or the C call.
func (m *Memory) Pos() token.Pos { return m.pos }

// A path leads from a parameter of a function to memory: param, then the
// pointer at each offset in turn.
type path struct {
	param   int // the receiver is parameter 0
	offsets []int64
}

// maxPath limits how far what is unknown is followed: a list's element is
// like the one before.
const maxPath = 3

// An atom is one thing that a word of memory may hold. The zero atom is a
// word of which nothing is known.
type atom struct {
	kind atomKind
	mem  *Memory
	off  int64 // where in mem, in bytes
	step int64 // when not 0: at off plus an unknown multiple of step
}

type atomKind uint8

const (
	anything atomKind = iota
	null              // nil, or a number
	pointer           // into mem
	function          // a func value: mem has the code and what it captured
	boxed             // the data word of an interface; mem has the value
)

// atoms is a set of atoms. The empty set is a word that was never computed.
type atoms []atom

// maxAtoms bounds a set; beyond it, what a word holds is anything else, too.
const maxAtoms = 32

func (s atoms) has(a atom) bool {
	for _, b := range s {
		if a == b {
			return true
		}
	}
	return false
}

// union returns the atoms of both sets. It does not change either.
func (s atoms) union(t atoms) atoms {
	result := s
	copied := false
	for _, a := range t {
		if result.has(a) {
			continue
		}
		if len(result) >= maxAtoms {
			a = atom{}
			if result.has(a) {
				break
			}
		}
		if !copied {
			result = append(atoms(nil), result...)
			copied = true
		}
		result = append(result, a)
	}
	return result
}

// move returns the atoms with their pointers moved by n bytes, and by an
// unknown multiple of step when that is not 0.
func (s atoms) move(n, step int64) atoms {
	moved := make(atoms, 0, len(s))
	for _, a := range s {
		if a.kind == pointer {
			a.off += n
			if step != 0 {
				a.step = gcd(a.step, step)
				if a.step > 0 && a.off > 1<<20 {
					a.off %= a.step
				}
			}
		}
		if !moved.has(a) {
			moved = append(moved, a)
		}
	}
	return moved
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}

var (
	anyAtoms  = atoms{{}}
	nullAtoms = atoms{{kind: null}}
)
