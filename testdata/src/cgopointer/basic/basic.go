// Package basic breaks the rules in the ways that the documents warn of.
package basic

/*
#include <stdlib.h>

typedef struct { int n; int *p; } pair;
static void look(pair *p) {}
static void take(void *p) {}
static void list(char **v, int n) {}
static pair *shared(void) { static pair p; return &p; }
*/
import "C"

import (
	"runtime"
	"unsafe"
)

type session struct {
	id    C.int
	owner *session
	name  string
	tags  map[string]string
}

func structs(n C.int) {
	t := C.pair{p: &n}
	C.look(&t) // want `^&t holds the Go pointer t\.p: C\.look gets memory with a Go pointer in it, which cgo forbids$`
	u := &C.pair{n: 1, p: new(C.int)}
	C.look(u)              // want `^u holds the Go pointer u\.p: C\.look gets`
	C.look(&C.pair{n, &n}) // want `^&C\.pair{…} holds the Go pointer p: C\.look gets`
}

func byType(s *session) {
	C.take(unsafe.Pointer(s))       // want `^s holds the string s\.name: C\.take gets memory with a Go pointer in it, which cgo forbids$`
	C.take(unsafe.Pointer(&s.tags)) // want `^&s\.tags holds the map s\.tags: C\.take gets`
	C.take(unsafe.Pointer(&s.id))
	f := func() {}
	C.take(unsafe.Pointer(&f)) // want `^unsafe\.Pointer\(&f\) is a \*func\(\) that contains a Go func value: C\.take gets`
	var err error
	C.take(unsafe.Pointer(&err))
}

func early(s *session) {
	s = &session{owner: s, tags: nil}
	s.owner = s
	id := &s.id
	C.take(unsafe.Pointer(id)) // want `^id points into memory that holds the Go pointer owner: C\.take gets all of it, with a Go pointer in it, which cgo forbids$`
}

func slices(args []string) {
	v := make([]*C.char, len(args)+1)
	for i, a := range args {
		b := append([]byte(a), 0)
		v[i] = (*C.char)(unsafe.Pointer(&b[0]))
	}
	C.list(&v[0], C.int(len(args))) // want `^&v\[0\] holds the Go pointer v\[i\]: C\.list gets`
}

var table = map[string]*C.pair{}

func containers() {
	table["x"] = &C.pair{p: new(C.int)}
	table["y"] = &C.pair{}
	C.look(table["y"])
	C.look(table["x"]) // want `^table\["x"\] holds the Go pointer table\["x"\]\.p: C\.look gets`
	c := make(chan *C.pair, 1)
	c <- &C.pair{p: new(C.int)}
	C.look(<-c) // want `^<-c holds the Go pointer p: C\.look gets`
}

var initial = &C.pair{p: new(C.int)}

func global() {
	C.look(initial) // want `^initial holds the Go pointer initial\.p: C\.look gets`
}

func stores(n *C.int) {
	p := (*C.pair)(C.malloc(C.sizeof_pair))
	p.p = new(C.int)          // want `^the Go pointer .* is stored in memory of C\.malloc: the collector does not look there, and frees or moves what it points to$`
	C.shared().p = new(C.int) // want `^the Go pointer .* is stored in memory of C\.shared`
	*p = C.pair{p: &p.n}
	set(p, new(C.int)) // want `^set stores a Go pointer in C memory`
	set(p, nil)
}

func set(p *C.pair, n *C.int) { p.p = n }

func helper(p *C.pair) { C.look(p) }

func calls() {
	helper(&C.pair{p: new(C.int)}) // want `^&C\.pair{…} holds the Go pointer p: helper passes C\.look memory with a Go pointer in it, which cgo forbids$`
	helper(&C.pair{})
	func(p *C.pair) {
		helper(p) // want `^p holds the Go pointer p\.p: helper passes C\.look`
	}(&C.pair{p: new(C.int)})
}

func unpinned() {
	var pinner runtime.Pinner
	n := new(C.int)
	pinner.Pin(n)
	C.look(&C.pair{p: n})
	pinner.Unpin()
	C.look(&C.pair{p: n}) // want `^&C\.pair{…} holds the Go pointer p`
}

//export basicPointer
func basicPointer() *C.int {
	return new(C.int) // want `^basicPointer returns a Go pointer to C: the memory is not pinned, and may be freed as soon as C has it$`
}

//export basicString
func basicString(n C.int) string { // want `^basicString returns a string to C: it holds a Go pointer, which C may not have unless it is pinned$`
	return string(rune(n))
}

//export basicError
func basicError(s *C.char) error { // want `^basicError returns an interface value to C`
	return failure(C.GoString(s))
}

type failure string

func (f failure) Error() string { return string(f) }

// message has a slice that only Go makes.
type message struct{ text []byte }

func (m *message) send() {
	p := (*C.int)(unsafe.Pointer(&m.text[0]))
	C.look(&C.pair{p: p}) // want `holds the Go pointer p: C\.look gets`
}

func newMessage(text string) *message { return &message{[]byte(text)} }
