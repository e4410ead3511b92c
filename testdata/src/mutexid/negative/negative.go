// Package negative counts under a lock where that is right.
package negative

import (
	"fmt"
	"log"
	"sync"
)

// Statistics change together.
type stats struct {
	mu    sync.Mutex
	n     int
	bytes int
}

func (s *stats) add(bytes int) (n int, average int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
	s.bytes += bytes
	return s.n, s.bytes / s.n
}

// A counter that is only read elsewhere.
type hits struct {
	mu sync.Mutex
	n  int
}

func (h *hits) hit() {
	h.mu.Lock()
	h.n++
	h.mu.Unlock()
}

func (h *hits) value() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.n
}

// A counter that is only printed.
func (h *hits) print() {
	h.mu.Lock()
	h.n++
	n := h.n
	h.mu.Unlock()
	log.Printf("%d hits", n)
}

// A limiter compares under the lock.
type limiter struct {
	mu   sync.Mutex
	used int
	max  int
}

func (l *limiter) allow() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.used >= l.max {
		return false
	}
	l.used++
	return true
}

func (l *limiter) slot() (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.used >= l.max {
		return 0, fmt.Errorf("all of %d slots are used", l.max)
	}
	l.used++
	return l.used, nil
}

// A gauge goes down, too.
type gauge struct {
	sync.Mutex
	open int
}

func (g *gauge) enter() int {
	g.Lock()
	defer g.Unlock()
	g.open++
	return g.open
}

func (g *gauge) leave() {
	g.Lock()
	g.open--
	g.Unlock()
}

// The first caller does the work.
type once struct {
	mu    sync.Mutex
	calls int
}

func (o *once) do(f func()) {
	o.mu.Lock()
	o.calls++
	first := o.calls == 1
	o.mu.Unlock()
	if first {
		f()
	}
}

// A ring of buffers: the number is a place.
type ring struct {
	mu   sync.Mutex
	next int
	bufs [8][]byte
}

func (r *ring) buffer() []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	b := r.bufs[r.next%len(r.bufs)]
	r.next++
	return b
}

func (r *ring) put(b []byte) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.bufs[r.next] = b
	r.next++
	return r.next
}

// A count of what is there, under its name.
type set struct {
	mu    sync.Mutex
	has   map[string]bool
	count int
}

func (s *set) add(key string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.has[key] {
		s.has[key] = true
		s.count++
	}
	return s.count
}

// A loop variable under the lock.
func fill(mu *sync.Mutex, m map[int]int) {
	mu.Lock()
	defer mu.Unlock()
	for i := 0; i < 10; i++ {
		m[i] = i
	}
}

// A number that follows another.
type window struct {
	mu   sync.Mutex
	seq  uint32
	sent map[uint32]string
}

func (w *window) send(s string) uint32 {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seq++
	w.sent[w.seq] = s
	return w.seq
}

func (w *window) ack(seq uint32) {
	w.mu.Lock()
	w.seq = seq
	w.mu.Unlock()
}

// A number of attempts, which the region doubles the interval with.
type backoff struct {
	mu       sync.Mutex
	try      int
	interval int
}

func (b *backoff) next(f func(try, interval int)) {
	b.mu.Lock()
	b.try++
	try := b.try
	b.interval *= 2
	interval := b.interval
	b.mu.Unlock()
	f(try, interval)
}

// A number for people.
type page struct {
	mu      sync.Mutex
	counter int
}

func (p *page) show(reply func(map[string]any)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.counter++
	reply(map[string]any{"counter": p.counter})
}

// A sequence number of a protocol, which the callers' lock keeps in order.
type association struct {
	mu   sync.Mutex
	tsn  uint32
	sent []chunk
}

type chunk struct{ tsn uint32 }

func (a *association) send() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sent = append(a.sent, chunk{a.nextTSN()})
}

func (a *association) nextTSN() uint32 {
	tsn := a.tsn
	a.tsn++
	return tsn
}

// The version of a layout goes with the layout: whoever asks for both must get
// those that belong together.
type layout struct {
	mu      sync.Mutex
	items   []string
	version uint32
}

func (l *layout) add(item string, announce func(version uint32)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.items = append(l.items, item)
	l.version++
	announce(l.version)
}

func (l *layout) current() ([]string, uint32) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.items, l.version
}
