// Package mixed draws IDs in locked regions that do more: they are reported,
// but the counter cannot be taken out of them.
package mixed

import (
	"fmt"
	"sync"
)

type registry struct {
	mu    sync.Mutex
	next  uint64
	conns map[uint64]*conn
}

type conn struct{ id uint64 }

func (r *registry) add(c *conn) uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next++ // want "^low: next counts up inside the locked region of mu: every caller waits for the whole region to get the next one$"
	id := r.next
	r.conns[id] = c
	return id
}

func (r *registry) get(id uint64) *conn {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.conns[id]
}

func (r *registry) remove(id uint64) {
	r.mu.Lock()
	delete(r.conns, id)
	r.mu.Unlock()
}

// alone draws without the map, but other draws need both.
func (r *registry) alone() uint64 {
	r.mu.Lock()
	id := r.next
	r.next++ // want "mu guards next and more: every caller waits for whoever holds the lock to add 1"
	r.mu.Unlock()
	return id
}

var (
	mu     sync.Mutex
	nextID int
	live   []*session
)

type session struct{ id int }

func open() *session {
	mu.Lock()
	defer mu.Unlock()
	nextID++ // want "nextID counts up inside"
	s := &session{id: nextID}
	live = append(live, s)
	return s
}

type request struct{ serial int }

type codec struct {
	mu     sync.Mutex
	serial int
	last   string
}

func (c *codec) read(r *request, name string) {
	c.mu.Lock()
	c.serial++ // want "serial counts up inside"
	r.serial = c.serial
	c.last = name
	c.mu.Unlock()
}

type ids struct {
	mu   sync.Mutex
	id   uint32
	used map[uint32]bool
}

// unused skips what is in use.
func (i *ids) unused() uint32 {
	i.mu.Lock()
	defer i.mu.Unlock()
	for {
		i.id++ // want "id counts up inside"
		if i.id == 0 {
			i.id = 1
		}
		if !i.used[i.id] {
			i.used[i.id] = true
			return i.id
		}
	}
}

// Two locks: the inner one is the counter's.
type client struct {
	reqMu sync.Mutex
	mu    sync.Mutex
	seq   uint64
	calls map[uint64]func()
}

func (c *client) send(f func(), write func(uint64)) {
	c.reqMu.Lock()
	defer c.reqMu.Unlock()
	c.mu.Lock()
	seq := c.seq
	c.seq++ // want "seq counts up inside the locked region of mu"
	c.calls[seq] = f
	c.mu.Unlock()
	write(seq)
}

var (
	callbackMu sync.Mutex
	callbacks  = map[uint64]func(){}
	index      uint64
)

func register(f func()) uint64 {
	callbackMu.Lock()
	defer callbackMu.Unlock()
	index++ // want "index counts up inside"
	for callbacks[index] != nil {
		index++
	}
	callbacks[index] = f
	return index
}

type table struct {
	mu   sync.Mutex
	last uint64
	rows map[uint64]string
}

func (t *table) insert(row string) uint64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	id := t.nextLocked()
	t.rows[id] = row
	return id
}

// nextLocked is called with the lock held.
func (t *table) nextLocked() uint64 {
	t.last++ // want "last counts up inside the locked region of mu"
	return t.last
}

// The name is made of something that changes.
type namer struct {
	mu   sync.Mutex
	next int
	tags map[string]bool
}

func (n *namer) name() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.next++ // want "next counts up inside"
	return fmt.Sprint(n.tags, n.next)
}

func (n *namer) tag(tag string) {
	n.mu.Lock()
	n.tags[tag] = true
	n.mu.Unlock()
}
