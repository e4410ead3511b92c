// Package ended has objects that end by close and finalize, through their address,
// and in other objects.
package ended

/*
#include <stdlib.h>

// Of these only the prototypes are in view.
typedef struct db db;
typedef struct stmt stmt;
typedef struct dev dev;
typedef struct tree tree;
typedef struct filter filter;
int db_prepare(db *d, const char *sql, stmt **out);
int stmt_step(stmt *s);
int stmt_finalize(stmt *s);
long dev_list(dev ***out);
void dev_free_list(dev **list, int unref);
int dev_id(dev *d);
db *db_open(const char *name, char *errbuf);
int tree_new(tree **out);
int tree_add(tree *t, int n);
int tree_close(tree *t);
void tree_free(tree *t);
filter *filter_new(void);
void filter_free(filter *f);
int db_filter(db *d, filter *f);

typedef struct { int n; } conf;
typedef struct { conf *conf; } client;
static conf *conf_new(void) { return calloc(1, sizeof(conf)); }
static void conf_free(conf *c) { free(c); }
static client *client_new(conf *c) {
	if (c->n) return NULL;
	client *k = calloc(1, sizeof *k);
	if (!k) return NULL;
	k->conf = c;
	return k;
}
static void client_free(client *k) { free(k->conf); free(k); }

typedef struct packet { unsigned char *data; int stream; } packet;
static packet *packet_alloc(void) { return calloc(1, sizeof(packet)); }
static void packet_free(packet **p) { free(*p); *p = NULL; }
void packet_unref(packet *p);
int dev_read(dev *d, packet *p);

typedef struct frame { unsigned char *data; int size; } frame;
static frame *frame_alloc(void) { return calloc(1, sizeof(frame)); }
static void frame_free(frame **f) { if (!f || !*f) return; free((*f)->data); free(*f); *f = NULL; }
*/
import "C"

import (
	"errors"
	"unsafe"
)

var errC = errors.New("C")

// A Stmt is ended by Close.
type Stmt struct{ s *C.stmt }

// Prepare gives it to the caller.
func Prepare(d *C.db, sql string) (*Stmt, error) {
	cs := C.CString(sql)
	defer C.free(unsafe.Pointer(cs))
	var s *C.stmt
	if C.db_prepare(d, cs, &s) != 0 {
		return nil, errC
	}
	return &Stmt{s}, nil
}

// Close finalizes it.
func (s *Stmt) Close() {
	if s.s != nil {
		C.stmt_finalize(s.s)
		s.s = nil
	}
}

// Count loses it where a step fails.
func Count(d *C.db, sql string) (n int, err error) {
	cs := C.CString(sql)
	defer C.free(unsafe.Pointer(cs))
	var s *C.stmt
	if C.db_prepare(d, cs, &s) != 0 { // want `s, which C.db_prepare sets to new memory, is not freed on a path to “return”: the garbage collector does not free C memory`
		return 0, errC
	}
steps:
	for {
		switch C.stmt_step(s) {
		case 100:
			n++
			continue steps
		case 101:
			break steps
		default:
			err = errC
			return
		}
	}
	C.stmt_finalize(s)
	return
}

// A Tree is closed, and freed later: to close it ends nothing for good.
type Tree struct{ t *C.tree }

// Close closes it.
func (t *Tree) Close() { C.tree_close(t.t) }

// Free frees it.
func (t *Tree) Free() { C.tree_free(t.t) }

// Closed uses it after.
func Closed(t *Tree) int {
	C.tree_close(t.t)
	return int(C.tree_add(t.t, 1))
}

// Find loses the list.
func Find(id int) (int, error) {
	var list **C.dev
	n := C.dev_list(&list) // want `list, which C.dev_list sets to new memory, is not freed on a path to “return i, nil”: the garbage collector does not free C memory`
	if n < 0 {
		return 0, errC
	}
	for i, d := range unsafe.Slice(list, int(n)) {
		if int(C.dev_id(d)) == id {
			return i, nil
		}
	}
	C.dev_free_list(list, 1)
	return 0, errC
}

// Open frees the buffer for the message of the error on all paths.
func Open(name string) (*C.db, error) {
	buf := (*C.char)(C.calloc(256, 1))
	defer C.free(unsafe.Pointer(buf))
	cs := C.CString(name)
	defer C.free(unsafe.Pointer(cs))
	d := C.db_open(cs, buf)
	if d == nil {
		return nil, errors.New(C.GoString(buf))
	}
	return d, nil
}

// OpenRead frees it only when that fails.
func OpenRead(name string) (*C.db, error) {
	buf := (*C.char)(C.calloc(256, 1)) // want `buf, which C.calloc allocates, is not freed on a path to “return d, nil”: the garbage collector does not free C memory`
	cs := C.CString(name)
	defer C.free(unsafe.Pointer(cs))
	d := C.db_open(cs, buf)
	if d == nil {
		err := errors.New(C.GoString(buf))
		C.free(unsafe.Pointer(buf))
		return nil, err
	}
	return d, nil
}

// OpenNamed frees the name only where there is a database.
func OpenNamed(name string) (*C.db, error) {
	cs := C.CString(name) // want `cs, which C.CString allocates, is not freed on a path to “return nil, errC”: the garbage collector does not free C memory`
	d := C.db_open(cs, nil)
	if d == nil {
		return nil, errC
	}
	C.free(unsafe.Pointer(cs))
	return d, nil
}

// Skip empties the packet, and loses it.
func Skip(d *C.dev) int {
	p := C.packet_alloc() // want `p, which C.packet_alloc allocates, is never freed`
	n := 0
	for C.dev_read(d, p) == 0 {
		n += int(p.stream)
		C.packet_unref(p)
	}
	return n
}

// SkipWell frees it.
func SkipWell(d *C.dev) int {
	p := C.packet_alloc()
	defer C.packet_free(&p)
	n := 0
	for C.dev_read(d, p) == 0 {
		n += int(p.stream)
		C.packet_unref(p)
	}
	return n
}

// SetFilter is right: the database has the filter when it says so.
func SetFilter(d *C.db) error {
	f := C.filter_new()
	if C.db_filter(d, f) != 0 {
		C.filter_free(f)
		return errC
	}
	return nil
}

// Connect is right: the client has the configuration.
func Connect() (*C.client, error) {
	c := C.conf_new()
	k := C.client_new(c)
	if k == nil {
		C.conf_free(c)
		return nil, errC
	}
	return k, nil
}

// ConnectOnce loses the configuration where there is no client.
func ConnectOnce() (*C.client, error) {
	c := C.conf_new() // want `c, which C.conf_new allocates, is lost on a path to “return nil, errC”: the garbage collector does not free C memory`
	k := C.client_new(c)
	if k == nil {
		return nil, errC
	}
	return k, nil
}

// A Decoder is right: Close frees both frames through their fields.
type Decoder struct{ in, out *C.frame }

// NewDecoder allocates them.
func NewDecoder() *Decoder {
	d := &Decoder{}
	d.in = C.frame_alloc()
	d.out = C.frame_alloc()
	return d
}

// Close frees them.
func (d *Decoder) Close() {
	C.frame_free(&d.in)
	C.frame_free(&d.out)
}

// Size loses the frame where there is nothing in it.
func Size() (int, error) {
	f := C.frame_alloc() // want `f, which C.frame_alloc allocates, is not freed on a path to “return 0, errC”: the garbage collector does not free C memory`
	if f == nil {
		return 0, errC
	}
	n := int(f.size)
	if n == 0 {
		return 0, errC
	}
	C.frame_free(&f)
	return n, nil
}
