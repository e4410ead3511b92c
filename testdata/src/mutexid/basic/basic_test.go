package basic

import (
	"sync"
	"testing"
)

// TestNext draws from many goroutines: all IDs are different, and none is
// left out.
func TestNext(t *testing.T) {
	reset()
	seen := make([]uint64, 8*100)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 100 {
				seen[i*100+j] = Next()
			}
		})
	}
	wg.Wait()
	drawn := make(map[uint64]bool)
	for _, id := range seen {
		if id == 0 || id > 800 || drawn[id] {
			t.Fatalf("ID %d is drawn twice or out of range", id)
		}
		drawn[id] = true
	}
	if Drawn() != 800 || Name() != "conn-801" {
		t.Errorf("%d IDs were drawn", Drawn())
	}
}
