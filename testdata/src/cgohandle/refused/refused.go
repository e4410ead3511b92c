// Package refused passes handles to C functions that fail.
package refused

/*
#include <stdint.h>
typedef struct sess sess;
sess *sess_open(uintptr_t ctx);
int sess_each(sess *s, uintptr_t ctx);
void sess_close(sess *s);
*/
import "C"

import (
	"errors"
	"runtime/cgo"
)

// A Session has a handle.
type Session struct {
	s *C.sess
	h cgo.Handle
}

// Open loses the handle where C refuses it.
func Open(f func()) (*Session, error) {
	h := cgo.NewHandle(f) // want `the handle that cgo.NewHandle returns is not deleted on every path out of the function`
	s := C.sess_open(C.uintptr_t(h))
	if s == nil {
		return nil, errors.New("open")
	}
	return &Session{s: s, h: h}, nil
}

// OpenDeleted deletes it.
func OpenDeleted(f func()) (*Session, error) {
	h := cgo.NewHandle(f)
	s := C.sess_open(C.uintptr_t(h))
	if s == nil {
		h.Delete()
		return nil, errors.New("open")
	}
	return &Session{s: s, h: h}, nil
}

// Close deletes it, too.
func (s *Session) Close() {
	if s.s == nil {
		return
	}
	C.sess_close(s.s)
	s.s = nil
	s.h.Delete()
}

// A Ref is a handle of a type.
type Ref[T any] struct{ h cgo.Handle }

// NewRef makes one.
func NewRef[T any](v T) Ref[T] { return Ref[T]{cgo.NewHandle(v)} }

// C returns what C gets.
func (r Ref[T]) C() C.uintptr_t { return C.uintptr_t(r.h) }

// Free deletes it.
func (r Ref[T]) Free() { r.h.Delete() }

// Each loses one where C fails.
func (s *Session) Each(f func(int)) error {
	r := NewRef(f) // want `the handle that NewRef returns is not deleted on every path out of the function`
	if C.sess_each(s.s, r.C()) != 0 {
		return errors.New("each")
	}
	r.Free()
	return nil
}

// EachDeferred deletes it on all ways.
func (s *Session) EachDeferred(f func(int)) error {
	r := NewRef(f)
	defer r.Free()
	if C.sess_each(s.s, r.C()) != 0 {
		return errors.New("each")
	}
	return nil
}
