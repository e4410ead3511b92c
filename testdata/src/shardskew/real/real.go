//go:build go1.22

// Package real has shapes of programs that divide by addresses and keys: a hub
// of connections, the locks of a container, a manager of clients, caches.
package real

import (
	"bufio"
	"encoding/hex"
	"io"
	"reflect"
	"sync"
	"unsafe"
)

// A hub has a shard of connections for each of so many.
const hubShards = 32

type request struct{ method, host, path string }

type hubShard struct {
	mu          sync.RWMutex
	connections map[*request]struct{}
}

type hub struct {
	shards    []*hubShard
	broadcast chan []byte
}

func newHub() *hub {
	shards := make([]*hubShard, hubShards)
	for i := 0; i < hubShards; i++ {
		shards[i] = &hubShard{connections: make(map[*request]struct{})}
	}
	return &hub{shards: shards}
}

func (h *hub) shardOf(r *request) *hubShard {
	return h.shards[uint64(uintptr(unsafe.Pointer(r)))%uint64(hubShards)] // want "at most 2 of 32 shards are ever used"
}

// The index goes through a function.
func (h *hub) at(i uintptr) *hubShard { return h.shards[i] }

func (h *hub) atAddress(r *request) *hubShard {
	return h.at(uintptr(unsafe.Pointer(r)) & 15) // want "all keys land in 1 of 16 shards"
}

// A container locks what it fills by its address.
type container struct {
	injectionLocks []sync.Mutex
}

func newContainer(n int) *container { return &container{injectionLocks: make([]sync.Mutex, n)} }

func (c *container) inject(instance reflect.Value) {
	ptr := instance.Pointer()
	i := ptr % uintptr(len(c.injectionLocks)) // want "^ptr varies only in steps of 8: if the number of shards is a power of two, at most 1 in 8 is ever used$"
	c.injectionLocks[i].Lock()
	defer c.injectionLocks[i].Unlock()
}

// A manager mixes the address first.
type manager struct {
	partitions []*hubShard
}

func (m *manager) index(c io.Reader) int {
	var p uintptr
	switch c := c.(type) {
	case *bufio.Reader:
		p = uintptr(unsafe.Pointer(c))
	default:
		p = reflect.ValueOf(c).Pointer()
	}
	return int(mix(p) % uintptr(len(m.partitions)))
}

func mix(p uintptr) uintptr {
	x := uint64(p)
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return uintptr(x)
}

func (m *manager) partition(c io.Reader) *hubShard { return m.partitions[m.index(c)] }

// A manager that does not.
func (m *manager) plainIndex(c *bufio.Reader) int {
	p := uintptr(unsafe.Pointer(c))
	return int(p % uintptr(len(m.partitions))) // want "p varies only in steps of [0-9]+: if the number"
}

func (m *manager) plainPartition(c *bufio.Reader) *hubShard { return m.partitions[m.plainIndex(c)] }

// A prime number of locks.
const lockPrime = 97

var nodeLocks [lockPrime]sync.RWMutex

func lockNode(h *hub) { nodeLocks[uintptr(unsafe.Pointer(h))%lockPrime].Lock() }

// Bytes of digests are as good as any others, also of those in letters.
var publicationLocks [64]sync.Mutex

func digestOf(text []byte) (digest [32]byte) {
	for i, b := range text {
		digest[i%32] = digest[i%32]*31 ^ b
	}
	return digest
}

func publicationLock(dir string) *sync.Mutex {
	key := digestOf([]byte(dir))
	return &publicationLocks[int(key[0])%len(publicationLocks)]
}

func letters(dir string) *sync.Mutex {
	sum := digestOf([]byte(dir))
	key := hex.EncodeToString(sum[:])
	return &publicationLocks[int(key[0])%16]
}

func ofDigest(digest string) *sync.Mutex { return &publicationLocks[digest[0]%16] }

var hostLocks [64]sync.Mutex

func ofHost(host string) *sync.Mutex {
	return &hostLocks[int(host[0])%len(hostLocks)] // want "the shard depends only on the first byte of host"
}
