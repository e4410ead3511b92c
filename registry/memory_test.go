package registry

import (
	"runtime"
	"testing"
	"weak"
)

type payload [64]byte

// collected runs the garbage collector until p's target is gone, or gives up.
func collected(p weak.Pointer[payload]) bool {
	for range 5 {
		runtime.GC()
		if p.Value() == nil {
			return true
		}
	}
	return false
}

func TestValuesLiveUntilDelete(t *testing.T) {
	var direct Registry[*payload]
	var boxed Registry[[2]*payload]
	register := func() (hd, hb Handle, wd, wb weak.Pointer[payload]) {
		d, b := new(payload), new(payload)
		return direct.Register(d), boxed.Register([2]*payload{1: b}), weak.Make(d), weak.Make(b)
	}
	hd, hb, wd, wb := register()
	runtime.GC()
	runtime.GC()
	if wd.Value() == nil || wd.Value() != direct.Value(hd) {
		t.Error("a registered pointer was collected")
	}
	if wb.Value() == nil || wb.Value() != boxed.Value(hb)[1] {
		t.Error("a pointer in a registered array was collected")
	}
	direct.Delete(hd)
	boxed.Delete(hb)
	if !collected(wd) || !collected(wb) {
		t.Error("a deleted value is still reachable")
	}
	runtime.KeepAlive(&direct)
	runtime.KeepAlive(&boxed)
}

func heapAlloc() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestMemoryComesBack registers a million values and deletes them again.
func TestMemoryComesBack(t *testing.T) {
	n := million
	if tagBits == 0 {
		n = 900_000
	}
	var r Registry[*payload]
	x := new(payload)
	hs := make([]Handle, n)
	start := heapAlloc()
	for i := range hs {
		hs[i] = r.Register(x)
	}
	each := float64(heapAlloc()-start) / float64(n)
	if each > 20 {
		t.Errorf("a live value takes %.1f bytes", each)
	}
	for _, h := range hs {
		r.Delete(h)
	}
	left := int64(heapAlloc()) - int64(start)
	if left > 256<<10 {
		t.Errorf("%d bytes are left of a spike of a million", left)
	}
	if chunks := countChunks(&r); chunks > len(r.dir.Load().table.shards) {
		t.Errorf("%d chunks are left of a spike of a million", chunks)
	}
	t.Logf("%.2f bytes a value, %d bytes left after deletion", each, left)
	runtime.KeepAlive(hs)
	runtime.KeepAlive(&r)
}
