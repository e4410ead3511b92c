package basic

/*
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/uio.h>

typedef struct node { struct node *next; void *data; } node;
static void walk(node *n) {}
static long wr(int fd, struct iovec *v, int n) { return writev(fd, v, n); }
static void setUser(void *user) {}
*/
import "C"

import (
	"sync"
	"unsafe"
)

type conn struct {
	mu   sync.Mutex
	name string
	iov  []C.struct_iovec
	c    *C.node
}

func (c *conn) write(bufs [][]byte) int {
	c.iov = c.iov[:0]
	for _, b := range bufs {
		c.iov = append(c.iov, C.struct_iovec{iov_base: unsafe.Pointer(&b[0]), iov_len: C.size_t(len(b))})
	}
	return int(C.wr(1, &c.iov[0], C.int(len(c.iov)))) // want `^&c\.iov\[0\] holds the Go pointer c\.iov\[i\]\.iov_base: C\.wr gets`
}

func (c *conn) poll() {
	var ev C.struct_epoll_event
	*(**conn)(unsafe.Pointer(&ev.data)) = c
	C.epoll_ctl(1, C.EPOLL_CTL_ADD, 3, &ev) // want `^&ev holds the address of Go memory in ev\.data`
}

func goList(vals []int) {
	var head *C.node
	for i := range vals {
		head = &C.node{next: head, data: unsafe.Pointer(&vals[i])}
	}
	C.walk(head) // want `^head holds the Go pointer head\.next: C\.walk gets`
}

func cList(vals []int) {
	var head *C.node
	for i := range vals {
		n := (*C.node)(C.malloc(C.sizeof_node))
		n.next = head
		n.data = unsafe.Pointer(&vals[i]) // want `^the Go pointer .* is stored in memory of C\.malloc`
		head = n
	}
	C.walk(head)
}

func (c *conn) users() {
	C.setUser(unsafe.Pointer(c)) // want `^c holds the string c\.name: C\.setUser gets`
	both := struct{ a, b any }{1, c}
	C.setUser(unsafe.Pointer(&both)) // want `^&both holds the interface value both\.b: C\.setUser gets`
}

// A trace is as wasmer-go has it: the address is taken in a method, so the run
// time looks at frames, too.
type trace struct {
	node   C.node
	frames []*conn
}

func (t *trace) inner() *C.node { return &t.node }

func (t *trace) free() {
	C.walk(t.inner()) // want `^t\.inner\(\) points into memory that holds the slice frames: C\.walk gets all of it, with a Go pointer in it, which cgo forbids$`
}

func (t *trace) freeInCall() {
	C.walk(&t.node)
}

func argv(args []string) {
	v := make([]*C.char, 0, len(args))
	for _, a := range args {
		b := []byte(a + "\x00")
		v = append(v, (*C.char)(unsafe.Pointer(&b[0])))
	}
	C.setUser(unsafe.Pointer(&v[0])) // want `^&v\[0\] holds the Go pointer v\[i\]: C\.setUser gets`
	p := C.malloc(C.size_t(len(args)) * 8)
	cv := (*[1 << 28]*C.char)(p)[:len(args):len(args)]
	for i, a := range args {
		cv[i] = (*C.char)(unsafe.Pointer(unsafe.StringData(a))) // want `^the Go pointer .* is stored in memory of C\.malloc`
	}
}

func (c *conn) fields(s string) {
	c.c = (*C.node)(C.calloc(1, C.sizeof_node))
	c.c.data = unsafe.Pointer(&s) // want `^the Go pointer .* is stored in memory of C\.calloc`
	n := c.c
	n.next = (*C.node)(unsafe.Pointer(&c.name)) // want `^the Go pointer .* is stored in memory of C\.calloc`
}
