package siblings

import (
	"testing"
	"unsafe"
)

// TestGet finds what was put.
func TestGet(t *testing.T) {
	s := newStore()
	numbers := new(table[int])
	for i := range 1000 {
		o := &object{value: i}
		if found := s.get(s.put(o)); found != o {
			t.Fatalf("object %d is lost", i)
		}
		set(numbers, o, i)
		if n := get(numbers, uint64(uintptr(unsafe.Pointer(o)))); n != i {
			t.Fatalf("number %d is lost", i)
		}
	}
}
