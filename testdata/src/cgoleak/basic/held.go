package basic

/*
#include <stdlib.h>
#include <string.h>

typedef struct { const char *host; const char *user; int port; } dial;
typedef struct session { int fd; } session;
static session *session_open(const dial *d) { session *s = malloc(sizeof *s); if (s) s->fd = (int)strlen(d->host) + d->port; return s; }
static void session_close(session *s) { free(s); }
static int session_fd(session *s) { return s->fd; }

typedef struct engine engine;
int engine_load(engine *e, const char *path);
void engine_list(engine *e, const char **names, int n);
static int load(engine *e, const char *path) { return engine_load(e, path) ? -1 : 0; }
static int load_some(engine *e, const char *path, int n) { return n > 3 ? 1 : load(e, path); }

//cgolint:contract store_open 1 out fresh freed by store_close if result == 0
//cgolint:contract store_close 1 freed
typedef struct store store;
int store_open(store **out);
int store_step(store *s);
void store_close(store *s);
struct store { int n; };
*/
import "C"

import (
	"errors"
	"unsafe"
)

// InStruct passes a struct that holds two strings to C, which only reads them.
func InStruct(host, user string) *C.session {
	var d C.dial
	d.host = C.CString(host)
	d.user = C.CString(user) // want `d.user, which C.CString allocates, is never freed`
	defer C.free(unsafe.Pointer(d.host))
	return C.session_open(&d)
}

// InLiteral does the same.
func InLiteral(host string) *C.session {
	return C.session_open(&C.dial{host: C.CString(host)}) // want `the C string that C.CString makes here is never freed`
}

// PassedOn passes a string to functions that pass it on to one which takes a
// pointer to const.
func PassedOn(e *C.engine, path string) {
	C.load(e, C.CString(path)) // want `the C string that C.CString makes here is never freed`
	C.load_some(e, C.CString(path), 2)
}

// Verified has a session for sure, as it is not nil.
func Verified(host string) (*C.session, error) {
	ch := C.CString(host)
	defer C.free(unsafe.Pointer(ch))
	s := C.session_open(&C.dial{host: ch}) // want `s, which C.session_open allocates, is lost on a path to “return nil, errors.New\("long"\)”`
	if s == nil {
		return nil, errors.New("no session")
	}
	if C.strlen(ch) > 64 {
		return nil, errors.New("long")
	}
	return s, nil
}

type text struct{ p *C.char }

func newText(s string) text { return text{C.CString(s)} }
func (c text) free()        { C.free(unsafe.Pointer(c.p)) }

// Value gets a struct with a string.
func Value(e *C.engine, path string) {
	c := newText(path) // want `the C memory in c, which newText makes, is never freed`
	C.engine_load(e, c.p)
}

// A Client has a session until it is closed.
type Client struct{ s *C.session }

// NewClient makes one.
func NewClient(host string) (*Client, error) {
	ch := C.CString(host)
	defer C.free(unsafe.Pointer(ch))
	s := C.session_open(&C.dial{host: ch})
	if s == nil {
		return nil, errors.New("no session")
	}
	return &Client{s}, nil
}

// Close closes the session.
func (c *Client) Close() { C.session_close(c.s) }

// FD asks it.
func (c *Client) FD() int { return int(C.session_fd(c.s)) }

// Object gets a new object with a session, and does not close it.
func Object(host string) int {
	c, err := NewClient(host) // want `the C memory in c, which NewClient makes, is never freed`
	if err != nil {
		return -1
	}
	return c.FD()
}

// ObjectOnPath closes it but where it is bad.
func ObjectOnPath(host string) error {
	c, err := NewClient(host) // want `the C memory in c, which NewClient makes, is not freed on a path to “return errors.New\("bad"\)”`
	if err != nil {
		return err
	}
	if c.FD() < 0 {
		return errors.New("bad")
	}
	c.Close()
	return nil
}

// Step works on a store, which is likely not taken by that.
func Step() error {
	var s *C.store
	if C.store_open(&s) != 0 { // want `s, which C.store_open sets to new memory, is not freed on a path to “return errors.New\("step"\)”`
		return errors.New("open")
	}
	if C.store_step(s) != 1 {
		return errors.New("step")
	}
	C.store_close(s)
	return nil
}

// Appended strings are never freed.
func Appended(e *C.engine, names []string) {
	var all []*C.char
	for _, name := range names {
		all = append(all, C.CString(name)) // want `the C string that C.CString allocates is stored in an array, and nothing frees its elements`
	}
	C.engine_list(e, &all[0], C.int(len(all)))
}

func toC(names []string) []*C.char {
	all := make([]*C.char, len(names))
	for i, name := range names {
		all[i] = C.CString(name) // want `the C string that C.CString allocates is stored in all\[i\], and nothing frees its elements`
	}
	return all
}

// Helped has a function make the strings.
func Helped(e *C.engine, names []string) {
	all := toC(names)
	C.engine_list(e, &all[0], C.int(len(all)))
}

func list(e *C.engine, all []*C.char) { C.engine_list(e, &all[0], C.int(len(all))) }

// HelpedTwice has another pass them to C.
func HelpedTwice(e *C.engine, names []string) {
	all := make([]*C.char, len(names))
	for i, name := range names {
		all[i] = C.CString(name) // want `the C string that C.CString allocates is stored in all\[i\], and nothing frees its elements`
	}
	list(e, all)
}
