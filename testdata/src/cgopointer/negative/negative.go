// Package negative keeps the rules.
package negative

/*
#include <stdint.h>
#include <stdlib.h>

typedef struct { int n; int *p; void *user; } pair;
typedef struct { const char *base; size_t len; } span;
typedef struct { uintptr_t user; } box;
static void look(pair *p) {}
static void take(void *p) {}
static void bytes(const char *p, size_t n) {}
static void spans(span *v, int n) {}
static void give(span s) {}
static void number(uintptr_t n) {}
static void boxed(box *b) {}
static void *same(void *p) { return p; }
static void fill(pair *p) { p->p = &p->n; }
static char port[64];
static void *port_buffer(int n) { return port; }
static int event_count(void *buffer) { return ((char *)buffer)[0]; }
*/
import "C"

import (
	"fmt"
	"reflect"
	"runtime"
	"runtime/cgo"
	"sync"
	"unsafe"
)

type buffer struct {
	mu    sync.Mutex
	data  [64]byte
	next  *buffer
	inner []byte
}

func fields(b *buffer) {
	b.next = new(buffer)
	C.take(unsafe.Pointer(&b.data))
	C.take(unsafe.Pointer(&b.data[3]))
	if len(b.inner) > 0 {
		C.take(unsafe.Pointer(&b.inner[0]))
	}
	C.bytes((*C.char)(unsafe.Pointer(unsafe.SliceData(b.inner))), C.size_t(len(b.inner)))
}

func cMemory(strs []string) {
	v := make([]C.span, len(strs))
	for i, s := range strs {
		v[i] = C.span{C.CString(s), C.size_t(len(s))}
	}
	if len(v) > 0 {
		C.spans(&v[0], C.int(len(v)))
	}
	t := (*C.pair)(C.calloc(1, C.sizeof_pair))
	t.p = (*C.int)(C.malloc(4))
	t.user = unsafe.Pointer(t)
	C.look(t)
}

func pinned(bufs [][]byte) {
	var pinner runtime.Pinner
	defer pinner.Unpin()
	v := make([]C.span, 0, len(bufs))
	for _, b := range bufs {
		pinner.Pin(&b[0])
		v = append(v, C.span{(*C.char)(unsafe.Pointer(&b[0])), C.size_t(len(b))})
	}
	C.spans(&v[0], C.int(len(v)))
}

func byValue(b []byte) {
	C.give(C.span{(*C.char)(unsafe.Pointer(&b[0])), C.size_t(len(b))})
}

func handles(v any) {
	h := cgo.NewHandle(v)
	C.number(C.uintptr_t(h))
	C.boxed(&C.box{user: C.uintptr_t(h)})
	C.take(unsafe.Pointer(&h))
}

func cleared(n *C.int) {
	t := C.pair{p: n}
	fmt.Println(t.p)
	t.p = nil
	C.look(&t)
}

// unknown may get C memory: that is the caller's business.
func unknown(p *C.pair, n *C.int, user unsafe.Pointer) {
	p.p = n
	C.look(p)
	C.take(user)
	t := C.pair{p: n, user: user}
	C.look(&t)
}

func filled() {
	var t C.pair
	C.fill(&t)
	u := C.pair{p: t.p}
	C.look(&u)
}

// returned may be what was passed, so it is not known to be C's.
func returned() {
	var t C.pair
	q := (*C.pair)(C.same(unsafe.Pointer(&t)))
	q.p = new(C.int)
}

// switchedOff does without cgo's check, by a variable of its name: whoever does
// that knows what is passed.
func switchedOff() {
	t := C.pair{p: new(C.int)}
	_cgoCheckPointer := func(...any) {}
	_ = _cgoCheckPointer
	C.look(&t)
}

//export negativeC
func negativeC() *C.char { return C.CString("x") }

//export negativeNil
func negativeNil(n C.int) *C.char { return nil }

//export negativeVersion
func negativeVersion() string { return "1.0" }

// scratch has a slice over C memory, which is made larger when need be.
type scratch struct{ buf []byte }

func newScratch() *scratch {
	p := C.malloc(16)
	return &scratch{unsafe.Slice((*byte)(p), 16)}
}

func (s *scratch) text(text string) *C.char {
	if len(text) >= len(s.buf) {
		C.free(unsafe.Pointer(&s.buf[0]))
		n := len(text) + 1
		s.buf = (*[1 << 30]byte)(C.malloc(C.size_t(n)))[:n:n]
	}
	copy(s.buf, text)
	s.buf[len(text)] = 0
	return (*C.char)(unsafe.Pointer(&s.buf[0]))
}

func (s *scratch) source(text string) {
	v := C.span{s.text(text), C.size_t(len(text))}
	C.spans(&v, 1)
}

// arena sets the header of its slice.
type arena struct{ mem []byte }

func (a *arena) init(n int) {
	h := (*reflect.SliceHeader)(unsafe.Pointer(&a.mem))
	h.Data, h.Len, h.Cap = uintptr(C.malloc(C.size_t(n))), n, n
}

func (a *arena) use() {
	v := C.span{(*C.char)(unsafe.Pointer(&a.mem[0])), C.size_t(len(a.mem))}
	C.spans(&v, 1)
}

// portBuffer only gives a name to memory of C.
type portBuffer *[]byte

func newPortBuffer(n int) portBuffer { return portBuffer(C.port_buffer(C.int(n))) }

func count(b portBuffer) int { return int(C.event_count(unsafe.Pointer(b))) }

// guarded pins what is there.
func guarded(b bool) {
	t := C.pair{}
	if b {
		t.p = new(C.int)
	}
	var pinner runtime.Pinner
	defer pinner.Unpin()
	if t.p != nil {
		pinner.Pin(t.p)
	}
	C.look(&t)
}

func guardedSlice(n int) {
	var buf []byte
	if n > 0 {
		buf = make([]byte, n)
	}
	var pinner runtime.Pinner
	defer pinner.Unpin()
	if len(buf) > 0 {
		pinner.Pin(&buf[0])
	}
	v := C.span{(*C.char)(unsafe.Pointer(unsafe.SliceData(buf))), C.size_t(len(buf))}
	C.spans(&v, 1)
}

// A session is found by its address, which C keeps as a number: the registry
// has the object itself.
type session struct {
	name string
	id   uintptr
}

var (
	sessionsMu sync.RWMutex
	sessions   map[uintptr]*session
	last       *session
)

func (s *session) register() {
	sessionsMu.Lock()
	defer sessionsMu.Unlock()
	if sessions == nil {
		sessions = make(map[uintptr]*session)
	}
	s.id = uintptr(unsafe.Pointer(s))
	sessions[s.id] = s
}

func open(name string) *session {
	s := &session{name: name}
	s.register()
	C.number(C.uintptr_t(s.id))
	return s
}

func openLast(name string) {
	last = &session{name: name}
	C.number(C.uintptr_t(uintptr(unsafe.Pointer(last))))
}

func openKept(kept *sync.Map, name string) {
	s := &session{name: name}
	id := uintptr(unsafe.Pointer(s))
	kept.Store(id, s)
	C.number(C.uintptr_t(id))
}
