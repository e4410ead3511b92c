//go:build go1.22

// Package pointers divides by addresses.
package pointers

import (
	"reflect"
	"sync"
	"unsafe"
)

type conn struct {
	name string
	peer *conn
	n    int
}

type shard struct {
	mu sync.Mutex
	m  map[*conn]int
}

const shardCount = 16

var moduloShards [shardCount]shard

func modulo(c *conn) *shard {
	return &moduloShards[uintptr(unsafe.Pointer(c))%shardCount] // want `^uintptr\(unsafe.Pointer\(c\)\) varies only in steps of 32: all keys land in 1 of 16 shards$`
}

var maskedShards [shardCount]shard

func masked(c *conn) *shard {
	i := uintptr(unsafe.Pointer(c)) & (shardCount - 1) // want "all keys land in 1 of 16 shards"
	return &maskedShards[i]
}

var lengthShards [shardCount]shard

func length(c *conn) *shard {
	return &lengthShards[uintptr(unsafe.Pointer(c))%uintptr(len(lengthShards))] // want "all keys land in 1 of 16 shards"
}

var shiftedTooLittleShards [shardCount]shard

func shiftedTooLittle(c *conn) *shard {
	return &shiftedTooLittleShards[uintptr(unsafe.Pointer(c))>>3%shardCount] // want "varies only in steps of 4: at most 4 of 16 shards are ever used"
}

var throughVariableShards [shardCount]shard

func throughVariable(c *conn) *shard {
	addr := uintptr(unsafe.Pointer(c))
	h := uint32(addr)
	return &throughVariableShards[h%shardCount] // want "h varies only in steps of 32"
}

// An address of something whose type is not known.
var untypedShards [shardCount]shard

func untyped(p unsafe.Pointer) *shard {
	return &untypedShards[uintptr(p)%shardCount] // want "uintptr.p. varies only in steps of 8: at most 2 of 16 shards are ever used"
}

var reflectedShards [shardCount]shard

func reflected(v reflect.Value) *shard {
	return &reflectedShards[v.Pointer()%shardCount] // want "v.Pointer.. varies only in steps of 8"
}

// An address that is passed as a number.
func index(addr uintptr) int {
	return int(addr % 32) // want "addr varies only in steps of 32: all keys land in 1 of 32 shards"
}

var stripes [32]struct {
	sync.RWMutex
	n int
}

func lock(c *conn) {
	stripes[index(uintptr(unsafe.Pointer(c)))].Lock()
}

// The number of shards is not known, but that it is a power of two.
type table struct {
	shards []*shard
	mask   uintptr
}

func (t *table) find(c *conn) *shard {
	return t.shards[uintptr(unsafe.Pointer(c))&t.mask] // want "at most 1 shard in 32 is ever used"
}

// The number of shards is that of make.
type made struct{ shards []shard }

func newMade() *made { return &made{shards: make([]shard, 64)} }

func (m *made) find(c *conn) *shard {
	return &m.shards[int(uintptr(unsafe.Pointer(c)))%len(m.shards)] // want "at most 2 of 64 shards are ever used"
}

// Multiplying keeps the low bits as they are.
var multipliedShards [shardCount]shard

func multiplied(c *conn) *shard {
	h := uint64(uintptr(unsafe.Pointer(c))) * 0x9e3779b97f4a7c15
	return &multipliedShards[h%shardCount] // want "h varies only in steps of 32"
}

// Lock is called by others, with what it calls an address.
func Lock(addr uintptr) {
	stripes[addr%32].Lock() // want "addr varies only in steps of 8: at most 4 of 32 shards are ever used"
}
