// Package renamed gives structs of C names of its own.
package renamed

/*
struct transfer { void *user_data; int length; };
struct transfer *transfer_alloc(int n);
int transfer_submit(struct transfer *t);
int transfer_cancel(struct transfer *t);
struct picture { void *opaque; int width; };
struct picture *picture_alloc(int n);
int picture_encode(struct picture *p);
*/
import "C"

import "unsafe"

// A transfer is memory of the library.
type transfer C.struct_transfer

func alloc(n int) *transfer { return (*transfer)(C.transfer_alloc(C.int(n))) }

// cancel hands the library what it has made.
func cancel(t *transfer) error { return result(C.transfer_cancel((*C.struct_transfer)(t))) }

// submit stores a Go pointer, which is the mistake, here and nowhere else.
func submit(t *transfer, done chan struct{}) error {
	t.user_data = unsafe.Pointer(&done) // want "the Go pointer &done is stored in C memory"
	return result(C.transfer_submit((*C.struct_transfer)(t)))
}

// A picture is made in Go as well.
type picture C.struct_picture

func pictures() []*picture {
	p, tag := &picture{}, 1
	p.opaque = unsafe.Pointer(&tag)
	return []*picture{p, (*picture)(C.picture_alloc(1))}
}

func (p *picture) encode() error {
	return result(C.picture_encode((*C.struct_picture)(p))) // want "p holds the Go pointer p.opaque"
}

type failure int

func (failure) Error() string { return "failed" }

func result(n C.int) error {
	if n != 0 {
		return failure(n)
	}
	return nil
}
