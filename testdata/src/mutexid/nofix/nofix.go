// Package nofix has counters that are reported and left as they are.
package nofix

import (
	"fmt"
	"reflect"
	"sync"
	"unsafe"
)

// Exported can be used by other packages.
var (
	Exported   int
	exportedMu sync.Mutex
)

func exported() int {
	exportedMu.Lock()
	defer exportedMu.Unlock()
	Exported++ // want "exportedMu guards only Exported"
	return Exported
}

// A Gen has a lock that others may take around several draws.
type Gen struct {
	sync.Mutex
	next int
}

func (g *Gen) draw() int {
	g.Lock()
	g.next++ // want "the embedded Mutex guards only next"
	id := g.next
	g.Unlock()
	return id
}

// The address is taken.
type address struct {
	mu   sync.Mutex
	next int
}

func (a *address) draw() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.next++ // want "mu guards only next"
	return a.next
}

func (a *address) pointer() *int { return &a.next }

// The struct is copied; its lock is not in it.
type copied struct{ next int }

var copiedMu sync.Mutex

func (c *copied) draw() int {
	copiedMu.Lock()
	defer copiedMu.Unlock()
	c.next++ // want "copiedMu guards only next"
	return c.next
}

func (c *copied) snapshot() copied { return *c }

// The struct is made by a literal without keys.
type unkeyed struct {
	next int
	mu   *sync.Mutex
}

func newUnkeyed() *unkeyed { return &unkeyed{0, new(sync.Mutex)} }

func (u *unkeyed) draw() int {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.next++ // want "mu guards only next"
	return u.next
}

// A literal gives the first number.
type keyed struct {
	mu   sync.Mutex
	next int
}

func newKeyed() *keyed { return &keyed{next: 1} }

func (k *keyed) draw() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.next++ // want "mu guards only next"
	return k.next
}

// The field has a tag, which is for something that looks at its type.
type tagged struct {
	mu   sync.Mutex
	next int `column:"next"`
}

func (t *tagged) draw() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next++ // want "mu guards only next"
	return t.next
}

func column(t *tagged) string { return reflect.TypeOf(t).Elem().Field(1).Tag.Get("column") }

// The layout of the struct matters to somebody.
type layout struct {
	mu   sync.Mutex
	next int32
}

func (l *layout) draw() int32 {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next++ // want "mu guards only next"
	return l.next
}

func (l *layout) bytes() *[12]byte { return (*[12]byte)(unsafe.Pointer(l)) }

// The first number is computed.
var (
	computedMu sync.Mutex
	computed   = len(fmt.Sprint("x"))
)

func drawComputed() int {
	computedMu.Lock()
	defer computedMu.Unlock()
	computed++ // want "computedMu guards only computed"
	return computed
}

// A function that runs while the lock is held for more reads the counter.
type shared struct {
	mu   sync.Mutex
	next int
	log  []int
}

func (s *shared) draw() int {
	s.mu.Lock()
	s.next++ // want "mu guards next and more"
	id := s.next
	s.mu.Unlock()
	return id
}

func (s *shared) record() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, s.peek(), s.peek())
}

func (s *shared) peek() int { return s.next }

// Two numbers are drawn at once.
type two struct {
	mu   sync.Mutex
	next int
}

func (t *two) draw() (int, int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	a := t.next
	t.next++ // want "mu guards only next"
	return a, t.next
}

func (t *two) swap() (old int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	old = t.next
	t.next = 0
	return old
}

// The lock is taken in another way as well.
type tried struct {
	mu   sync.Mutex
	next int
}

func (t *tried) draw() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next++ // want "mu guards only next"
	return t.next
}

func (t *tried) try() int {
	if !t.mu.TryLock() {
		return 0
	}
	defer t.mu.Unlock()
	return t.next + t.next
}

// The counter is a key of a range statement.
var (
	rangedMu sync.Mutex
	ranged   int
)

func drawRanged() int {
	rangedMu.Lock()
	defer rangedMu.Unlock()
	ranged++ // want "rangedMu guards only ranged"
	return ranged
}

func setRanged(list []string) {
	for ranged = range list {
	}
}

// The name atomic is taken.
func shadowed() func() int {
	atomic := 1
	var mu sync.Mutex
	next := 0
	return func() int {
		mu.Lock()
		defer mu.Unlock()
		next++ // want "mu guards only next"
		return next*2 + atomic
	}
}

// The number and another are set at once.
type tuple struct {
	mu   sync.Mutex
	next int
}

func (t *tuple) draw() (id int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	id, t.next = t.next, t.next+1 // want "mu guards only next"
	return id
}

// Numbers start again with one when they are used up.
type wrapping struct {
	mu   sync.Mutex
	next uint32
}

func (w *wrapping) draw() uint32 {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next++ // want "mu guards only next"
	if w.next == 0 {
		w.next = 1
	}
	return w.next
}
