// Package generic passes memory of types that its callers choose.
package generic

/*
typedef struct { int *p; } box;
static void look(box *b) {}
static void take(void *p) {}
*/
import "C"

import "unsafe"

type words interface{ ~[4]uintptr | ~[2]uintptr }

type pair[T any] struct {
	a, b T
	next *pair[T]
}

func pass[T any](p *T) { C.take(unsafe.Pointer(p)) }

func first[S ~[]E, E any](s S) { C.take(unsafe.Pointer(&s[0])) }

func array[A words](a *A) {
	(*a)[1]++
	C.take(unsafe.Pointer(&(*a)[0]))
}

func field[T any](p *pair[T]) {
	C.take(unsafe.Pointer(&p.b))
	p.next = p
	C.take(unsafe.Pointer(p))
}

func calls(n int) {
	pass(&n)
	pass(&pair[int]{next: new(pair[int])}) // want `holds the Go pointer next: pass.* passes C\.take`
	first([]int{1})
	first([]*int{&n}) // want `: first passes C\.take memory with a Go pointer in it, which cgo forbids$`
	array(&[4]uintptr{})
	field(&pair[string]{})
}
