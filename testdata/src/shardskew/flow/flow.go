//go:build go1.22

// Package flow has numbers whose steps come from afar: from fields, counters,
// and functions.
package flow

/*
#include <pthread.h>
#include <stdint.h>
*/
import "C"

import (
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/cgolint/cgolint/registry"
)

type shard struct {
	sync.RWMutex
	m map[uint64]string
}

var shardCount = 32

var shards = make([]shard, 32)

// A field that is always a multiple.
type segment struct {
	offset uint64
	size   uint64
}

func newSegment(n uint64) *segment { return &segment{offset: n * 4096} }

func (s *segment) move(pages uint64) { s.offset += 8192 }

func ofSegment(s *segment) *shard {
	return &shards[s.offset%32] // want "s.offset varies only in steps of 4096: all keys meet in 1 of 32 shards"
}

// Its size is not.
func ofSize(s *segment) *shard { return &shards[s.size%32] }

func (s *segment) grow(n uint64) { s.size += n }

// Counters that count in steps.
var (
	nextHandle uint64 = 16
	nextSlot   atomic.Uint32
	nextID     atomic.Uint64
)

func handle() *shard {
	h := atomic.AddUint64(&nextHandle, 16)
	return &shards[h%32] // want "h varies only in steps of 16: at most 2 of 32 shards are ever used"
}

func slot() *shard {
	return &shards[nextSlot.Add(8)&31] // want "nextSlot.Add.8. varies only in steps of 8: at most 4 of 32 shards are ever used"
}

func dense() *shard { return &shards[nextID.Add(1)%32] }

// What a function returns.
func align(n int) int { return (n + 63) &^ 63 }

func aligned(n int) *shard {
	return &shards[align(n)%shardCount] // want "align.n. varies only in steps of 64: all keys meet in 1 of 32 shards"
}

func hash(p unsafe.Pointer) uint64 { return uint64(uintptr(p)) >> 2 }

func hashed(p *segment) *shard {
	return &shards[hash(unsafe.Pointer(p))%32] // want "varies only in steps of 2: at most 16 of 32 shards are ever used"
}

// The number of the thread is an address.
func thread() *shard {
	return &shards[uint64(C.pthread_self())%32] // want "varies only in steps of 16: at most 2 of 32 shards are ever used"
}

// The address that is in a pointer, and those of fields and elements.
func inPointer(s *segment) *shard {
	return &shards[*(*uintptr)(unsafe.Pointer(&s))%32] // want "varies only in steps of 16: at most 2 of 32 shards are ever used"
}

func ofField(s *shard) *shard {
	return &shards[uintptr(unsafe.Pointer(&s.m))%32] // want "varies only in steps of 32: all keys meet in 1 of 32 shards"
}

func ofElement(list []segment, i int) *shard {
	return &shards[uintptr(unsafe.Pointer(&list[i]))>>3%32] // want "varies only in steps of 2: at most 16 of 32 shards are ever used"
}

// A mask that keeps none of the bits that select.
func highByte(h uint64) *shard {
	return &shards[(h&0xff00)%32] // want "varies only in steps of 256: all keys meet in 1 of 32 shards"
}

// Fewer values than shards.
var many [1024]shard

func digest(key []byte) (sum [20]byte) {
	for i, b := range key {
		sum[i%20] = sum[i%20]*31 ^ b
	}
	return sum
}

func oneByte(key []byte) *shard {
	sum := digest(key)
	return &many[int(sum[17])%len(many)] // want "^int.sum.17.. has at most 256 different values: at most 256 of 1024 shards are ever used$"
}

func topBits(h uint32) *shard {
	return &many[h>>28%1024] // want "h>>28 has at most 16 different values: at most 16 of 1024 shards are ever used"
}

func twoBytes(h uint16) *shard { return &many[h%1024] }

func topBitsEnough(h uint32) *shard { return &many[h>>22%1024] }

// Handles of a registry have the number of their chunk in the low bits.
var conns registry.Registry[*segment]

func conn(s *segment) *shard {
	h := conns.Register(s)
	return &shards[h%32] // want "^h has the same low bits as a thousand other handles of its registry: most of them meet in 1 of 32 shards$"
}

func connSlot(h registry.Handle) *shard { return &shards[h>>20%32] }
