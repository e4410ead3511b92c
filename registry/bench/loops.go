package bench

import (
	"math/rand/v2"
	"testing"
)

// The loops below are one text for all contenders: the compiler makes of each
// the direct calls that a program would have.

// must keeps the loops from measuring failed lookups.
func must(ok bool) {
	if !ok {
		panic("bench: a value is not found")
	}
}

// start returns where a goroutine begins, so that not all read the same.
func start(hs []uintptr) int { return rand.IntN(len(hs)) }

func (s *registryHandles) LookupLoop(pb *testing.PB, hs []uintptr) {
	for i := start(hs); pb.Next(); i++ {
		if i == len(hs) {
			i = 0
		}
		must(s.Lookup(hs[i]) != nil)
	}
}

func (s *registryHandles) ChurnLoop(pb *testing.PB, v *int) {
	for pb.Next() {
		h := s.Register(v)
		must(s.Lookup(h) == v)
		s.Delete(h)
	}
}

func (s cgoHandles) LookupLoop(pb *testing.PB, hs []uintptr) {
	for i := start(hs); pb.Next(); i++ {
		if i == len(hs) {
			i = 0
		}
		must(s.Lookup(hs[i]) != nil)
	}
}

func (s cgoHandles) ChurnLoop(pb *testing.PB, v *int) {
	for pb.Next() {
		h := s.Register(v)
		must(s.Lookup(h) == v)
		s.Delete(h)
	}
}

func (s pointerHandles) LookupLoop(pb *testing.PB, hs []uintptr) {
	for i := start(hs); pb.Next(); i++ {
		if i == len(hs) {
			i = 0
		}
		must(s.Lookup(hs[i]) != nil)
	}
}

func (s pointerHandles) ChurnLoop(pb *testing.PB, v *int) {
	for pb.Next() {
		h := s.Register(v)
		must(s.Lookup(h) == v)
		s.Delete(h)
	}
}

func (s *syncMapHandles) LookupLoop(pb *testing.PB, hs []uintptr) {
	for i := start(hs); pb.Next(); i++ {
		if i == len(hs) {
			i = 0
		}
		must(s.Lookup(hs[i]) != nil)
	}
}

func (s *syncMapHandles) ChurnLoop(pb *testing.PB, v *int) {
	for pb.Next() {
		h := s.Register(v)
		must(s.Lookup(h) == v)
		s.Delete(h)
	}
}

func (s *rwHandles) LookupLoop(pb *testing.PB, hs []uintptr) {
	for i := start(hs); pb.Next(); i++ {
		if i == len(hs) {
			i = 0
		}
		must(s.Lookup(hs[i]) != nil)
	}
}

func (s *rwHandles) ChurnLoop(pb *testing.PB, v *int) {
	for pb.Next() {
		h := s.Register(v)
		must(s.Lookup(h) == v)
		s.Delete(h)
	}
}

func (s *mutexHandles) LookupLoop(pb *testing.PB, hs []uintptr) {
	for i := start(hs); pb.Next(); i++ {
		if i == len(hs) {
			i = 0
		}
		must(s.Lookup(hs[i]) != nil)
	}
}

func (s *mutexHandles) ChurnLoop(pb *testing.PB, v *int) {
	for pb.Next() {
		h := s.Register(v)
		must(s.Lookup(h) == v)
		s.Delete(h)
	}
}

func (s *shardHandles) LookupLoop(pb *testing.PB, hs []uintptr) {
	for i := start(hs); pb.Next(); i++ {
		if i == len(hs) {
			i = 0
		}
		must(s.Lookup(hs[i]) != nil)
	}
}

func (s *shardHandles) ChurnLoop(pb *testing.PB, v *int) {
	for pb.Next() {
		h := s.Register(v)
		must(s.Lookup(h) == v)
		s.Delete(h)
	}
}

func (s *xsyncHandles) LookupLoop(pb *testing.PB, hs []uintptr) {
	for i := start(hs); pb.Next(); i++ {
		if i == len(hs) {
			i = 0
		}
		must(s.Lookup(hs[i]) != nil)
	}
}

func (s *xsyncHandles) ChurnLoop(pb *testing.PB, v *int) {
	for pb.Next() {
		h := s.Register(v)
		must(s.Lookup(h) == v)
		s.Delete(h)
	}
}
