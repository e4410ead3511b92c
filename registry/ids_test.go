package registry

import (
	"sync"
	"testing"
)

// TestIDs has 8 goroutines take numbers, from the source and from a part of
// their own in turn.
func TestIDs(t *testing.T) {
	const each = 10_000
	var ids IDs
	var all [workers][]uint64
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			local := ids.Local()
			var lastShared, lastLocal uint64
			for range each {
				shared, own := ids.Next(), local.Next()
				if shared <= lastShared || own <= lastLocal {
					t.Errorf("%d after %d, %d after %d", shared, lastShared, own, lastLocal)
				}
				lastShared, lastLocal = shared, own
				all[w] = append(all[w], shared, own)
			}
		}()
	}
	wg.Wait()
	seen := map[uint64]bool{0: true}
	for _, ids := range all {
		for _, id := range ids {
			if seen[id] {
				t.Fatalf("%d was returned twice, or is zero", id)
			}
			seen[id] = true
		}
	}
}

func TestIDsAscendAcrossGoroutines(t *testing.T) {
	var ids IDs
	local := ids.Local()
	if a, b, c := ids.Next(), local.Next(), ids.Next(); a != 1 || b != 2 || c != 2+idBlock {
		t.Errorf("got %d, %d, %d", a, b, c)
	}
	for i := range uint64(idBlock - 1) {
		if id := local.Next(); id != 3+i {
			t.Fatalf("local number %d, want %d", id, 3+i)
		}
	}
	if id := local.Next(); id != 3+idBlock {
		t.Errorf("the next block begins with %d", id)
	}
}
