// Package others takes locks of another package, and does not import sync.
package others

import "example.com/guard/lib"

var n int

func whole(s *lib.Store) {
	s.Lock() // want "^lock s.mu: writes n$"
	n = s.N
	s.Unlock()
}

func deferred(s *lib.Store) {
	s.Lock() // want "^lock s.mu, deferred: adds to n$"
	defer s.Unlock()
	n++
}

func partly(s *lib.Store) {
	i := s.Begin() // want "^lock s.mu, incomplete: writes n$"
	n = i
	s.End()
	n = 0
}

func returned(s *lib.Store) {
	defer s.Hold()() // want "^lock s.mu for reading, deferred, incomplete: adds to n$"
	n++
}

func returnedInVariable(s *lib.Store) {
	done := s.Hold() // want "^lock s.mu for reading, incomplete: adds to n$"
	n++
	done()
	n = 0
}

func variable() {
	lib.Lock() // want "^lock mu: adds to n$"
	n++
	lib.Unlock()
}

type wrapped struct{ *lib.Open }

func embedded(w wrapped) {
	w.Lock() // want "^lock w.Open.Mutex: writes n$"
	n = w.N
	w.Unlock()
}

func own(s *lib.Store) int { return s.Get(1) }
