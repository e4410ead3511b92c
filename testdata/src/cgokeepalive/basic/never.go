package basic

// #include <stdlib.h>
// static void free_node(int *n) { free(n); }
// static int get_node(int *n) { return *n; }
import "C"

import (
	"runtime"
	"runtime/cgo"
	"sync"
)

type Node struct {
	c      *C.int
	mu     sync.Mutex
	cond   *sync.Cond
	self   *Node
	child  *Leaf
	handle cgo.Handle
}

type Leaf struct{ owner *Node }

func (n *Node) free() { C.free_node(n.c) }

func NewCaptured() *Node {
	n := &Node{}
	runtime.SetFinalizer(n, func(*Node) { C.free_node(n.c) }) // want `the finalizer of n never runs: its function captures n, which it keeps reachable`
	return n
}

func NewCleanup() *Node {
	n := &Node{}
	runtime.AddCleanup(n, func(int) { n.free() }, 0) // want `the cleanup of n never runs: its function captures n`
	return n
}

func NewArgument() *Node {
	n := &Node{}
	l := &Leaf{owner: n}
	runtime.AddCleanup(n, func(l *Leaf) { l.owner.free() }, l) // want `the cleanup of n never runs: its argument refers to n`
	return n
}

func NewCond() *Node {
	n := &Node{}
	n.cond = sync.NewCond(&n.mu)
	runtime.SetFinalizer(n, (*Node).free) // want `the finalizer of n never runs: n refers to itself through the field cond`
	return n
}

func NewCycle() *Node {
	n := &Node{}
	n.child = &Leaf{owner: n}
	runtime.SetFinalizer(n, (*Node).free) // want `the finalizer of n never runs: n refers to itself through the field child`
	return n
}

// Listed objects are in a map until they are closed.
type Listed struct{ c *C.int }

type list struct {
	sync.Mutex
	all map[uintptr]*Listed
}

var listed = list{all: make(map[uintptr]*Listed)}

func (l *list) add(o *Listed) {
	l.Lock()
	defer l.Unlock()
	l.all[uintptr(1)] = o
}

func (l *list) del(o *Listed) {
	l.Lock()
	defer l.Unlock()
	delete(l.all, uintptr(1))
}

func NewListed() *Listed {
	o := &Listed{}
	listed.add(o)
	runtime.SetFinalizer(o, (*Listed).Close) // want `the finalizer of o never runs: the global listed keeps o reachable until the finalizer itself deletes it there`
	return o
}

func (o *Listed) Close() {
	C.free_node(o.c)
	listed.del(o)
	runtime.SetFinalizer(o, nil)
}

// It is never finalized, so C does not lose the memory.
func (o *Listed) Get() int { return int(C.get_node(o.c)) }

// Held objects have a handle.
type Held struct {
	c      *C.int
	handle cgo.Handle
}

func NewHeld() *Held {
	h := new(Held)
	h.handle = cgo.NewHandle(h)
	runtime.SetFinalizer(h, func(h *Held) { // want `the finalizer of h never runs: the handle that cgo.NewHandle makes keeps h until the finalizer itself deletes it`
		C.free_node(h.c)
		h.handle.Delete()
	})
	return h
}
