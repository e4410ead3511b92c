// Package settwice has objects that make their memory at the first use, and set the
// finalizer then.
package settwice

/*
#include <stdlib.h>
typedef struct ctx ctx;
ctx *ctx_new(void);
void ctx_free(ctx *c);
int ctx_read(ctx *c);
*/
import "C"

import (
	"errors"
	"runtime"
	"sync"
)

var errClosed = errors.New("closed")

// A Reader is used again after Close: then the program ends.
type Reader struct {
	c *C.ctx
	n int
}

func (r *Reader) init() error {
	if r.c != nil {
		return nil
	}
	if r.c = C.ctx_new(); r.c == nil {
		return errClosed
	}
	runtime.SetFinalizer(r, func(r *Reader) { // want `runtime.SetFinalizer ends the program when r has a finalizer already: Close clears r.c and leaves the finalizer, so that init sets it again`
		if r.c != nil {
			C.ctx_free(r.c)
		}
	})
	return nil
}

// Read makes the context when there is none.
func (r *Reader) Read() (int, error) {
	defer runtime.KeepAlive(r)
	if err := r.init(); err != nil {
		return 0, err
	}
	return int(C.ctx_read(r.c)), nil
}

// Close frees the context.
func (r *Reader) Close() {
	if r.c == nil {
		return
	}
	C.ctx_free(r.c)
	r.c = nil
}

// An Asked object asks in Read, and not where the finalizer is set.
type Asked struct{ c *C.ctx }

func (a *Asked) open() {
	a.c = C.ctx_new()
	runtime.SetFinalizer(a, (*Asked).Close) // want `Close clears a.c and leaves the finalizer, so that open sets it again`
}

// Read makes the context when there is none.
func (a *Asked) Read() int {
	if a.c == nil {
		a.open()
	}
	defer runtime.KeepAlive(a)
	return int(C.ctx_read(a.c))
}

// Close frees the context.
func (a *Asked) Close() {
	if a.c != nil {
		C.ctx_free(a.c)
		a.c = nil
	}
}

// A Clean object takes the finalizer off.
type Clean struct{ c *C.ctx }

func (o *Clean) init() {
	if o.c == nil {
		o.c = C.ctx_new()
		runtime.SetFinalizer(o, (*Clean).free)
	}
}

func (o *Clean) free() { C.ctx_free(o.c) }

// Read makes the context when there is none.
func (o *Clean) Read() int {
	o.init()
	defer runtime.KeepAlive(o)
	return int(C.ctx_read(o.c))
}

// Close frees the context.
func (o *Clean) Close() {
	o.free()
	o.c = nil
	runtime.SetFinalizer(o, nil)
}

// A Flagged object knows that it was closed.
type Flagged struct {
	c      *C.ctx
	closed bool
}

func (o *Flagged) init() error {
	if o.closed {
		return errClosed
	}
	if o.c == nil {
		o.c = C.ctx_new()
		runtime.SetFinalizer(o, (*Flagged).free)
	}
	return nil
}

func (o *Flagged) free() { C.ctx_free(o.c) }

// Read makes the context when there is none.
func (o *Flagged) Read() (int, error) {
	if err := o.init(); err != nil {
		return 0, err
	}
	defer runtime.KeepAlive(o)
	return int(C.ctx_read(o.c)), nil
}

// Close frees the context, for good.
func (o *Flagged) Close() {
	o.free()
	o.c = nil
	o.closed = true
}

// A Once makes its context once.
type Once struct {
	c    *C.ctx
	once sync.Once
}

func (o *Once) init() {
	o.once.Do(func() {
		o.c = C.ctx_new()
		runtime.SetFinalizer(o, (*Once).free)
	})
}

func (o *Once) free() {
	C.ctx_free(o.c)
	o.c = nil
}

// Read makes the context when there is none.
func (o *Once) Read() int {
	o.init()
	defer runtime.KeepAlive(o)
	return int(C.ctx_read(o.c))
}

// A Lazy object is cleared by its finalizer alone.
type Lazy struct{ c *C.ctx }

// Read makes the context when there is none.
func (o *Lazy) Read() int {
	if o.c == nil {
		o.c = C.ctx_new()
		runtime.SetFinalizer(o, (*Lazy).free)
	}
	defer runtime.KeepAlive(o)
	return int(C.ctx_read(o.c))
}

func (o *Lazy) free() {
	C.ctx_free(o.c)
	o.c = nil
}

// A Loader is cleared by its finalizer, which Parse calls as well.
type Loader struct{ c *C.ctx }

// Write makes the context when there is none.
func (l *Loader) Write() int {
	if l.c == nil {
		l.c = C.ctx_new()
		runtime.SetFinalizer(l, (*Loader).cleanup) // want `cleanup clears l.c and leaves the finalizer, so that Write sets it again`
	}
	defer runtime.KeepAlive(l)
	return int(C.ctx_read(l.c))
}

// Parse is the end of it, until the next Write.
func (l *Loader) Parse() int {
	defer l.cleanup()
	return int(C.ctx_read(l.c))
}

func (l *Loader) cleanup() {
	if l.c != nil {
		C.ctx_free(l.c)
		l.c = nil
	}
}
