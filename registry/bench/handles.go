package bench

import (
	"runtime/cgo"
	"sync"
	"sync/atomic"
	"testing"
	"unsafe"

	"github.com/cgolint/cgolint/registry"
	"github.com/mattn/go-pointer"
	"github.com/puzpuzpuz/xsync/v4"
)

// Handles is one way to give C a number for a Go value.
type Handles interface {
	Register(v *int) uintptr
	Lookup(h uintptr) *int
	Delete(h uintptr)
	// LookupLoop and ChurnLoop are the inner loops of the benchmarks, written
	// out so that none pays for a call through an interface.
	LookupLoop(pb *testing.PB, hs []uintptr)
	ChurnLoop(pb *testing.PB, v *int)
}

// HandleContenders are the ways compared, in the order of the tables. The
// first is what the others are measured against.
var HandleContenders = []struct {
	Name string
	New  func() Handles
}{
	{"cgo.Handle", func() Handles { return cgoHandles{} }},
	{"registry", func() Handles { return new(registryHandles) }},
	{"sync.Map", func() Handles { return new(syncMapHandles) }},
	{"map+RWMutex", func() Handles { return &rwHandles{m: map[uintptr]*int{}} }},
	{"map+Mutex", func() Handles { return &mutexHandles{m: map[uintptr]*int{}} }},
	{"64-shards", func() Handles { return newShardHandles() }},
	{"go-pointer", func() Handles { return pointerHandles{} }},
	{"xsync.Map", func() Handles { return &xsyncHandles{m: xsync.NewMap[uintptr, *int]()} }},
}

type registryHandles struct{ r registry.Registry[*int] }

func (s *registryHandles) Register(v *int) uintptr { return uintptr(s.r.Register(v)) }
func (s *registryHandles) Lookup(h uintptr) *int   { v, _ := s.r.Lookup(registry.Handle(h)); return v }
func (s *registryHandles) Delete(h uintptr)        { s.r.Delete(registry.Handle(h)) }

type cgoHandles struct{}

func (cgoHandles) Register(v *int) uintptr { return uintptr(cgo.NewHandle(v)) }
func (cgoHandles) Lookup(h uintptr) *int   { return cgo.Handle(h).Value().(*int) }
func (cgoHandles) Delete(h uintptr)        { cgo.Handle(h).Delete() }

type pointerHandles struct{}

func (pointerHandles) Register(v *int) uintptr { return uintptr(pointer.Save(v)) }
func (pointerHandles) Lookup(h uintptr) *int   { return pointer.Restore(asPointer(h)).(*int) }
func (pointerHandles) Delete(h uintptr)        { pointer.Unref(asPointer(h)) }

// asPointer is for C memory, which the garbage collector does not mind.
func asPointer(h uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&h)) }

type syncMapHandles struct {
	next atomic.Uintptr
	m    sync.Map
}

func (s *syncMapHandles) Register(v *int) uintptr {
	h := s.next.Add(1)
	s.m.Store(h, v)
	return h
}
func (s *syncMapHandles) Lookup(h uintptr) *int { v, _ := s.m.Load(h); return v.(*int) }
func (s *syncMapHandles) Delete(h uintptr)      { s.m.Delete(h) }

// rwHandles is the talk's big old map.
type rwHandles struct {
	mu   sync.RWMutex
	next uintptr
	m    map[uintptr]*int
}

func (s *rwHandles) Register(v *int) uintptr {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	s.m[s.next] = v
	return s.next
}

func (s *rwHandles) Lookup(h uintptr) *int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.m[h]
}

func (s *rwHandles) Delete(h uintptr) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.m, h)
}

type mutexHandles struct {
	mu   sync.Mutex
	next uintptr
	m    map[uintptr]*int
}

func (s *mutexHandles) Register(v *int) uintptr {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	s.m[s.next] = v
	return s.next
}

func (s *mutexHandles) Lookup(h uintptr) *int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.m[h]
}

func (s *mutexHandles) Delete(h uintptr) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.m, h)
}

// shardHandles is where the talk ends: 64 maps, an RWMutex each, numbers from
// one atomic counter.
type shardHandles struct {
	next   atomic.Uintptr
	shards [64]struct {
		mu sync.RWMutex
		m  map[uintptr]*int
		_  [128 - 32]byte
	}
}

func newShardHandles() *shardHandles {
	s := new(shardHandles)
	for i := range s.shards {
		s.shards[i].m = map[uintptr]*int{}
	}
	return s
}

func (s *shardHandles) Register(v *int) uintptr {
	h := s.next.Add(1)
	sh := &s.shards[h%64]
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.m[h] = v
	return h
}

func (s *shardHandles) Lookup(h uintptr) *int {
	sh := &s.shards[h%64]
	sh.mu.RLock()
	defer sh.mu.RUnlock()
	return sh.m[h]
}

func (s *shardHandles) Delete(h uintptr) {
	sh := &s.shards[h%64]
	sh.mu.Lock()
	defer sh.mu.Unlock()
	delete(sh.m, h)
}

type xsyncHandles struct {
	next atomic.Uintptr
	m    *xsync.Map[uintptr, *int]
}

func (s *xsyncHandles) Register(v *int) uintptr {
	h := s.next.Add(1)
	s.m.Store(h, v)
	return h
}
func (s *xsyncHandles) Lookup(h uintptr) *int { v, _ := s.m.Load(h); return v }
func (s *xsyncHandles) Delete(h uintptr)      { s.m.Delete(h) }
