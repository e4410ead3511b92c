// Package negative has indices that spread.
package negative

import (
	"hash/fnv"
	"hash/maphash"
	"sync"
	"unsafe"
)

type conn struct{ a, b, c, d int }

type shard struct {
	sync.Mutex
	m map[string]int
}

var (
	shards [16]shard
	primes [31]shard
	seed   = maphash.MakeSeed()
)

func counter(id uint64) *shard { return &shards[id%16] }

func hashed(key string) *shard {
	h := fnv.New32a()
	h.Write([]byte(key))
	return &shards[h.Sum32()%16]
}

func comparable(c *conn) *shard { return &shards[maphash.Comparable(seed, c)%16] }

func multiplicative(c *conn) *shard {
	return &shards[uint64(uintptr(unsafe.Pointer(c)))*0x9e3779b97f4a7c15>>60]
}

func folded(c *conn) *shard {
	h := uintptr(unsafe.Pointer(c))
	h ^= h >> 7
	return &shards[h%16]
}

func shifted(c *conn) *shard { return &shards[uintptr(unsafe.Pointer(c))>>5%16] }

// A prime number of shards has no factor in common with the steps.
func prime(c *conn) *shard { return &primes[uintptr(unsafe.Pointer(c))%31] }

// Data that is addressed in steps is not divided into shards.
var data [4096]byte

func stride(i int) byte { return data[i*64%4096] }

func matrix(row int) byte { return data[(row*16)&4095] }

// One of two numbers.
func chosen(first bool) *shard {
	i := 0
	if first {
		i = 1
	}
	return &shards[i%16]
}

// Different steps at different calls.
func pick(n int) *shard { return &shards[n%16] }

func picks(i int) {
	pick(i * 16)
	pick(i*16 + 1)
}

// A test of alignment is no index.
func isAligned(p unsafe.Pointer) bool { return uintptr(p)%8 == 0 }

func every(i int, f func()) {
	if i*8%16 == 0 {
		f()
	}
}

// Bytes are anywhere.
func bytes(p *byte) *shard { return &shards[uintptr(unsafe.Pointer(p))%16] }

func other(key string) *shard { return &shards[(key[0]^key[len(key)-1])%16] }

// An address that finds an aligned byte in its own buffer selects no shard.
type aligned struct{ buf [512 + 16]byte }

func (a *aligned) first() *byte {
	addr := uintptr(unsafe.Pointer(&a.buf))
	return &a.buf[(16-addr%16)%16]
}

func (a *aligned) skip() *byte { return &a.buf[uintptr(unsafe.Pointer(&a.buf))%16] }

// Any byte of a digest is as good as a hash; four bytes of a key are many.
type nodeID [32]byte

var nodeShards, wordShards [64]sync.Mutex

func node(id nodeID) *sync.Mutex { return &nodeShards[id[0]%64] }

func word(k [53]byte) *sync.Mutex {
	return &wordShards[(uint(k[3])+uint(k[2])+uint(k[1])+uint(k[0]))%64]
}
