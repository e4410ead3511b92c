// Package second has constructors that make one object of C and then another:
// where the second fails, the first must be freed, unless the second has taken it.
package second

/*
#include <stdlib.h>

// Of these only the prototypes are in view.
typedef void *mat_t;
typedef struct dec dec_t;
typedef struct queue queue;
typedef struct reader reader;
typedef struct item item;
mat_t mat_create(int rows, int cols);
void mat_reset(mat_t m);
void mat_release(mat_t m);
dec_t *dec_create(mat_t m);
void dec_release(dec_t *d);
queue *queue_new(int n);
reader *reader_new(queue *q, int n);
int reader_start(reader *r, queue *q);
void queue_free(queue *q);
void reader_free(reader *r);
item *item_create(int n);
item *item_retain(item *i);
void item_release(item *i);
reader *reader_of(item *i);
*/
import "C"

import (
	"errors"
	"runtime"
)

var errC = errors.New("C")

// A Decoder has a matrix and what decodes it, and Close releases both.
type Decoder struct {
	dec *C.dec_t
	mat C.mat_t
}

// NewDecoder loses the matrix where dec_create fails.
func NewDecoder(rows, cols int) (*Decoder, error) {
	mat := C.mat_create(C.int(rows), C.int(cols)) // want "mat, which C.mat_create allocates, is lost on a path to “return nil, errC”"
	if mat == nil {
		return nil, errC
	}
	dec := C.dec_create(mat)
	if dec == nil {
		return nil, errC
	}
	return &Decoder{dec: dec, mat: mat}, nil
}

// NewDecoderWell releases it there.
func NewDecoderWell(rows, cols int) (*Decoder, error) {
	mat := C.mat_create(C.int(rows), C.int(cols))
	if mat == nil {
		return nil, errC
	}
	dec := C.dec_create(mat)
	if dec == nil {
		C.mat_release(mat)
		return nil, errC
	}
	return &Decoder{dec: dec, mat: mat}, nil
}

// Reset is not what makes a matrix anew.
func (d *Decoder) Reset() { C.mat_reset(d.mat) }

// Close releases both.
func (d *Decoder) Close() {
	C.dec_release(d.dec)
	C.mat_release(d.mat)
}

// A Source is what OpenSource returns.
type Source interface{ Close() }

// OpenSource returns the object as an interface.
func OpenSource(n int) (Source, error) {
	q := C.queue_new(C.int(n)) // want "q, which C.queue_new allocates, is lost on a path to “return nil, errC”"
	if q == nil {
		return nil, errC
	}
	r := C.reader_new(q, 1)
	if r == nil {
		return nil, errC
	}
	return &Reader{q: q, r: r}, nil
}

// A Reader reads from a queue.
type Reader struct {
	q *C.queue
	r *C.reader
}

// NewReader puts both into the object as they are made.
func NewReader(n int) (*Reader, error) {
	t := &Reader{}
	t.q = C.queue_new(C.int(n)) // want "t.q, which C.queue_new allocates, is lost on a path to “return nil, errC”"
	if t.q == nil {
		return nil, errC
	}
	t.r = C.reader_new(t.q, 1)
	if t.r == nil {
		return nil, errC
	}
	return t, nil
}

// Open keeps what it has in t, which the caller closes.
func (t *Reader) Open(n int) error {
	t.q = C.queue_new(C.int(n))
	if t.q == nil {
		return errC
	}
	t.r = C.reader_new(t.q, 1)
	if t.r == nil {
		return errC
	}
	return nil
}

// Close frees both.
func (t *Reader) Close() {
	C.reader_free(t.r)
	C.queue_free(t.q)
}

// An Owner has a reader that has taken the queue: Close frees one only.
type Owner struct {
	q *C.queue
	r *C.reader
}

// NewOwner may have lost nothing: what reader_new does with the queue when it
// fails is not known.
func NewOwner(n int) (*Owner, error) {
	q := C.queue_new(C.int(n))
	if q == nil {
		return nil, errC
	}
	r := C.reader_new(q, 2)
	if r == nil {
		return nil, errC
	}
	return &Owner{q: q, r: r}, nil
}

// Close frees the reader, and with it the queue.
func (o *Owner) Close() { C.reader_free(o.r) }

// An Item counts references, so that release does not end it.
type Item struct {
	i *C.item
	r *C.reader
}

// NewItem keeps a reference.
func NewItem(n int) *Item {
	i := C.item_create(C.int(n))
	C.item_retain(i)
	C.item_release(i)
	return &Item{i: i, r: C.reader_of(i)}
}

// Close gives it up.
func (t *Item) Close() { C.item_release(t.i) }

// A Collected object has a finalizer that frees both.
type Collected struct {
	q *C.queue
	r *C.reader
}

// NewCollected loses the queue where reader_new fails.
func NewCollected(n int) (*Collected, error) {
	q := C.queue_new(C.int(n)) // want "q, which C.queue_new allocates, is lost on a path to “return nil, errC”"
	if q == nil {
		return nil, errC
	}
	r := C.reader_new(q, 3)
	if r == nil {
		return nil, errC
	}
	c := &Collected{q: q, r: r}
	runtime.SetFinalizer(c, (*Collected).free)
	return c, nil
}

// NewCollectedEarly sets the finalizer before anything fails.
func NewCollectedEarly(n int) (*Collected, error) {
	c := &Collected{}
	runtime.SetFinalizer(c, (*Collected).free)
	if c.q = C.queue_new(C.int(n)); c.q == nil {
		return nil, errC
	}
	if c.r = C.reader_new(c.q, 3); c.r == nil {
		return nil, errC
	}
	return c, nil
}

func (c *Collected) free() {
	if c.r != nil {
		C.reader_free(c.r)
	}
	if c.q != nil {
		C.queue_free(c.q)
	}
}
