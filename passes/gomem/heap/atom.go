package heap

import "slices"

// An Atom is one thing that a word of memory may hold. The zero Atom may be
// anything.
type Atom struct {
	Kind AtomKind
	Mem  *Memory
	Off  int64 // where in Mem, in bytes
	Step int64 // when not 0: at Off plus an unknown multiple of Step
}

// AtomKind tells atoms apart.
type AtomKind uint8

// The kinds of atoms.
const (
	Any     AtomKind = iota
	Null             // nil, or a number
	Pointer          // into Mem
	Code             // a func value: Mem has the function and what it captured
	Boxed            // the data word of an interface; Mem has the value
)

// PointerTo returns a pointer to the start of m.
func PointerTo(m *Memory) Atom { return Atom{Kind: Pointer, Mem: m} }

// Slot returns where in its memory a points.
func (a Atom) Slot() Slot { return Slot{a.Off, a.Step} }

// Plus returns a with n bytes added.
func (a Atom) Plus(n int64) Atom {
	a.Off += n
	return a
}

// Any returns a pointer to any of the elements of size bytes that a points
// to the first of.
func (a Atom) Any(size int64) Atom {
	a.Step = gcd(a.Step, size)
	return a
}

// Atoms is a set of atoms. The empty set is a word that was never computed.
type Atoms []Atom

// maxAtoms bounds a set; beyond it, a word may hold anything.
const maxAtoms = 32

var (
	anyAtoms  = Atoms{{}}
	nullAtoms = Atoms{{Kind: Null}}
)

// Has reports whether a is in the set.
func (s Atoms) Has(a Atom) bool { return slices.Contains(s, a) }

// Points reports whether the word may be a pointer.
func (s Atoms) Points() bool {
	return slices.ContainsFunc(s, func(a Atom) bool { return a.Kind == Pointer })
}

// PointsInto reports whether the word may be a pointer into m.
func (s Atoms) PointsInto(m *Memory) bool {
	return slices.ContainsFunc(s, func(a Atom) bool { return a.Kind == Pointer && a.Mem == m })
}

// Meets reports whether both words may be pointers into the same memory.
func (s Atoms) Meets(t Atoms) bool {
	return slices.ContainsFunc(s, func(a Atom) bool { return a.Kind == Pointer && t.PointsInto(a.Mem) })
}

// Union returns the atoms of both sets. It does not change either.
func (s Atoms) Union(t Atoms) Atoms {
	result := s
	copied := false
	for _, a := range t {
		if result.Has(a) {
			continue
		}
		if len(result) >= maxAtoms {
			a = Atom{}
			if result.Has(a) {
				break
			}
		}
		if !copied {
			result = append(Atoms(nil), result...)
			copied = true
		}
		result = append(result, a)
	}
	return result
}

// Move returns the atoms with their pointers moved by n bytes, and by an
// unknown multiple of step when that is not 0.
func (s Atoms) Move(n, step int64) Atoms {
	moved := make(Atoms, 0, len(s))
	for _, a := range s {
		if a.Kind == Pointer {
			a.Off += n
			if step != 0 {
				a.Step = gcd(a.Step, step)
				if a.Step > 0 && a.Off > 1<<20 {
					a.Off %= a.Step
				}
			}
		}
		if !moved.Has(a) {
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
