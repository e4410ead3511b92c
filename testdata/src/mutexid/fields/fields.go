// Package fields keeps counters and their locks in structs.
package fields

import (
	"strconv"
	"sync"
)

// A Pool hands out tickets.
type Pool struct {
	name string

	// mu serializes the draws.
	mu sync.RWMutex
	// ticket is the next ticket.
	ticket uint32
}

// New returns a pool.
func New(name string) *Pool { return &Pool{name: name} }

// Draw returns the next ticket.
func (p *Pool) Draw() string {
	p.mu.Lock()
	t := p.ticket
	p.ticket++ // want "mu guards only ticket"
	p.mu.Unlock()
	return p.name + strconv.FormatUint(uint64(t), 10)
}

// Next returns what Draw will draw.
func (p *Pool) Next() uint32 {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.ticket
}

// Skip leaves out a ticket.
func (p *Pool) Skip() {
	p.mu.Lock()
	p.ticket++
	p.mu.Unlock()
}

type embedded struct {
	sync.Mutex
	seq int64
}

func (e *embedded) draw() (seq int64) {
	e.Lock()
	defer e.Unlock()
	e.seq++ // want "the embedded Mutex guards only seq"
	seq = e.seq
	return
}

type pointer struct {
	lock *sync.Mutex
	id   uintptr
	what string
}

func newPointer(what string) *pointer {
	return &pointer{lock: new(sync.Mutex), what: what}
}

func newOther() *pointer {
	return &pointer{
		lock: &sync.Mutex{},
		what: "other",
	}
}

func (p *pointer) draw() uintptr {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.id++ // want "lock guards only id"
	return p.id
}

// ids is a struct without a name.
var ids struct {
	sync.Mutex
	next ID
}

// An ID names something.
type ID int

func draw() ID {
	ids.Lock()
	defer ids.Unlock()
	ids.next++ // want "the embedded Mutex guards only next"
	return ids.next
}

// generator is the same for any type.
type generator[T any] struct {
	mu   sync.Mutex
	last uint
	zero T
}

func (g *generator[T]) draw() (uint, T) {
	g.mu.Lock()
	g.last++ // want "mu guards only last"
	id := g.last
	g.mu.Unlock()
	return id, g.zero
}

// outer has the counter of the struct it embeds.
type outer struct {
	inner
}

type inner struct {
	mu, other sync.Mutex
	a, b      uint16
}

func (o *outer) draw() uint16 {
	o.mu.Lock()
	o.a++ // want "mu guards only a"
	id := o.a
	o.mu.Unlock()
	return id
}

func (o *outer) busy() {
	o.other.Lock()
	defer o.other.Unlock()
	o.b = 1
	work()
}

func work() {}
