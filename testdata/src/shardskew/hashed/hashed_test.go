package hashed

import (
	"strconv"
	"testing"
)

// TestSame holds a key to one lock.
func TestSame(t *testing.T) {
	for i := range 1000 {
		c := &conn{name: strconv.Itoa(i)}
		if lockOf(c) != lockOf(c) || lockOfName(c.name) != lockOfName(c.name) {
			t.Fatal("a key has two locks")
		}
	}
}
