package bench

import (
	"hash/maphash"
	"sync"

	"github.com/cgolint/cgolint/registry"
	"github.com/puzpuzpuz/xsync/v4"
)

// Map is what the maps compared have in common.
type Map[K comparable] interface {
	Load(key K) (int, bool)
	Store(key K, value int)
	Delete(key K)
}

// A MapContender is a way to share a map among goroutines.
type MapContender[K comparable] struct {
	Name string
	New  func() Map[K]
}

// MapContenders are the maps compared, in the order of the tables. The first
// is what the others are measured against.
func MapContenders[K comparable]() []MapContender[K] {
	return []MapContender[K]{
		{"sync.Map", func() Map[K] { return new(syncMap[K]) }},
		{"registry.Map", func() Map[K] { return new(registry.Map[K, int]) }},
		{"xsync.Map", func() Map[K] { return xsync.NewMap[K, int]() }},
		{"64-shards", func() Map[K] { return newShardMap[K]() }},
		{"map+RWMutex", func() Map[K] { return &rwMap[K]{m: map[K]int{}} }},
	}
}

type syncMap[K comparable] struct{ m sync.Map }

func (s *syncMap[K]) Store(key K, value int) { s.m.Store(key, value) }
func (s *syncMap[K]) Delete(key K)           { s.m.Delete(key) }
func (s *syncMap[K]) Load(key K) (int, bool) {
	v, ok := s.m.Load(key)
	if !ok {
		return 0, false
	}
	return v.(int), true
}

type rwMap[K comparable] struct {
	mu sync.RWMutex
	m  map[K]int
	_  [128 - 32]byte
}

func (s *rwMap[K]) Load(key K) (int, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	v, ok := s.m[key]
	return v, ok
}

func (s *rwMap[K]) Store(key K, value int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m[key] = value
}

func (s *rwMap[K]) Delete(key K) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.m, key)
}

type shardMap[K comparable] struct {
	seed   maphash.Seed
	shards [64]rwMap[K]
}

func newShardMap[K comparable]() *shardMap[K] {
	s := &shardMap[K]{seed: maphash.MakeSeed()}
	for i := range s.shards {
		s.shards[i].m = map[K]int{}
	}
	return s
}

func (s *shardMap[K]) of(key K) *rwMap[K]     { return &s.shards[maphash.Comparable(s.seed, key)%64] }
func (s *shardMap[K]) Load(key K) (int, bool) { return s.of(key).Load(key) }
func (s *shardMap[K]) Store(key K, value int) { s.of(key).Store(key, value) }
func (s *shardMap[K]) Delete(key K)           { s.of(key).Delete(key) }
