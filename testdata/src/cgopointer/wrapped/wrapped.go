// Package wrapped reaches C through another package.
package wrapped

import (
	"unsafe"

	"example.com/cgopointer/wrap"
)

type node struct {
	n    int
	next *node
}

func look() {
	t := &node{next: new(node)}
	wrap.Look(unsafe.Pointer(t)) // want `^t holds the Go pointer t\.next: Look passes C\.look memory with a Go pointer in it, which cgo forbids$`
	u := &node{next: new(node)}
	wrap.Look(unsafe.Pointer(&u.n)) // want `^&u\.n points into memory that holds the Go pointer next: Look passes C\.look all of it, with a Go pointer in it, which cgo forbids$`
	v := &node{next: new(node)}
	wrap.Maybe(unsafe.Pointer(v), 3) // want `^v holds the Go pointer v\.next: Maybe passes C\.look`
	wrap.Look(unsafe.Pointer(&node{n: 1}))
	wrap.Look(nil)
}

func list(n int) {
	v := make([]unsafe.Pointer, 3)
	wrap.List(v)
	v[2] = unsafe.Pointer(&n)
	wrap.List(v) // want `^v holds the Go pointer v\[2\]: List passes C\.list`
}

func show(n int) {
	v := &wrap.View{N: 1}
	v.Data = unsafe.Pointer(&n)
	v.Show()
	v.Data = unsafe.Pointer(&node{next: new(node)})
	v.Show() // want `^Show passes C\.look memory with a Go pointer in it, which cgo forbids$`
}

func store() {
	n := wrap.NewNode()
	n.Next = wrap.NewNode()
	n.Data = new(int) // want `^the Go pointer .* is stored in memory of C\.calloc`
	p := (**int)(wrap.Alloc(8))
	*p = new(int)      // want `^the Go pointer .* is stored in memory of C\.calloc`
	wrap.Add(new(int)) // want `^Add stores a Go pointer in C memory`
	wrap.Put(&wrap.Node{}, new(int))
}

func further(p unsafe.Pointer) { wrap.Look(p) }

func call() {
	further(unsafe.Pointer(&node{next: new(node)})) // want `further passes C\.look`
}
