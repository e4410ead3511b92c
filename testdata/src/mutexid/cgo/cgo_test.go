package cgo

import "testing"

func TestWatch(t *testing.T) {
	for i := 1; i <= 3; i++ {
		if id := Watch(); id != i || Seen() != i {
			t.Errorf("ID %d, which C sees as %d, want %d", id, Seen(), i)
		}
	}
}
