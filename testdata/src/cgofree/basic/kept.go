package basic

/*
#include <stdlib.h>
#include <string.h>

static const char *current;
static void set_current(const char *s) { current = s; }
static size_t current_len(void) { return strlen(current); }
typedef struct { const char *path; } server;
static void server_path(server *s, const char *p) { s->path = p; }

//cgolint:contract tree_root result inside 1
//cgolint:contract tree_root 1 not retained
//cgolint:contract tree_free 1 freed
typedef struct tree tree;
typedef struct { char *name; } node;
node *tree_root(tree *t);
void node_unlink(node *n);
void tree_free(tree *t);
struct tree { int n; };

typedef struct { char name[16]; } page;
static page *page_new(void) { return calloc(1, sizeof(page)); }
static char *page_name(page *p) { return p->name; }
static void page_free(page *p) { free(p); }
*/
import "C"

import (
	"runtime"
	"sync"
	"unsafe"
)

// SetCurrent frees what C keeps.
func SetCurrent(s string) {
	cs := C.CString(s)
	defer C.free(unsafe.Pointer(cs)) // want `C.free frees cs, which C.set_current keeps: C uses freed memory the next time it needs it`
	C.set_current(cs)
}

// A Server has a path.
type Server struct{ s *C.server }

// SetPath frees what the object of C keeps.
func (s *Server) SetPath(p string) {
	cp := C.CString(p)
	C.server_path(s.s, cp)
	C.free(unsafe.Pointer(cp)) // want `C.free frees cp, which C.server_path keeps: C uses freed memory the next time it needs it`
}

// WithCurrent has C use it while it is there.
func WithCurrent(s string) int {
	cs := C.CString(s)
	defer C.free(unsafe.Pointer(cs))
	C.set_current(cs)
	defer C.set_current(nil)
	return int(C.current_len())
}

// Replaced gives it up before.
func Replaced(s string) {
	cs := C.CString(s)
	C.set_current(cs)
	C.set_current(nil)
	C.free(unsafe.Pointer(cs))
}

// RootName uses a part of a tree after the tree is freed.
func RootName(t *C.tree) string {
	root := C.tree_root(t)
	C.tree_free(t)
	return C.GoString(root.name) // want `a pointer into t is used after C.tree_free has freed it`
}

// Unlinked takes the part out of the tree first.
func Unlinked(t *C.tree) string {
	root := C.tree_root(t)
	C.node_unlink(root)
	C.tree_free(t)
	return C.GoString(root.name)
}

// PartOf uses a field of a struct that is freed.
func PartOf() string {
	p := C.page_new()
	name := C.page_name(p)
	C.page_free(p)
	return C.GoString(name) // want `C.GoString uses a pointer into p after C.page_free has freed it`
}

// InBackground frees what a goroutine uses.
func InBackground(s string) {
	cs := C.CString(s)
	defer C.free(unsafe.Pointer(cs)) // want `C.free frees cs, which a goroutine that the function does not wait for may still use`
	go func() {
		C.strlen(cs)
	}()
}

// InBackgroundAwaited waits for it.
func InBackgroundAwaited(s string) {
	cs := C.CString(s)
	defer C.free(unsafe.Pointer(cs))
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		C.strlen(cs)
	}()
	wg.Wait()
}

// InBackgroundDone waits for a message.
func InBackgroundDone(s string) int {
	cs := C.CString(s)
	defer C.free(unsafe.Pointer(cs))
	n := make(chan int)
	go func() { n <- int(C.strlen(cs)) }()
	return <-n
}

// A Cleaned page has a cleanup, which has a copy of the pointer.
type Cleaned struct{ c *C.page }

// NewCleaned makes one.
func NewCleaned() *Cleaned {
	r := &Cleaned{C.page_new()}
	runtime.AddCleanup(r, func(c *C.page) { C.page_free(c) }, r.c)
	return r
}

// Close frees it, and so does the cleanup.
func (r *Cleaned) Close() { // want `Close frees r.c, and the cleanup of basic.Cleaned frees it again: a double free corrupts the heap`
	C.page_free(r.c)
	r.c = nil
}

// A Stopped page has a cleanup that Close stops.
type Stopped struct {
	c       *C.page
	cleanup runtime.Cleanup
}

// NewStopped makes one.
func NewStopped() *Stopped {
	r := &Stopped{c: C.page_new()}
	r.cleanup = runtime.AddCleanup(r, func(c *C.page) { C.page_free(c) }, r.c)
	return r
}

// Close frees it once.
func (r *Stopped) Close() {
	r.cleanup.Stop()
	C.page_free(r.c)
}

func setOption(o *C.server, path *C.char) { C.server_path(o, path) }

// Options has C keep the strings in memory of its own, which goes with them.
func Options(paths []string) int {
	all := make([]C.server, len(paths)+1)
	for i, path := range paths {
		cp := C.CString(path)
		defer C.free(unsafe.Pointer(cp))
		setOption(&all[i], cp)
	}
	return len(all)
}
