// Package parts selects shards by a part of a key, and by steps that only the
// types and statements around it tell.
package parts

import (
	"sync"
	"time"
	"unsafe"
)

const n = 16

type shard struct {
	mu sync.Mutex
	m  map[string]int
}

var shards [n]shard

type text[K ~string | ~[]byte] struct{ shards [n]shard }

func (t *text[K]) get(k K) *shard {
	return &t.shards[k[0]%n] // want "the shard depends only on the first byte of k"
}

type number[K ~uint32 | ~uint64] struct{ shards [n]shard }

func (t *number[K]) get(k K) *shard { return &t.shards[k%n] }

type node struct{ a, b, c, d uint64 }

type pointers[T any] struct{ shards [n]shard }

func (p *pointers[T]) get(of *T) *shard {
	return &p.shards[uintptr(unsafe.Pointer(of))%n] // want `uintptr\(unsafe.Pointer\(of\)\) varies only in steps of 32: all keys land in 1 of 16 shards`
}

// Bytes may lie anywhere.
type bytes[T any] struct{ shards [n]shard }

func (p *bytes[T]) get(of *T) *shard {
	return &p.shards[uintptr(unsafe.Pointer(of))%n]
}

func byOffset(off uint64) *shard {
	off = (off + 63) &^ 63
	return &shards[off%n] // want `off varies only in steps of 64: all keys land in 1 of 16 shards`
}

// The offset is rounded for some callers only.
func byEitherOffset(off uint64, round bool) *shard {
	if round {
		off = (off + 63) &^ 63
	}
	return &shards[off%n]
}

func byTime(t time.Time) *shard {
	return &shards[t.Unix()%n] // want "the shard depends only on the second of t: what comes within one second lands in one shard"
}

func byHour(t time.Time) *shard {
	return &shards[(t.Hour)()%n] // want "the shard depends only on the hour of t: what comes within one hour lands in one shard"
}

func byMethod(t time.Time) *shard {
	return &shards[time.Time.Unix(t)%n]
}

// A counter for each of the last seconds.
type counters struct {
	last [60]struct {
		mu sync.Mutex
		n  int
	}
}

func (c *counters) add(t time.Time) {
	b := &c.last[t.Unix()%60]
	b.mu.Lock()
	b.n++
	b.mu.Unlock()
}

func use(k string, p *node, b *byte, off uint64) int {
	var t text[string]
	var ps pointers[node]
	var bs bytes[byte]
	var ns number[uint64]
	total := 0
	for _, s := range []*shard{t.get(k), ps.get(p), bs.get(b), ns.get(off), byOffset(off), byEitherOffset(off, off > 1), byTime(time.Now()), byHour(time.Now()), byMethod(time.Now())} {
		s.mu.Lock()
		total += s.m[k]
		s.mu.Unlock()
	}
	return total
}
