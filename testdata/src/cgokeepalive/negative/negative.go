// Package negative has objects with finalizers that are alive when C uses
// their memory.
package negative

/*
#include <stdlib.h>
typedef struct { int n; char name[16]; } item;
static item *item_new(void) { return calloc(1, sizeof(item)); }
static void item_free(item *i) { free(i); }
static int item_len(item *i) { return i->n; }
static void item_set(item *i, int n) { i->n = n; }
static char *item_name(item *i) { return i->name; }
static int item_both(item *i, void *p) { return i->n; }
static void item_log(item *i) {}
static void value_set(item *v) { v->n++; }
*/
import "C"

import (
	"runtime"
	"sync"
	"unsafe"
)

type Item struct {
	c    *C.item
	mu   sync.Mutex
	n    int
	once sync.Once
	next *Item
}

func NewItem() *Item {
	i := &Item{c: C.item_new()}
	C.item_set(i.c, 1) // i is returned
	runtime.SetFinalizer(i, (*Item).Close)
	return i
}

// Close is the finalizer, and frees the memory itself.
func (i *Item) Close() {
	if i.c != nil {
		C.item_free(i.c)
		i.c = nil
	}
}

// Release takes the finalizer off first.
func (i *Item) Release() {
	runtime.SetFinalizer(i, nil)
	C.item_log(i.c)
}

// Detach clears the field first: the finalizer does not see the memory.
func (i *Item) Detach() {
	c := i.c
	i.c = nil
	C.item_log(c)
	C.item_free(c)
}

func (i *Item) Kept() int {
	n := C.item_len(i.c)
	runtime.KeepAlive(i)
	return int(n)
}

func (i *Item) KeptLater() int {
	defer runtime.KeepAlive(i)
	return int(C.item_len(i.c))
}

// The deferred call has a pointer into the object.
func (i *Item) Locked() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return int(C.item_len(i.c))
}

func (i *Item) Unlocked() {
	i.mu.Lock()
	C.item_set(i.c, 1)
	i.mu.Unlock()
}

func (i *Item) UsedLater() int {
	n := C.item_len(i.c)
	i.n++
	return int(n)
}

func (i *Item) UsedNextTurn(n int) {
	for range n {
		C.item_set(i.c, 1)
	}
}

func (i *Item) Chain() *Item {
	C.item_set(i.c, 1)
	return i
}

// C gets a pointer to the object itself.
func (i *Item) Argument() int {
	return int(C.item_both(i.c, unsafe.Pointer(&i.n)))
}

func (i *Item) Literal() int {
	n := C.item_len(i.c)
	func() { i.n = int(n) }()
	return int(n)
}

func (i *Item) KeptLiteral() int {
	defer func() { runtime.KeepAlive(i) }()
	return int(C.item_len(i.c))
}

// All callers keep the object alive.
func (i *Item) length() int { return int(C.item_len(i.c)) }

func (i *Item) Length() int {
	n := i.length()
	runtime.KeepAlive(i)
	return n
}

func (i *Item) Twice() int {
	defer runtime.KeepAlive(i)
	return i.length() + i.length()
}

var all = make(map[*Item]bool)

// The map holds the object for good.
func (i *Item) Listed() {
	all[i] = true
	C.item_set(i.c, 1)
}

var def *Item

func Default() int { return int(C.item_len(def.c)) }

type list struct{ items []*Item }

// What holds the object is used later.
func (l *list) First() (int, int) {
	n := C.item_len(l.items[0].c)
	return int(n), len(l.items)
}

func Made() *Item {
	i := NewItem()
	name := C.GoString(C.item_name(i.c))
	_ = name
	return i
}

// The channel may have a receiver.
func Sent(ch chan *Item) {
	i := NewItem()
	ch <- i
	C.item_set(i.c, 2)
}

// A pointer that comes from elsewhere may be held there.
func Found(find func() *Item) int { return int(C.item_len(find().c)) }

// Value holds the memory of C itself, and C gets a pointer to it.
type Value struct{ v C.item }

func NewValue() *Value {
	v := new(Value)
	runtime.SetFinalizer(v, func(v *Value) { C.value_set(&v.v) })
	return v
}

func (v *Value) Add() { C.value_set(&v.v) }

func (v *Value) native() *C.item { return &v.v }

func (v *Value) AddAgain() { C.value_set(v.native()) }

// Plain objects have no finalizer.
type Plain struct{ c *C.item }

func (p *Plain) Len() int { return int(C.item_len(p.c)) }

// Logged has a finalizer that frees nothing.
type Logged struct{ c *C.item }

func NewLogged() *Logged {
	l := &Logged{C.item_new()}
	runtime.SetFinalizer(l, func(l *Logged) { println("lost", l) })
	return l
}

func (l *Logged) Len() int { return int(C.item_len(l.c)) }

// Owner's finalizer frees one field; the other belongs to someone else.
type Owner struct{ own, other *C.item }

func NewOwner(other *C.item) *Owner {
	o := &Owner{C.item_new(), other}
	runtime.SetFinalizer(o, func(o *Owner) { C.item_free(o.own) })
	return o
}

func (o *Owner) Len() int { return int(C.item_len(o.other)) }

// Stopped has its cleanup taken off.
type Stopped struct {
	c       *C.item
	cleanup runtime.Cleanup
}

func NewStopped() *Stopped {
	s := &Stopped{c: C.item_new()}
	s.cleanup = runtime.AddCleanup(s, func(c *C.item) { C.item_free(c) }, s.c)
	return s
}

func (s *Stopped) Close() {
	s.cleanup.Stop()
	C.item_log(s.c)
}

// The writer has the object of its parameters from then on.
type Writer struct {
	c    *C.item
	item *Item
}

type Params struct {
	n    int
	Item *Item
}

func (w *Writer) Reset(p *Params) {
	w.item = p.Item
	w.init(*p)
}

func (w *Writer) init(p Params) { C.item_set(p.Item.c, C.int(p.n)) }

// Cleanup keeps the last object alive in what it returns.
func Cleanup(items []*Item) (int, func()) {
	last := items[0]
	for range items[1:] {
		last = NewItem()
	}
	n := C.item_len(last.c)
	return int(n), func() { runtime.KeepAlive(last) }
}

// The compiler makes the call first, and loads i.n then.
func (i *Item) Operand() (int, int) { return pair(i.n, int(C.item_len(i.c))) }

func (i *Item) Sum() int { return i.n + int(C.item_len(i.c)) }

func (i *Item) Results() (int, int) { return i.n, int(C.item_len(i.c)) }

func pair(a, b int) (int, int) { return a, b }
