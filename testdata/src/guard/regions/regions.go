// Package regions takes locks in the ways that people do.
package regions

import "sync"

type store struct {
	sync.RWMutex
	n     int
	m     map[string]int
	other struct{ mu *sync.Mutex }
}

var (
	mu sync.Mutex
	n  int
)

func plain() {
	mu.Lock() // want "lock mu: adds to n; reads n"
	n++
	m := n
	mu.Unlock()
	_ = m
}

func deferred(s *store) int {
	s.RLock() // want "lock s.RWMutex for reading, deferred: reads n"
	defer s.RUnlock()
	return s.n
}

func deferredFirst(s *store) {
	defer func() { s.Unlock() }()
	s.Lock() // want "lock s.RWMutex, deferred: adds to n; writes n; reads m"
	s.n = 2 + s.n
	s.n = 3
	delete(s.m, "x")
}

func deferredInBlock(s *store, ok bool) {
	if ok {
		s.Lock() // want "lock s.RWMutex, deferred, incomplete: adds to n"
		defer s.Unlock()
		s.n -= 2
	}
	s.n++
}

func exits(s *store) int {
	s.other.mu.Lock() // want "lock s.other.mu, 1 exits: reads n; writes n"
	if s.n > 0 {
		s.other.mu.Unlock()
		return s.n
	}
	s.n = 1
	s.other.mu.Unlock()
	return s.n
}

func goesOn(s *store) {
	s.Lock() // want "lock s.RWMutex, 1 exits, incomplete: adds to n"
	if s.n++; s.n > 0 {
		s.Unlock()
		s.n--
	}
	s.m = nil
}

func never(s *store) {
	s.Lock() // want "lock s.RWMutex, incomplete: other n"
	p := &s.n
	_ = p
}

func nested(s *store) {
	mu.Lock() // want "lock mu: writes n; writes n"
	s.Lock()  // want "lock s.RWMutex: writes n"
	s.n = 1
	s.Unlock()
	s.n = 2
	mu.Unlock()
}

func inLoop(list []*store) {
	for _, s := range list {
		s.Lock() // want "lock s.RWMutex: adds to n"
		s.n++
		s.Unlock()
	}
	switch {
	case len(list) == 1:
		mu.Lock() // want "lock mu: reads n"
		use(n)
		mu.Unlock()
	}
}

func closures(s *store) {
	s.Lock() // want "lock s.RWMutex: writes n"
	func() { s.n = 1 }()
	go func() { s.n = 2 }()
	s.Unlock()
	func() {
		mu.Lock() // want "lock mu, deferred: adds to n"
		defer mu.Unlock()
		n++
	}()
}

// Both may be the same store.
func twoStores(a, b *store) {
	a.Lock() // want "lock a.RWMutex, incomplete: adds to n"
	b.Lock() // want "lock b.RWMutex: adds to n"
	a.n++
	b.Unlock()
	a.Unlock()
}

func again(s *store) {
	s.Lock() // want "lock s.RWMutex, .*incomplete:"
	for {
		s.Unlock()
		s.Lock() // want "lock s.RWMutex, .*incomplete:"
	}
}

func use(int) {}

// Functions that lock and unlock for others.

func (s *store) lock()   { s.other.mu.Lock() }
func (s *store) unlock() { s.other.mu.Unlock() }

func throughProxies(list []*store) {
	list[0].lock() // want "lock list.*: adds to n"
	list[0].n++
	list[0].unlock()
}

type outer struct{ *store }

func throughEmbedded(o *outer) {
	o.lock() // want "lock o.store.other.mu, deferred: writes n"
	defer o.unlock()
	o.n = 1
}

// Functions that are called while a lock is held.

func (s *store) addLocked() { // want "lock mu, inherited, incomplete: adds to n"
	s.n++
	s.addTwiceLocked()
}

func (s *store) addTwiceLocked() { // want "lock mu, inherited, incomplete: adds to n"
	s.n += 2
}

func (s *store) sometimesLocked() {
	s.n++
}

func (s *store) asValue() {
	s.n++
}

func callers(s *store) {
	s.other.mu.Lock() // want "lock s.other.mu: $"
	s.addLocked()
	s.sometimesLocked()
	s.asValue()
	s.other.mu.Unlock()
	s.sometimesLocked()
	use(len([]func(){s.asValue}))
}
