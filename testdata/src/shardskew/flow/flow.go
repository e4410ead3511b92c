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

// A field that is always a multiple.
type segment struct {
	offset uint64
	size   uint64
}

func newSegment(n uint64) *segment { return &segment{offset: n * 4096} }

func (s *segment) move(pages uint64) { s.offset += 8192 }

var ofSegmentShards = make([]shard, 32)

func ofSegment(s *segment) *shard {
	return &ofSegmentShards[s.offset%32] // want "s.offset varies only in steps of 4096: all keys land in 1 of 32 shards"
}

// Its size is not.
var ofSizeShards = make([]shard, 32)

func ofSize(s *segment) *shard { return &ofSizeShards[s.size%32] }

func (s *segment) grow(n uint64) { s.size += n }

// Counters that count in steps.
var (
	nextHandle uint64 = 16
	nextSlot   atomic.Uint32
	nextID     atomic.Uint64
)

var handleShards = make([]shard, 32)

func handle() *shard {
	h := atomic.AddUint64(&nextHandle, 16)
	return &handleShards[h%32] // want "h varies only in steps of 16: at most 2 of 32 shards are ever used"
}

var slotShards = make([]shard, 32)

func slot() *shard {
	return &slotShards[nextSlot.Add(8)&31] // want "nextSlot.Add.8. varies only in steps of 8: at most 4 of 32 shards are ever used"
}

var denseShards = make([]shard, 32)

func dense() *shard { return &denseShards[nextID.Add(1)%32] }

// What a function returns.
func align(n int) int { return (n + 63) &^ 63 }

var alignedShards = make([]shard, 32)

func aligned(n int) *shard {
	return &alignedShards[align(n)%shardCount] // want "align.n. varies only in steps of 64: all keys land in 1 of 32 shards"
}

func hash(p unsafe.Pointer) uint64 { return uint64(uintptr(p)) >> 2 }

var hashedShards = make([]shard, 32)

func hashed(p *segment) *shard {
	return &hashedShards[hash(unsafe.Pointer(p))%32] // want "varies only in steps of 2: at most 16 of 32 shards are ever used"
}

// The number of the thread is an address.
var threadShards = make([]shard, 32)

func thread() *shard {
	return &threadShards[uint64(C.pthread_self())%32] // want "varies only in steps of 16: at most 2 of 32 shards are ever used"
}

// The address that is in a pointer, and those of fields and elements.
var inPointerShards = make([]shard, 32)

func inPointer(s *segment) *shard {
	return &inPointerShards[*(*uintptr)(unsafe.Pointer(&s))%32] // want "varies only in steps of 16: at most 2 of 32 shards are ever used"
}

var ofFieldShards = make([]shard, 32)

func ofField(s *shard) *shard {
	return &ofFieldShards[uintptr(unsafe.Pointer(&s.m))%32] // want "varies only in steps of 32: all keys land in 1 of 32 shards"
}

var ofElementShards = make([]shard, 32)

func ofElement(list []segment, i int) *shard {
	return &ofElementShards[uintptr(unsafe.Pointer(&list[i]))>>3%32] // want "varies only in steps of 2: at most 16 of 32 shards are ever used"
}

// A mask that keeps none of the bits that select.
var highByteShards = make([]shard, 32)

func highByte(h uint64) *shard {
	return &highByteShards[(h&0xff00)%32] // want "varies only in steps of 256: all keys land in 1 of 32 shards"
}

// Fewer values than shards.
func digest(key []byte) (sum [20]byte) {
	for i, b := range key {
		sum[i%20] = sum[i%20]*31 ^ b
	}
	return sum
}

var oneByteMany [1024]shard

func oneByte(key []byte) *shard {
	sum := digest(key)
	return &oneByteMany[int(sum[17])%len(oneByteMany)] // want "^int.sum.17.. has at most 256 different values: at most 256 of 1024 shards are ever used$"
}

var topBitsMany [1024]shard

func topBits(h uint32) *shard {
	return &topBitsMany[h>>28%1024] // want "h>>28 has at most 16 different values: at most 16 of 1024 shards are ever used"
}

var twoBytesMany [1024]shard

func twoBytes(h uint16) *shard { return &twoBytesMany[h%1024] }

var topBitsEnoughMany [1024]shard

func topBitsEnough(h uint32) *shard { return &topBitsEnoughMany[h>>22%1024] }

// Handles of a registry have the number of their chunk in the low bits.
var conns registry.Registry[*segment]

var connShards = make([]shard, 32)

func conn(s *segment) *shard {
	h := conns.Register(s)
	return &connShards[h%32] // want "^h has the same low bits as a thousand other handles of its registry: most of them land in 1 of 32 shards$"
}

var connSlotShards = make([]shard, 32)

func connSlot(h registry.Handle) *shard { return &connSlotShards[h>>20%32] }
