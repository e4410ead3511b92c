package registry

import (
	"hash/maphash"
	"math/bits"
	"reflect"
	"unsafe"
)

// A mapHasher hashes the keys of one Map, with a seed of its own. Keys that
// are one machine word without inner structure are mixed in place, which
// takes less time than the calls that [maphash.Comparable] makes.
type mapHasher[K comparable] struct {
	seed maphash.Seed
	word uint64 // a random number
	mix  bool   // whether a K is such a word
}

func newMapHasher[K comparable]() mapHasher[K] {
	seed := maphash.MakeSeed()
	h := mapHasher[K]{seed: seed, word: maphash.Comparable(seed, 0)}
	switch reflect.TypeFor[K]().Kind() {
	case reflect.Int, reflect.Uint, reflect.Int64, reflect.Uint64, reflect.Uintptr,
		reflect.Pointer, reflect.UnsafePointer, reflect.Chan:
		var k K
		h.mix = unsafe.Sizeof(k) == unsafe.Sizeof(uintptr(0))
	}
	return h
}

// hash returns a hash of key all of whose bits depend on all of key's.
func (h *mapHasher[K]) hash(key K) uint64 {
	if h.mix {
		return h.mixed(key)
	}
	return maphash.Comparable(h.seed, key)
}

// mixed is hash for keys of one word. It multiplies twice to 128 bits and
// folds; the factors are primes of xxHash.
func (h *mapHasher[K]) mixed(key K) uint64 {
	word := *(*uintptr)(unsafe.Pointer(&key))
	hi, lo := bits.Mul64(uint64(word)^h.word, 0x9e3779b185ebca87)
	hi, lo = bits.Mul64(hi^lo, 0xc2b2ae3d27d4eb4f)
	return hi ^ lo
}
