// Package references takes references to objects of C.
package references

/*
#include <stdlib.h>
typedef struct obj obj;
obj *obj_new(void);
obj *obj_ref(obj *o);
void obj_unref(obj *o);
obj *obj_child(obj *o, int i);
int obj_check(obj *o);
int obj_attach(obj *parent, obj *o);
void obj_close(obj *o);
typedef void *gpointer;
gpointer g_thing_ref(gpointer o);
void g_thing_unref(gpointer o);
int thing_run(gpointer o);
typedef struct tree tree;
tree *tree_new(void);
void tree_free(tree *t);
int tree_add(tree *t, const char *s);
typedef struct srv srv;
srv *srv_new(int port);
int srv_bind(srv *s, const char *host);
int srv_listen(srv *s);
void srv_free(srv *s);
typedef struct db db;
int db_exec(db *d, const char *sql, char **errmsg);
void db_free(void *p);
*/
import "C"

import (
	"errors"
	"runtime"
	"unsafe"
)

// An Obj has a reference.
type Obj struct{ o *C.obj }

func (o *Obj) unref() { C.obj_unref(o.o) }

// Child keeps the reference of a child that it refuses.
func (o *Obj) Child(i int) (*Obj, error) {
	defer runtime.KeepAlive(o)
	c := C.obj_child(o.o, C.int(i))
	if c == nil {
		return nil, errors.New("no child")
	}
	C.obj_ref(c) // want `the reference that C.obj_ref takes is not released on a path to “return nil, errors.New\("bad child"\)”: the object is never freed`
	if C.obj_check(c) != 0 {
		return nil, errors.New("bad child")
	}
	child := &Obj{c}
	runtime.SetFinalizer(child, (*Obj).unref)
	return child, nil
}

// New loses the object where it is bad: what the field holds is the object's own.
func New() (*Obj, error) {
	o := C.obj_new() // want `o, which C.obj_new allocates, is lost on a path to “return nil, errors.New\("bad"\)”`
	if C.obj_check(o) != 0 {
		return nil, errors.New("bad")
	}
	n := &Obj{o}
	runtime.SetFinalizer(n, (*Obj).unref)
	return n, nil
}

// Use gives the reference back.
func Use(o *C.obj) error {
	C.obj_ref(o)
	defer C.obj_unref(o)
	if C.obj_check(o) != 0 {
		return errors.New("bad")
	}
	return nil
}

func run(p unsafe.Pointer) bool {
	C.g_thing_ref(C.gpointer(p)) // want `the reference that C.g_thing_ref takes is not released on a path to “return false”: the object is never freed`
	if C.thing_run(C.gpointer(p)) != 0 {
		return false
	}
	C.g_thing_unref(C.gpointer(p))
	return true
}

// Run runs twice.
func Run(p unsafe.Pointer) bool {
	C.g_thing_ref(C.gpointer(p))
	ok := C.thing_run(C.gpointer(p)) == 0
	C.g_thing_unref(C.gpointer(p))
	return ok && run(p)
}

// Share gives each of two owners one.
func Share(o *C.obj) (*Obj, *Obj) {
	C.obj_ref(o)
	return &Obj{o}, &Obj{C.obj_ref(o)}
}

// Attach gives the parent one.
func Attach(parent, o *C.obj) {
	C.obj_ref(o)
	C.obj_attach(parent, o)
}

// Closed gives it up with the object.
func Closed(o *C.obj) error {
	C.obj_ref(o)
	if C.obj_check(o) != 0 {
		C.obj_close(o)
		return errors.New("bad")
	}
	C.obj_unref(o)
	return nil
}

// Commit frees nil.
func Commit(name string) error {
	var t *C.tree
	defer C.tree_free(t) // want `the deferred call of C.tree_free frees nil, the value of t at the defer statement, not what C.tree_new stores in t afterwards`
	t = C.tree_new()
	cn := C.CString(name)
	defer C.free(unsafe.Pointer(cn))
	if C.tree_add(t, cn) != 0 {
		return errors.New("add")
	}
	return nil
}

// CommitLater frees what t holds in the end.
func CommitLater(name string) error {
	var t *C.tree
	defer func() {
		if t != nil {
			C.tree_free(t)
		}
	}()
	t = C.tree_new()
	cn := C.CString(name)
	defer C.free(unsafe.Pointer(cn))
	if C.tree_add(t, cn) != 0 {
		return errors.New("add")
	}
	return nil
}

// CommitTwice frees it itself.
func CommitTwice() {
	var t *C.tree
	defer C.tree_free(t)
	t = C.tree_new()
	C.tree_free(t)
}

// Make returns it.
func Make() *C.tree {
	var t *C.tree
	defer C.tree_free(t)
	t = C.tree_new()
	return t
}

// A Server has one of C.
type Server struct {
	s    *C.srv
	host *C.char
}

func newServer(port int) *Server { return &Server{s: C.srv_new(C.int(port))} }

// Close frees all.
func (s *Server) Close() {
	if s.s != nil {
		C.srv_free(s.s)
		s.s = nil
	}
	C.free(unsafe.Pointer(s.host))
	s.host = nil
}

func (s *Server) bind(host string) error {
	s.host = C.CString(host)
	if C.srv_bind(s.s, s.host) != 0 {
		return errors.New("bind")
	}
	return nil
}

// Listen loses the server that can't be bound.
func Listen(host string, port int) (*Server, error) {
	s := newServer(port) // want `the C memory in s, which newServer makes, is not freed on a path to “return nil, err”`
	if err := s.bind(host); err != nil {
		return nil, err
	}
	if C.srv_listen(s.s) != 0 {
		s.Close()
		return nil, errors.New("listen")
	}
	return s, nil
}

// Exec frees the message.
func Exec(d *C.db, sql string) error {
	cs := C.CString(sql)
	defer C.free(unsafe.Pointer(cs))
	var msg *C.char
	if C.db_exec(d, cs, &msg) != 0 {
		defer C.db_free(unsafe.Pointer(msg))
		return errors.New(C.GoString(msg))
	}
	return nil
}

// Begin doesn't.
func Begin(d *C.db) error {
	cs := C.CString("begin")
	defer C.free(unsafe.Pointer(cs))
	var msg *C.char
	if C.db_exec(d, cs, &msg) != 0 { // want `msg, which C.db_exec sets to new memory, is only copied and never freed`
		return errors.New(C.GoString(msg))
	}
	return nil
}
