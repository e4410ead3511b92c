package cfront

import (
	"runtime/debug"
	"sync"
	"testing"
)

// What the collector is set to belongs to the whole process: packages that are
// read at the same time, as gopls and golangci-lint do, leave it as it was.
func TestRelaxTogether(t *testing.T) {
	const percent, limit = 321, 3 << 30
	defer debug.SetGCPercent(debug.SetGCPercent(percent))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(limit))
	first := garbage.relax()
	second := garbage.relax()
	first()
	if got := debug.SetMemoryLimit(-1); got >= limit {
		t.Errorf("the limit is %d while a unit is parsed", got)
	}
	second()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { garbage.relax()() })
	}
	wg.Wait()
	if got := debug.SetMemoryLimit(-1); got != limit {
		t.Errorf("the limit is %d afterwards, not %d", got, int64(limit))
	}
	if got := debug.SetGCPercent(percent); got != percent {
		t.Errorf("the percentage is %d afterwards, not %d", got, percent)
	}
}
