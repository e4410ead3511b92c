package boundary

import "testing"

var (
	m1 = &Memory{Origin: Go}
	to = func(m *Memory) atoms { return atoms{{kind: pointer, mem: m}} }
)

func TestStrongStore(t *testing.T) {
	s := newState(8)
	at := atom{kind: pointer, mem: &Memory{Origin: Go}}
	at.off = 8
	s.store(at, word(to(m1)), 8, false)
	if got := s.load(at, 8).first(); !sameAtoms(got, to(m1)) {
		t.Errorf("after a store: %v", got)
	}
	s.store(at, zero, 8, false)
	if got := s.load(at, 8).first(); !sameAtoms(got, nullAtoms) {
		t.Errorf("after storing nil: %v", got)
	}
}

func TestWeakStore(t *testing.T) {
	s := newState(8)
	at := atom{kind: pointer, mem: &Memory{Origin: Go}}
	s.store(at, word(to(m1)), 8, true)
	if got := s.load(at, 8).first(); !got.has(to(m1)[0]) || !got.has(nullAtoms[0]) {
		t.Errorf("after a store that may be elsewhere: %v", got)
	}
}

// TestElement stores to an element of an array of pairs whose index is not
// known: the second word of any of them.
func TestElement(t *testing.T) {
	s := newState(8)
	array := &Memory{Origin: Go}
	s.store(atom{kind: pointer, mem: array, off: 8, step: 16}, word(to(m1)), 8, false)
	for off, want := range map[int64]bool{0: false, 8: true, 16: false, 24: true, 40: true} {
		got := s.load(atom{kind: pointer, mem: array, off: off}, 8).first()
		if got.has(to(m1)[0]) != want {
			t.Errorf("the word at %d: %v", off, got)
		}
	}
	pair := s.load(atom{kind: pointer, mem: array, off: 32}, 16)
	if !pair.at(slot{8, 0}).has(to(m1)[0]) || pair.at(slot{}).has(to(m1)[0]) {
		t.Errorf("the third pair: %v", pair)
	}
}

func TestCopy(t *testing.T) {
	s := newState(8)
	from, dst := &Memory{Origin: Go}, &Memory{Origin: Go}
	s.store(atom{kind: pointer, mem: from, off: 8}, word(to(m1)), 8, false)
	s.store(atom{kind: pointer, mem: dst, off: 16}, s.load(atom{kind: pointer, mem: from}, 16), 16, false)
	if got := s.load(atom{kind: pointer, mem: dst, off: 24}, 8).first(); !sameAtoms(got, to(m1)) {
		t.Errorf("after the copy of a struct: %v", got)
	}
}

// TestJoinPins: what is pinned on one way only is not pinned, but for what the
// other way has not made yet.
func TestJoinPins(t *testing.T) {
	p := pin{pinned: m1}
	with, without := newState(8), newState(8)
	with.pins[p] = true
	with.contents[m1] = zero
	joined := with.clone()
	joined.join(without, false)
	if !joined.pinned(m1) {
		t.Error("a pin is lost on a way without the memory")
	}
	without.contents[m1] = zero
	joined = with.clone()
	joined.join(without, false)
	if joined.pinned(m1) {
		t.Error("a pin survives a way on which it was not made")
	}
	joined = without.clone()
	joined.join(with, true)
	if !joined.pinned(m1) {
		t.Error("a loop's pin is lost after the loop")
	}
}

func sameAtoms(a, b atoms) bool { return len(a) == len(b) && len(a) == 1 && a[0] == b[0] }
