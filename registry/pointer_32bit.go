//go:build !(amd64 || arm64 || loong64 || mips64 || mips64le || ppc64 || ppc64le || riscv64 || s390x || wasm)

package registry

import (
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Pointer returns a void * that stands for h, for C functions that take user
// data as one. It is the address of a pinned cell that belongs to h until h
// is deleted, since on a 32-bit platform every number may be an address of
// the Go heap. It must not be dereferenced, in Go or in C. [FromPointer] is
// the inverse.
func (h Handle) Pointer() unsafe.Pointer {
	if h == 0 {
		return nil
	}
	return cells.assign(h)
}

// FromPointer returns the handle that [Handle.Pointer] turned into p, or zero.
func FromPointer(p unsafe.Pointer) Handle {
	cells.mu.Lock()
	defer cells.mu.Unlock()
	return cells.handles[p]
}

func releasePointer(h Handle) {
	if cells.used.Load() {
		cells.release(h)
	}
}

const cellsPerBlock = 256

// cells holds the addresses that stand for handles. The blocks are pinned and
// never freed, so an address that was handed out stays a valid pointer even
// after its handle is deleted. Handles are unique in the process on 32-bit
// platforms (see sharedNumbers), so one table serves all registries.
var cells = cellTable{
	addresses: map[Handle]unsafe.Pointer{},
	handles:   map[unsafe.Pointer]Handle{},
}

type cellTable struct {
	used      atomic.Bool // whether anybody ever called Pointer
	mu        sync.Mutex
	addresses map[Handle]unsafe.Pointer
	handles   map[unsafe.Pointer]Handle // inverse of addresses
	free      []unsafe.Pointer          // in order of release: the longest unused goes first
	pinner    runtime.Pinner
}

func (t *cellTable) assign(h Handle) unsafe.Pointer {
	t.used.Store(true)
	t.mu.Lock()
	defer t.mu.Unlock()
	if p, ok := t.addresses[h]; ok {
		return p
	}
	if len(t.free) == 0 {
		t.grow()
	}
	p := t.free[0]
	t.free = t.free[1:]
	t.addresses[h], t.handles[p] = p, h
	return p
}

func (t *cellTable) grow() {
	block := new([cellsPerBlock]byte)
	t.pinner.Pin(block)
	for i := range block {
		t.free = append(t.free, unsafe.Pointer(&block[i]))
	}
}

func (t *cellTable) release(h Handle) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if p, ok := t.addresses[h]; ok {
		delete(t.addresses, h)
		delete(t.handles, p)
		t.free = append(t.free, p)
	}
}
