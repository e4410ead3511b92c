package registry

import (
	"strings"
	"testing"
	"unsafe"
)

// newSmall returns a Registry that works with the limits of the test's choice.
func newSmall[V any](lim limits, shards int) *Registry[V] {
	r := new(Registry[V])
	r.open(lim, &numbers{first: 1}, shards)
	return r
}

func TestZeroRegistry(t *testing.T) {
	var r Registry[string]
	if v, ok := r.Lookup(1); v != "" || ok {
		t.Errorf("Lookup in an empty registry = %q, %t", v, ok)
	}
	if v, ok := r.Delete(1); v != "" || ok {
		t.Errorf("Delete in an empty registry = %q, %t", v, ok)
	}
	if n := r.Len(); n != 0 {
		t.Errorf("Len of an empty registry = %d", n)
	}
	for h := range r.All() {
		t.Errorf("an empty registry has the handle %#x", h)
	}
	if l := r.Leaks(); len(l) != 0 {
		t.Errorf("an empty registry leaks %v", l)
	}
}

// roundTrip registers v and takes it through all that a handle goes through.
func roundTrip[V any](t *testing.T, name string, v V, same func(a, b V) bool) {
	t.Run(name, func(t *testing.T) {
		var r Registry[V]
		h := r.Register(v)
		if h == 0 || unsafe.Sizeof(h) == 8 && int64(h) < 0 {
			t.Fatalf("handle %#x is zero or negative", h)
		}
		if got, ok := r.Lookup(h); !ok || !same(got, v) {
			t.Errorf("Lookup = %v, %t", got, ok)
		}
		if got := r.Value(h); !same(got, v) {
			t.Errorf("Value = %v", got)
		}
		if got := r.Len(); got != 1 {
			t.Errorf("Len = %d", got)
		}
		if got, ok := r.Delete(h); !ok || !same(got, v) {
			t.Errorf("Delete = %v, %t", got, ok)
		}
		if _, ok := r.Delete(h); ok {
			t.Error("deleted twice")
		}
		if _, ok := r.Lookup(h); ok {
			t.Error("found after Delete")
		}
		if got := r.Len(); got != 0 {
			t.Errorf("Len after Delete = %d", got)
		}
	})
}

func equal[V comparable](a, b V) bool { return a == b }

func TestKindsOfValues(t *testing.T) {
	type conn struct {
		name string
		fd   int
	}
	n := 7
	roundTrip(t, "pointer", &n, equal)
	roundTrip(t, "nil pointer", (*int)(nil), equal)
	roundTrip(t, "unsafe pointer", unsafe.Pointer(&n), equal)
	roundTrip(t, "chan", make(chan int), equal)
	roundTrip(t, "map", map[int]int{1: 2}, func(a, b map[int]int) bool { return len(a) == 1 && a[1] == b[1] })
	roundTrip(t, "func", func() int { return n }, func(a, b func() int) bool { return a() == b() })
	roundTrip(t, "int", 42, equal)
	roundTrip(t, "bool", true, equal)
	roundTrip(t, "string", "a", equal)
	roundTrip(t, "slice", []int{1, 2}, func(a, b []int) bool { return &a[0] == &b[0] })
	roundTrip(t, "struct", conn{"a", 3}, equal)
	roundTrip(t, "struct of one pointer", struct{ p *int }{&n}, equal)
	roundTrip(t, "array of one pointer", [1]*int{&n}, equal)
	roundTrip(t, "empty struct", struct{}{}, equal)
	roundTrip[any](t, "interface", conn{"a", 3}, equal)
	roundTrip[any](t, "nil interface", nil, equal)
	roundTrip[error](t, "interface with methods", nil, equal)
}

func valuePanic(r *Registry[int], h Handle) (msg string) {
	defer func() { msg, _ = recover().(string) }()
	r.Value(h)
	return "no panic"
}

func TestValueSaysWhatIsWrong(t *testing.T) {
	var r, other, empty Registry[int]
	dead := r.Register(1)
	kept := r.Register(2)
	r.Delete(dead)
	foreign := other.Register(1)
	for _, test := range []struct {
		name string
		h    Handle
		want string
	}{
		{"zero", 0, "registry: the handle is zero"},
		{"small integer", 1, "is not a handle"},
		{"all ones", ^Handle(0), map[bool]string{true: "is not a handle", false: "was never issued"}[tagBits > 0]},
		{"foreign", foreign, "belongs to another registry"},
		{"deleted", dead, "was deleted"},
		{"next generation of a live slot", kept + 1<<genShift, "was never issued by this registry"},
		{"next generation of a free slot", dead + 1<<genShift, "was never issued by this registry"},
		{"generation zero", dead &^ (genMask << genShift), "was never issued by this registry"},
		{"slot never used", kept + 1<<slotShift, "was never issued by this registry"},
		{"chunk never made", kept | chunkMask, "was never issued by this registry"},
		{"slot beyond the chunk", kept | slotMask<<slotShift, "was never issued by this registry"},
	} {
		if msg := valuePanic(&r, test.h); !strings.Contains(msg, test.want) {
			t.Errorf("%s: Value(%#x) panics with %q, want %q", test.name, test.h, msg, test.want)
		}
	}
	if msg := valuePanic(&empty, kept); !strings.Contains(msg, "was never issued by this registry") {
		t.Errorf("empty registry: Value panics with %q", msg)
	}
}

func TestValueSaysDeletedAfterTheChunkIsGone(t *testing.T) {
	r := newSmall[int](limits{slots: 4, chunks: 8, generations: 100}, 1)
	var hs []Handle
	for i := range 12 {
		hs = append(hs, r.Register(i))
	}
	for _, h := range hs {
		r.Delete(h)
	}
	for _, h := range hs {
		if msg := valuePanic(r, h); !strings.Contains(msg, "was deleted") {
			t.Errorf("Value(%#x) panics with %q", h, msg)
		}
	}
	future := hs[0] + 50<<genShift
	if msg := valuePanic(r, future); !strings.Contains(msg, "never issued") {
		t.Errorf("Value(%#x) panics with %q", future, msg)
	}
}

func TestAllVisitsEachOnce(t *testing.T) {
	var r Registry[int]
	want := map[Handle]int{}
	for i := range 5000 {
		want[r.Register(i)] = i
	}
	for h, v := range r.All() { // the loop may change the registry
		if want[h] != v {
			t.Fatalf("All yields %#x, %d; want %d", h, v, want[h])
		}
		delete(want, h)
		r.Delete(h)
	}
	if len(want) != 0 {
		t.Errorf("All left out %d", len(want))
	}
	r.Register(1)
	r.Register(2)
	n := 0
	for range r.All() {
		n++
		break
	}
	if n != 1 {
		t.Errorf("break did not end the loop: %d", n)
	}
}

func TestAllocations(t *testing.T) {
	var pointers Registry[*int]
	var boxed Registry[string]
	x := new(int)
	if n := testing.AllocsPerRun(100000, func() { pointers.Delete(pointers.Register(x)) }); n != 0 {
		t.Errorf("registering and deleting a pointer allocates %v times", n)
	}
	if n := testing.AllocsPerRun(1000, func() { boxed.Delete(boxed.Register("a")) }); n != 1 {
		t.Errorf("registering and deleting a string allocates %v times", n)
	}
	h := boxed.Register("a")
	if n := testing.AllocsPerRun(1000, func() { boxed.Lookup(h) }); n != 0 {
		t.Errorf("Lookup allocates %v times", n)
	}
}

func TestChunkFillsItsSizeClass(t *testing.T) {
	class := uintptr(16 << 10)
	if tagBits == 0 {
		class = 2 << 10
	}
	const typeHeader = 8 // runtime/mbitmap.go: mallocHeaderSize
	if size := unsafe.Sizeof(chunk{}) + typeHeader; size > class || class-size >= unsafe.Sizeof(slot{}) {
		t.Errorf("a chunk takes %d bytes of a size class of %d", size, class)
	}
	if at := unsafe.Offsetof(chunk{}.slots) + typeHeader; at%unsafe.Sizeof(slot{}) != 0 {
		t.Errorf("the slots begin at %d: some are on two cache lines", at)
	}
	if size := unsafe.Sizeof(shard{}); size%128 != 0 {
		t.Errorf("a shard has %d bytes, not whole cache lines", size)
	}
}
