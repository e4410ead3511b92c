package collected

import "testing"

// TestLive passes with the fix only: without it the cell is freed in the call.
func TestLive(t *testing.T) {
	if n := New().Live(); n != 1 {
		t.Errorf("there are %d cells while C uses one", n)
	}
}
