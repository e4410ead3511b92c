// Package negative crosses where it does not matter, or not in a loop.
package negative

/*
#include <stdlib.h>

enum { RED, GREEN };

static int put(int x) { return x; }
static int try(void) { return 0; }
static int count(void) { return 3; }
static int write_some(const char *p, size_t n) { return n; }
static int is_error(int n) { return n < 0; }
static unsigned long get_error(void) { return 0; }
static int poll_event(int *e) { return 0; }
static int should_close(int w) { return 1; }
static void draw_frame(int w) {}
static int needed(char *buf, int n) { return 10 - n; }

typedef struct object object;
static void object_unref(object *o) {}
static void object_teardown(object *o) {}
static void context_unregister(object *context, object *o) {}
*/
import "C"

import (
	"sync"
	"testing"
	"time"
	"unsafe"
)

func handful() {
	for i := range 8 {
		C.put(C.int(i))
	}
	for i := 0; i < 4; i++ {
		C.put(C.int(i))
	}
	for _, c := range [...]C.int{C.RED, C.GREEN} {
		C.put(c)
	}
	for _, c := range []C.int{C.RED, C.GREEN} {
		for range 4 {
			C.put(c)
		}
	}
}

func prefixes() {
	prefixes := []C.int{':', '@', '$'}
	for i := range prefixes {
		C.put(prefixes[i])
	}
}

func left(xs []int) {
	for _, x := range xs {
		if x > 0 {
			C.put(C.int(x))
			break
		}
	}
	for _, x := range xs {
		if x > 0 {
			C.put(C.int(x))
			return
		}
	}
	for _, x := range xs {
		if x < 0 {
			panic(C.put(C.int(x)))
		}
	}
}

func once(xs []int) {
	for i := C.count(); i < 100; i++ {
		xs = append(xs, int(i))
	}
	for range int(C.count()) {
		xs = append(xs, 0)
	}
}

func later(xs []int) (stored []func()) {
	for _, x := range xs {
		defer C.put(C.int(x))
		stored = append(stored, func() { C.put(C.int(x)) })
		go func() { C.put(C.int(x)) }()
	}
	return stored
}

func conversions(xs []int) (ys []C.int) {
	for _, x := range xs {
		ys = append(ys, C.int(x)+C.GREEN)
	}
	return ys
}

func arguments(args []string) []*C.char {
	argv := make([]*C.char, len(args))
	for i, arg := range args {
		argv[i] = C.CString(arg)
	}
	return argv
}

func release(argv []*C.char) (strings []string) {
	for _, arg := range argv {
		strings = append(strings, C.GoString(arg))
		C.free(unsafe.Pointer(arg))
	}
	return strings
}

func retry() {
	for C.try() != 0 {
	}
	for {
		rc := C.try()
		if rc == 0 {
			break
		}
	}
	for {
		if rc := C.try(); rc > 0 {
			continue
		}
		return
	}
}

// grow tries again with a larger buffer.
func grow() []C.char {
	for n := 16; ; n *= 2 {
		buf := make([]C.char, n)
		if C.needed(&buf[0], C.int(n)) <= 0 {
			return buf
		}
	}
}

func growToFit() (buf *C.char) {
	n := C.int(16)
	for {
		size := C.needed(buf, n)
		if size <= n {
			break
		}
		C.free(unsafe.Pointer(buf))
		n = size
		buf = (*C.char)(C.malloc(C.size_t(n)))
	}
	return buf
}

// growByHelper is told by a status that the buffer is too small.
func growByHelper() []C.char {
	n := C.int(16)
	for {
		buf := make([]C.char, n)
		rc := fill(buf, n)
		if rc == 0 {
			return buf[:n]
		}
		if rc > 100 {
			return nil
		}
		n *= 2
	}
}

func fill(buf []C.char, n C.int) C.int { return C.needed(&buf[0], n) }

// chunks hands over a buffer in as many parts as it takes.
func chunks(p []byte) bool {
	for len(p) > 0 {
		n := C.write_some((*C.char)(unsafe.Pointer(&p[0])), C.size_t(len(p)))
		if C.is_error(n) != 0 {
			return false
		}
		p = p[n:]
	}
	return true
}

func unref(objects []*C.object) {
	for _, o := range objects {
		C.object_unref(o)
	}
}

func poll(done chan bool) {
	for {
		select {
		case <-done:
			return
		case <-time.After(time.Second):
			C.try()
		}
	}
}

func sleep(n int) (found int) {
	for found < n {
		found += int(C.try())
		time.Sleep(time.Millisecond)
	}
	return found
}

func benchmarkPut(b *testing.B) {
	b.Run("literal", func(b *testing.B) {
		for b.Loop() {
			C.put(1)
		}
	})
	for i := 0; i < b.N; i++ {
		C.put(C.int(i))
	}
}

func init() {
	for i := range 100 {
		C.put(C.int(i))
	}
}

// unused is never called in a loop.
func unused() {
	put := func(x int) { C.put(C.int(x)) }
	put(1)
}

// drain takes the next error until there is none.
func drain() (all []uint64) {
	for {
		e := C.get_error()
		if e == 0 {
			return all
		}
		all = append(all, uint64(e))
	}
}

func handleEvents() (n int) {
	var e C.int
	for C.poll_event(&e) != 0 {
		n += int(e)
	}
	return n
}

func show(w C.int) {
	for C.should_close(w) == 0 {
		C.draw_frame(w)
	}
}

func fromChannel(ch chan int) {
	for x := range ch {
		C.put(C.int(x))
	}
}

var setup sync.Once

func prepare(xs []int) {
	setup.Do(func() {
		for _, x := range xs {
			C.put(C.int(x))
		}
	})
	setup.Do(setUp)
}

func setUp() { setUpTable(100) }

// setUpTable is called by what runs once only.
func setUpTable(n int) {
	for i := range n {
		C.put(C.int(i))
	}
}

var table = func() (sum C.int) {
	for i := range 100 {
		sum += C.put(C.int(i))
	}
	return sum
}()

type option int

func options(opts ...option) {
	for _, opt := range opts {
		C.put(C.int(opt))
	}
}

var levels = []C.int{1, 2, 3}

func setLevels() {
	for _, l := range levels {
		C.put(l)
	}
}

type handle struct{ o *C.object }

func (h *handle) Close() { C.object_unref(h.o) }

func closeAll(all []*handle) {
	for _, h := range all {
		h.Close()
	}
}

func tearDownAll(all map[string]*C.object) {
	for _, o := range all {
		C.object_teardown(o)
	}
}

func unregisterAll(context *C.object, all []*C.object) {
	for _, o := range all {
		C.context_unregister(context, o)
	}
}

// What a goto repeats is tried again.
func retried(n C.int) {
again:
	if r := C.put(n); r < 0 {
		goto again
	}
}
