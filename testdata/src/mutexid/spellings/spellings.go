// Package spellings draws IDs in the ways that people write it.
package spellings

import "sync"

type gen struct {
	mu   sync.Mutex
	next int
}

func (g *gen) explicit() int {
	g.mu.Lock()
	g.next += 1 // want "mu guards only next"
	id := g.next
	g.mu.Unlock()
	return id
}

func (g *gen) sum() int {
	g.mu.Lock()
	g.next = g.next + 1 // want "mu guards only next"
	id := g.next
	g.mu.Unlock()
	return id
}

func (g *gen) sumReversed() (id int) {
	g.mu.Lock()
	g.next = 1 + g.next // want "mu guards only next"
	id = g.next
	g.mu.Unlock()
	return
}

func (g *gen) readFirst() int {
	g.mu.Lock()
	id := g.next
	g.next++ // want "mu guards only next"
	g.mu.Unlock()
	return id
}

func (g *gen) deferred() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.next++ // want "mu guards only next"
	return g.next
}

func (g *gen) deferredReadFirst() int {
	defer g.mu.Unlock()
	g.mu.Lock()
	id := g.next
	g.next++ // want "mu guards only next"
	return id
}

func (g *gen) named() (id int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	id = g.next
	g.next++ // want "mu guards only next"
	return
}

func (g *gen) deferredLiteral() int {
	g.mu.Lock()
	defer func() {
		g.mu.Unlock()
	}()
	g.next++ // want "mu guards only next"
	return g.next
}

func (g *gen) oneLine() int { g.mu.Lock(); defer g.mu.Unlock(); g.next++; return g.next } // want "mu guards only next"

func (g *gen) both() (int, string) {
	g.mu.Lock()
	g.next++ // want "mu guards only next"
	id := g.next
	even := g.next%2 == 0
	g.mu.Unlock()
	if even {
		return id, "even"
	}
	return id, "odd"
}

func (g *gen) inBlock(want bool) int {
	id := -1
	if want {
		g.mu.Lock() // one at a time
		// The next one.
		g.next++ // want "mu guards only next"
		id = g.next
		g.mu.Unlock()
	}
	return id
}

func (g *gen) twos() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	id := g.next
	g.next += 2 // want "mu guards only next"
	return id
}

// What follows reads the number outside of the lock.

var (
	lateMu  *sync.Mutex
	late    int
	earlyMu sync.Mutex
	early   uint32
)

func init() {
	lateMu = new(sync.Mutex)
	late = 1
}

func readLate() int {
	lateMu.Lock()
	late++ // want "^late is read while lateMu is not held: two callers can get the same number$"
	lateMu.Unlock()
	return late
}

func readEarly() uint32 {
	v := early
	earlyMu.Lock()
	early++ // want "early is read while earlyMu is not held"
	earlyMu.Unlock()
	return v
}

// What follows sets zero where it is zero anyway.

type zero struct {
	mu   sync.Mutex
	next int
	name string
}

func newZero() *zero {
	return &zero{
		next: 0,
		mu:   sync.Mutex{},
		name: "zero",
	}
}

func newZeros() []*zero {
	return []*zero{
		{next: 0, mu: sync.Mutex{}},
		{name: "one", next: 0, mu: sync.Mutex{}},
		{next: 0, name: "two", mu: sync.Mutex{}},
	}
}

func (z *zero) draw() int {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.next++ // want "mu guards only next"
	return z.next
}

// What follows adds in two statements.

type steps struct {
	mu   sync.Mutex
	last int
}

func (s *steps) sumFirst() int {
	s.mu.Lock()
	id := s.last + 1
	s.last = id // want "mu guards only last"
	s.mu.Unlock()
	return id
}

func (s *steps) copyFirst() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.last
	s.last = id + 1 // want "mu guards only last"
	return id
}

// What follows has functions for the lock.

type proxies struct {
	mu   sync.Mutex
	next uint64
}

func (p *proxies) lock()   { p.mu.Lock() }
func (p *proxies) unlock() { p.mu.Unlock() }

func (p *proxies) draw() uint64 {
	p.lock()
	defer p.unlock()
	p.next++ // want "mu guards only next"
	return p.next
}

// What follows makes the ID of the number with a function.

type generator struct {
	mu     sync.Mutex
	prefix uint64
	suffix uint64
}

func (g *generator) draw() uint64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.suffix++ // want "mu guards only suffix"
	id := g.prefix | low(g.suffix, 40)
	return id
}

func low(x uint64, n uint) uint64 { return x & (1<<n - 1) }
