// Package wrap has exported functions that cross into C.
package wrap

// static int get(int x) { return x; }
import "C"

import "errors"

func Get(x int) int { // want Get:`^crosses into C\.get at depth 1$`
	return int(C.get(C.int(x)))
}

func Twice(x int) int { // want Twice:`^crosses into C\.get at depth 2$`
	return Get(x) + Get(x)
}

// A Store is empty when it is nil.
type Store struct{ cache map[int]int }

func (s *Store) Fetch(x int) (int, error) { // want Fetch:`^crosses into C\.get at depth 2$`
	if s == nil {
		return 0, errors.New("closed")
	}
	return Get(x), nil
}

// Cached mostly answers by itself.
func (s *Store) Cached(x int) int {
	if v, ok := s.cache[x]; ok {
		return v
	}
	return Get(x)
}

// Map is a function of which all instances cross.
func Map[T ~int](x T) T { // want Map:`^crosses into C\.get at depth 2$`
	return T(Get(int(x)))
}

func get(x int) int { return int(C.get(C.int(x))) } // only for this package
