// Package forms passes arguments to C in all the ways that cgo tells apart.
package forms

/*
#include <stdint.h>

typedef struct node { struct node *next; int n; } node;
typedef struct point { double x, y; } point;
typedef union { void *p; long n; } either;
typedef union number { float f; int n; } number;

static void putNode(node *n) {}
static void putNodes(node **n) {}
static void putPoint(point *p) {}
static void putEither(either *e) {}
static void putNumber(union number *n) {}
static void putText(char *s) {}
static void put(void *p) {}
static void putID(uintptr_t id) {}
*/
import "C"

import "unsafe"

type list struct {
	head  C.node
	nodes []C.node
	array [4]C.node
}

// What C gets of points and text has no room for a pointer.
func numbers(p *C.point, text []byte) {
	C.putPoint(p)                                  // want "^p: unchecked$"
	C.putText((*C.char)(unsafe.Pointer(&text[0]))) // want `^&text\[0\]: unchecked$`
	C.putID(7)                                     // want "^7: unchecked$"
	C.putNode(nil)                                 // want "^nil: unchecked$"
}

// An address is checked as far as what it is the address of.
func addresses(l *list, i int) {
	C.putNode(&l.head)                         // want "^&l.head: l.head$"
	C.putNode(&l.nodes[i])                     // want `^&l.nodes\[i\]: the array of an element of l.nodes$`
	C.putNode(&l.array[i])                     // want `^&l.array\[i\]: the array of an element of l.array$`
	C.put(unsafe.Pointer(&l.nodes[0]))         // want `^&l.nodes\[0\]: the array of an element of l.nodes$`
	C.put((unsafe.Pointer)(&l.head))           // want "^&l.head: l.head$"
	C.putNode((*C.node)(&(&list{}).head))      // want `^&\(&list{}\).head: \(&list{}\).head$`
	C.putNodes((**C.node)(&[]*C.node{nil}[0])) // want "the array of an element of"
}

// Everything else is checked as a whole.
func wholes(n *C.node, p unsafe.Pointer, l *list) {
	C.putNode(n)             // want "^n: all of it$"
	C.put(p)                 // want "^p: all of it$"
	C.put(unsafe.Pointer(l)) // want "^l: all of it$"
	first := &l.nodes[0]
	C.putNode(first)        // want "^first: all of it$"
	C.put(unsafe.Add(p, 8)) // want `^unsafe.Add\(p, 8\): all of it$`
}

type nodePointer *C.node

// A type that Go code declares is none to cgo, which sees syntax alone.
func declared(l *list) {
	C.putNode(nodePointer(&l.head)) // want `^nodePointer\(&l.head\): all of it$`
}

// A union is an array of bytes in Go, and may hold a pointer in C.
func unions(e *C.either, n *C.union_number) {
	C.putEither(e) // want "^e: all of it$"
	C.putNumber(n) // want "^n: unchecked$"
}

// The data of a string has no pointers, whatever C takes it for.
func strings(s string, b []byte) {
	C.put(unsafe.Pointer(unsafe.StringData(s))) // want "^s: unchecked$"
	C.put(unsafe.Pointer(unsafe.SliceData(b)))  // want "^b: all of it$"
}

// Whoever declares _cgoCheckPointer takes the responsibility.
func unwatched(n *C.node) {
	_cgoCheckPointer := func(any, any) {}
	C.putNode(n) // want "^n: unchecked$"
	_ = _cgoCheckPointer
}
