// Package negative frees C memory rightly.
package negative

/*
#include <stdlib.h>
#include <string.h>
typedef struct { void *user; int n; } window;
static window *window_new(void) { return calloc(1, sizeof(window)); }
static int window_show(window *w, int n) { return w->n = n; }
static void window_free(window *w) { free(w); }

typedef struct { char *res_name, *res_class; } hint;
typedef struct reader { int rows; struct reader *next; } reader;

static size_t set_hint(hint *h) { return strlen(h->res_name) + strlen(h->res_class); }
static reader *reader_new(int n) { reader *r = malloc(sizeof *r); r->rows = n; return r; }
static int reader_next(reader *r) { return r->rows--; }
static void reader_close(reader *r) { free(r); }
static char *hint_name(hint *h) { return h->res_name; }
static char *as_chars(const void *s) { return (char *)s; }
static void hint_released(hint *h) { h->res_name = NULL; }
void show(hint *h);
typedef struct feed feed;
feed *feed_open(int n);
void feed_close(feed *f);
void feed_release(feed *f);
int feed_count(feed *f);
struct feed { int n; };
//cgolint:contract reader_try_close 1 freed
int reader_try_close(reader *r);
*/
import "C"

import (
	"errors"
	"runtime"
	"sync"
	"syscall"
	"unsafe"
)

// A Hint holds C strings.
type Hint C.hint

// SetName frees the old one.
func (h *Hint) SetName(s string) {
	C.free(unsafe.Pointer(h.res_name))
	h.res_name = C.CString(s)
}

// Free frees both.
func (h *Hint) Free() {
	C.free(unsafe.Pointer(h.res_name))
	C.free(unsafe.Pointer(h.res_class))
	h.res_name, h.res_class = nil, nil
}

// Apply keeps the strings in a struct that doesn't outlive it.
func Apply(name, class string) int {
	var h C.hint
	h.res_name = C.CString(name)
	defer C.free(unsafe.Pointer(h.res_name))
	h.res_class = C.CString(class)
	defer C.free(unsafe.Pointer(h.res_class))
	return int(C.set_hint(&h))
}

// A Reader knows whether it is closed.
type Reader struct {
	c      *C.reader
	closed bool
}

// New makes a reader.
func New(n int) *Reader { return &Reader{c: C.reader_new(C.int(n))} }

// Close clears the field.
func (r *Reader) Close() {
	if r.c != nil {
		C.reader_close(r.c)
		r.c = nil
	}
}

// Next asks first.
func (r *Reader) Next() int {
	if r.c == nil {
		return 0
	}
	return int(C.reader_next(r.c))
}

// ReadAll closes it twice, and the second does nothing.
func ReadAll(n int) (sum int) {
	r := New(n)
	defer r.Close()
	for {
		v := r.Next()
		if v <= 0 {
			r.Close()
			return sum
		}
		sum += v
	}
}

// Shut sets a flag.
func (r *Reader) Shut() {
	if r.closed {
		return
	}
	r.closed = true
	C.reader_close(r.c)
}

// ShutTwice does nothing the second time.
func ShutTwice(n int) int {
	r := New(n)
	defer r.Shut()
	v := int(C.reader_next(r.c))
	if v == 0 {
		r.Shut()
	}
	return v
}

// A Once closes once.
type Once struct {
	once sync.Once
	c    *C.reader
}

// Close closes it once.
func (o *Once) Close() {
	o.once.Do(func() { C.reader_close(o.c) })
}

// UseOnce closes it twice.
func UseOnce(o *Once) int {
	defer o.Close()
	if n := int(C.reader_next(o.c)); n > 0 {
		return n
	}
	o.Close()
	return 0
}

// A Session has a finalizer, which Close takes away.
type Session struct{ c *C.reader }

// NewSession makes a session.
func NewSession() *Session {
	s := &Session{C.reader_new(1)}
	runtime.SetFinalizer(s, (*Session).free)
	return s
}

func (s *Session) free() { C.reader_close(s.c) }

// Close frees it.
func (s *Session) Close() {
	runtime.SetFinalizer(s, nil)
	s.free()
}

// Reopen replaces what was freed.
func (s *Session) Reopen() int {
	s.free()
	s.c = C.reader_new(2)
	return int(C.reader_next(s.c))
}

// List frees a list from its head.
func List(head *C.reader) {
	for p := head; p != nil; {
		next := p.next
		C.free(unsafe.Pointer(p))
		p = next
	}
}

// All frees the elements.
func All(ps []unsafe.Pointer) {
	for _, p := range ps {
		C.free(p)
	}
}

// Pairs frees elements by their places.
func Pairs(a, b []*C.char) {
	for i := range a {
		C.free(unsafe.Pointer(a[i]))
		C.free(unsafe.Pointer(b[i]))
	}
}

// OnError frees it where it isn't returned.
func OnError(s string) (*C.char, error) {
	cs := C.CString(s)
	if C.strlen(cs) == 0 {
		C.free(unsafe.Pointer(cs))
		return nil, errors.New("empty")
	}
	return cs, nil
}

// Copied returns a copy.
func Copied(s string) string {
	cs := C.CString(s)
	defer C.free(unsafe.Pointer(cs))
	return C.GoString(cs)
}

// CopiedStruct returns a copy of what is freed.
func CopiedStruct() C.reader {
	p := C.reader_new(1)
	defer C.reader_close(p)
	return *p
}

// Element returns a number.
func Element(n int) byte {
	p := C.malloc(C.size_t(n))
	defer C.free(p)
	view := unsafe.Slice((*byte)(p), n)
	view[0] = 1
	return view[0]
}

// Again allocates anew in each turn.
func Again(names []string) (sum int) {
	var cs *C.char
	for _, name := range names {
		if cs != nil {
			C.free(unsafe.Pointer(cs))
			cs = nil
		}
		cs = C.CString(name)
		sum += int(C.strlen(cs))
	}
	if cs != nil {
		C.free(unsafe.Pointer(cs))
	}
	return sum
}

// First is the start of an allocation.
func First(n int) {
	view := unsafe.Slice((*byte)(C.malloc(C.size_t(n))), n)
	C.free(unsafe.Pointer(&view[0]))
}

// Field is the start of a struct.
func Field(h *C.reader) {
	C.free(unsafe.Pointer(&h.rows))
}

// Captured is shared with a function that another goroutine runs meanwhile.
func Captured(s string, run chan<- func()) {
	cs := C.CString(s)
	defer C.free(unsafe.Pointer(cs))
	done := make(chan bool)
	run <- func() {
		C.strlen(cs)
		close(done)
	}
	<-done
}

// NilAfter has nothing to free.
func NilAfter(s string) {
	cs := C.CString(s)
	C.free(unsafe.Pointer(cs))
	cs = nil
	C.free(unsafe.Pointer(cs))
}

// Realloc keeps the old memory where it fails.
func Realloc(n int) {
	p := C.malloc(1)
	q := C.realloc(p, C.size_t(n))
	if q == nil {
		C.free(p)
		return
	}
	C.free(q)
}

// ClearName frees what the program has stored in the field that C returns.
func (h *Hint) ClearName() {
	C.free(unsafe.Pointer(C.hint_name((*C.hint)(h))))
	h.res_name = nil
}

// Released marks what it has freed.
func Released(h *C.hint) {
	defer C.hint_released(h)
	C.free(unsafe.Pointer(h.res_name))
}

// Shown sets a field for one call.
func Shown(h *C.hint, name string) {
	cs := C.CString(name)
	defer C.free(unsafe.Pointer(cs))
	h.res_name = cs
	C.show(h)
}

// Closed returns the object that it has closed.
func (r *Reader) Closed() *Reader {
	C.reader_close(r.c)
	return r
}

// TryClose asks why it could not be closed.
func (r *Reader) TryClose() error {
	if rc := C.reader_try_close(r.c); rc != 0 {
		if C.reader_next(r.c) > 0 {
			return errors.New("busy")
		}
	}
	return nil
}

// Stop tries again when a signal came in between.
func (r *Reader) Stop() error {
	for {
		rc, err := C.reader_try_close(r.c)
		if rc == 0 || err != syscall.EINTR {
			return err
		}
	}
}

// Upper frees a string through a C function that only changes its type.
func Upper(s string) string {
	cs := C.CString(s)
	defer C.free(unsafe.Pointer(C.as_chars(unsafe.Pointer(cs))))
	return C.GoString(cs)
}

// Opened says by its error that the reader is not to be used, which it has
// closed.
func Opened(mu *sync.Mutex) (r *Reader, err error) {
	r = new(Reader)
	r.c = C.reader_new(1)
	if C.reader_next(r.c) == 0 {
		C.reader_close(r.c)
		err = errors.New("no row")
		return
	}
	mu.Lock()
	defer mu.Unlock()
	return
}

var rows = make(map[int]*chan int)

// A Queue has a channel that others know, and a reader that they don't.
type Queue struct {
	c    *C.reader
	rows chan int
}

// Queued drops the queue, of which the table has the channel alone.
func Queued(n int) (*Queue, error) {
	q := Queue{c: C.reader_new(C.int(n)), rows: make(chan int, n)}
	rows[n] = &q.rows
	if C.reader_next(q.c) == 0 {
		C.reader_close(q.c)
		return nil, errors.New("no row")
	}
	return &q, nil
}

// CloseAll frees what stands against closing, and closes again.
func (r *Reader) CloseAll() {
	if rc := C.reader_try_close(r.c); rc&0xFF == 5 {
		for C.reader_next(r.c) > 0 {
		}
		C.reader_try_close(r.c)
	}
}

// A Feed is closed first, and freed then.
type Feed struct{ f *C.feed }

// NewFeed opens one.
func NewFeed(n int) *Feed {
	f := &Feed{C.feed_open(C.int(n))}
	runtime.SetFinalizer(f, func(f *Feed) {
		C.feed_close(f.f)
		C.feed_release(f.f)
	})
	return f
}

// Close only closes it.
func (f *Feed) Close() { C.feed_close(f.f) }

// Grow frees what realloc has left where it failed, by its error.
func Grow(p unsafe.Pointer, n C.size_t) (unsafe.Pointer, error) {
	grown, err := C.realloc(p, n)
	if err != nil {
		C.free(p)
		return nil, err
	}
	return grown, nil
}

// A Stream is known to C by its object only.
type Stream struct{ w *C.window }

// NewStream frees the object with nobody left who knows the stream.
func NewStream(n int) *Stream {
	w := C.window_new()
	s := &Stream{w}
	w.user = unsafe.Pointer(s)
	if C.window_show(w, C.int(n)) != 0 {
		C.window_free(w)
		return nil
	}
	return s
}
