package heap

import "testing"

var (
	m1 = &Memory{Origin: Go}
	to = func(m *Memory) Atoms { return Atoms{{Kind: Pointer, Mem: m}} }
)

func TestStrongStore(t *testing.T) {
	s := NewState(8)
	at := Atom{Kind: Pointer, Mem: &Memory{Origin: Go}}
	at.Off = 8
	s.Store(at, Word(to(m1)), 8, false)
	if got := s.Load(at, 8).First(); !sameAtoms(got, to(m1)) {
		t.Errorf("after a store: %v", got)
	}
	s.Store(at, Zero, 8, false)
	if got := s.Load(at, 8).First(); !sameAtoms(got, nullAtoms) {
		t.Errorf("after storing nil: %v", got)
	}
}

func TestWeakStore(t *testing.T) {
	s := NewState(8)
	at := Atom{Kind: Pointer, Mem: &Memory{Origin: Go}}
	s.Store(at, Word(to(m1)), 8, true)
	if got := s.Load(at, 8).First(); !got.Has(to(m1)[0]) || !got.Has(nullAtoms[0]) {
		t.Errorf("after a store that may be elsewhere: %v", got)
	}
}

// TestElement stores to an element of an array of pairs whose index is not
// known: the second word of any of them.
func TestElement(t *testing.T) {
	s := NewState(8)
	array := &Memory{Origin: Go}
	s.Store(Atom{Kind: Pointer, Mem: array, Off: 8, Step: 16}, Word(to(m1)), 8, false)
	for off, want := range map[int64]bool{0: false, 8: true, 16: false, 24: true, 40: true} {
		got := s.Load(Atom{Kind: Pointer, Mem: array, Off: off}, 8).First()
		if got.Has(to(m1)[0]) != want {
			t.Errorf("the word at %d: %v", off, got)
		}
	}
	pair := s.Load(Atom{Kind: Pointer, Mem: array, Off: 32}, 16)
	if !pair.At(Slot{8, 0}).Has(to(m1)[0]) || pair.At(Slot{}).Has(to(m1)[0]) {
		t.Errorf("the third pair: %v", pair)
	}
}

func TestCopy(t *testing.T) {
	s := NewState(8)
	from, dst := &Memory{Origin: Go}, &Memory{Origin: Go}
	s.Store(Atom{Kind: Pointer, Mem: from, Off: 8}, Word(to(m1)), 8, false)
	s.Store(Atom{Kind: Pointer, Mem: dst, Off: 16}, s.Load(Atom{Kind: Pointer, Mem: from}, 16), 16, false)
	if got := s.Load(Atom{Kind: Pointer, Mem: dst, Off: 24}, 8).First(); !sameAtoms(got, to(m1)) {
		t.Errorf("after the copy of a struct: %v", got)
	}
}

// TestJoinPins: what is pinned on one way only is not pinned, but for what the
// other way has not made yet.
func TestJoinPins(t *testing.T) {
	p := Pin{Object: m1}
	with, without := NewState(8), NewState(8)
	with.Pins.Set(p, true)
	with.Contents.Set(m1, Zero)
	joined := with.Clone()
	joined.Join(without, false)
	if !joined.Pinned(m1) {
		t.Error("a pin is lost on a way without the memory")
	}
	without.Contents.Set(m1, Zero)
	joined = with.Clone()
	joined.Join(without, false)
	if joined.Pinned(m1) {
		t.Error("a pin survives a way on which it was not made")
	}
	joined = without.Clone()
	joined.Join(with, true)
	if !joined.Pinned(m1) {
		t.Error("a loop's pin is lost after the loop")
	}
}

func sameAtoms(a, b Atoms) bool { return len(a) == len(b) && len(a) == 1 && a[0] == b[0] }
