package registry

import (
	"runtime"
	"testing"
	"unsafe"
)

func TestPointerRoundTrip(t *testing.T) {
	var r Registry[int]
	for i := range 10_000 {
		h := r.Register(i)
		p := h.Pointer()
		if got := FromPointer(p); got != h {
			t.Fatalf("FromPointer(%p) = %#x, want %#x", p, got, h)
		}
		if h.Pointer() != p {
			t.Fatalf("two pointers for %#x", h)
		}
		r.Delete(h)
		if _, ok := r.Lookup(FromPointer(p)); ok {
			t.Fatalf("%p stands for a deleted handle", p)
		}
	}
}

func TestPointerOfZero(t *testing.T) {
	if p := Handle(0).Pointer(); p != nil {
		t.Errorf("the zero handle's pointer is %p", p)
	}
	if h := FromPointer(nil); h != 0 {
		t.Errorf("nil is the pointer of %#x", h)
	}
}

func TestFromPointerOfOthers(t *testing.T) {
	var r Registry[int]
	r.Register(1)
	local := 0
	for _, p := range []unsafe.Pointer{nil, unsafe.Pointer(&local), unsafe.Pointer(new(int)), unsafe.Pointer(t)} {
		if v, ok := r.Lookup(FromPointer(p)); ok {
			t.Errorf("Lookup(FromPointer(%p)) = %d", p, v)
		}
	}
}

// TestPointerIsNoTrouble keeps handles as pointers wherever the runtime looks
// for pointers: in variables of stacks that move, on the heap, in maps.
func TestPointerIsNoTrouble(t *testing.T) {
	var r Registry[int]
	var heap []unsafe.Pointer
	keys := map[unsafe.Pointer]int{}
	for i := range 5000 {
		p := r.Register(i).Pointer()
		heap = append(heap, p)
		keys[p] = i
	}
	done := make(chan bool)
	for i := range 4 {
		go func() {
			p := heap[i]
			grow(&p, 200)
			done <- r.Value(FromPointer(p)) == i
		}()
	}
	for range 4 {
		if !<-done {
			t.Error("a pointer changed while its stack moved")
		}
	}
	runtime.GC()
	for _, p := range heap {
		if r.Value(FromPointer(p)) != keys[p] {
			t.Errorf("%p stands for %d, want %d", p, r.Value(FromPointer(p)), keys[p])
		}
		r.Delete(FromPointer(p))
	}
	for _, p := range heap { // stale pointers are no trouble either
		if _, ok := r.Lookup(FromPointer(p)); ok {
			t.Errorf("%p was deleted", p)
		}
	}
	runtime.GC()
	runtime.KeepAlive(heap)
}

// grow makes the stack move while p, which it points into, holds a handle.
//
//go:noinline
func grow(p *unsafe.Pointer, depth int) {
	var frame [512]byte
	frame[depth] = 1
	if depth > 0 {
		grow(p, depth-1)
	}
	if depth%50 == 0 {
		runtime.GC()
	}
	runtime.KeepAlive(&frame)
}
