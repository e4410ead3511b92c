package cfront

import (
	"math"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// While C is parsed, the heap may grow faster than usual, by parsePercent, but
// the process not by more than parseRoom bytes before garbage is collected.
// The syntax tree of sqlite3.c takes 350 MB and is dropped at once: a collector
// that keeps its usual pace would spend a third of the time on trees that are
// still in use.
const (
	parsePercent = 800
	parseRoom    = 540 << 20
)

// A collector is the garbage collector of the process, whose settings the
// units that are parsed at one time share.
type collector struct {
	mu      sync.Mutex
	parsing int   // units under way
	percent int   // what was set before the first of them
	limit   int64 // bytes
}

var garbage collector

// relax lets the heap grow, until back is called.
func (c *collector) relax() (back func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.parsing++; c.parsing == 1 {
		c.limit = debug.SetMemoryLimit(-1)
		debug.SetMemoryLimit(min(c.limit, held()+parseRoom))
		c.percent = debug.SetGCPercent(parsePercent)
	}
	return c.restore
}

func (c *collector) restore() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.parsing--; c.parsing == 0 {
		debug.SetGCPercent(c.percent)
		debug.SetMemoryLimit(c.limit)
	}
}

// held returns what the process has of the system's memory, in bytes, as far
// as the memory limit counts it.
func held() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(sample)
	return int64(min(sample[0].Value.Uint64()-sample[1].Value.Uint64(), math.MaxInt64))
}
