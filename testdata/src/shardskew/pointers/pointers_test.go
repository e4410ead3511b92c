package pointers

import (
	"testing"
	"unsafe"
)

// TestRange holds the indices to the number of shards.
func TestRange(t *testing.T) {
	m := newMade()
	for range 1000 {
		c := new(conn)
		for _, s := range []*shard{modulo(c), masked(c), length(c), shiftedTooLittle(c), throughVariable(c), untyped(unsafe.Pointer(c)), multiplied(c), m.find(c)} {
			if s == nil {
				t.Fatal("no shard")
			}
		}
		if i := index(uintptr(unsafe.Pointer(c))); i < 0 || i >= 32 {
			t.Fatalf("index %d", i)
		}
	}
}
