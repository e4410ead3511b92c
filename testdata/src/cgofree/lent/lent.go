// Package lent uses texts and buffers that went with the object which they are a
// part of.
package lent

/*
#include <stdlib.h>
#include <string.h>

// Of these only the prototypes are in view.
typedef struct stmt stmt;
typedef struct { char *name; void *user; int size; } item;
stmt *stmt_new(int n);
void stmt_free(stmt *s);
const unsigned char *stmt_text(stmt *s, int col);
const char *stmt_type_name(stmt *s);
item *item_new(int n);
void item_free(item *i);
int item_count(item *i);

typedef struct { char *ptr; size_t size; } text;
static int text_fill(text *t, int n) { t->ptr = strdup("text"); t->size = n; return 0; }
static void text_dispose(text *t) { free(t->ptr); t->ptr = NULL; t->size = 0; }

typedef struct frame { unsigned char *data; int size; } frame;
static frame *frame_alloc(void) { return calloc(1, sizeof(frame)); }
static void frame_free(frame **f) { if (!f || !*f) return; free((*f)->data); free(*f); *f = NULL; }
static int frame_size(frame *f) { return f->size; }
*/
import "C"

import "unsafe"

// Text reads the column when the statement is gone.
func Text(n int) string {
	s := C.stmt_new(C.int(n))
	text := C.stmt_text(s, 0)
	C.stmt_free(s)
	return C.GoString((*C.char)(unsafe.Pointer(text))) // want `C.GoString uses a pointer into s after C.stmt_free has freed it`
}

// TextFirst copies it before.
func TextFirst(n int) string {
	s := C.stmt_new(C.int(n))
	defer C.stmt_free(s)
	return C.GoString((*C.char)(unsafe.Pointer(C.stmt_text(s, 0))))
}

// Type reads one of a few strings that are always there.
func Type(n int) string {
	s := C.stmt_new(C.int(n))
	name := C.stmt_type_name(s)
	C.stmt_free(s)
	return C.GoString(name)
}

// A Message has a view.
type Message struct{ Name []byte }

// View is of freed memory.
func View(n int) *Message {
	i := C.item_new(C.int(n))
	defer C.item_free(i)
	return &Message{unsafe.Slice((*byte)(unsafe.Pointer(i.name)), int(i.size))} // want `a pointer into i is returned, but the deferred call of C.item_free frees it first: the caller gets freed memory`
}

// User is what the program gave the item, and Name what it frees itself.
func User(i *C.item) unsafe.Pointer {
	user, name := i.user, i.name
	C.item_free(i)
	C.free(unsafe.Pointer(name))
	return user
}

// Bytes has the size still, and the memory no longer.
func Bytes(n int) ([]byte, int) {
	var t C.text
	if C.text_fill(&t, C.int(n)) != 0 {
		return nil, 0
	}
	b := unsafe.Slice((*byte)(unsafe.Pointer(t.ptr)), int(t.size))
	C.text_dispose(&t)
	return b, int(t.size) // want `a pointer into t is returned after C.text_dispose has freed it`
}

// Copied is right.
func Copied(n int) (string, int) {
	var t C.text
	if C.text_fill(&t, C.int(n)) != 0 {
		return "", 0
	}
	s := C.GoString(t.ptr)
	C.text_dispose(&t)
	C.text_dispose(&t) // it is empty
	return s, int(t.size)
}

// Twice frees by another variable what the first call has freed.
func Twice() {
	f := C.frame_alloc()
	g := f
	C.frame_free(&f)
	C.frame_free(&g) // want `C.frame_free frees f, which C.frame_free has freed before: a double free corrupts the heap`
}

// Once is right: the deferred call finds nil.
func Once() int {
	f := C.frame_alloc()
	defer C.frame_free(&f)
	if f == nil {
		return 0
	}
	n := int(C.frame_size(f))
	C.frame_free(&f)
	return n
}
