package basic

/*
typedef struct mail mail;
mail *mail_open(int n);
int mail_size(mail *m);
typedef struct store store;
store *store_open(int n);
int store_count(store *s);
void store_close(store *s);
void store_stop(store *s);
struct store { int n; };
void mail_destroy(mail *m);
void mail_destroy_at(mail *m, int n);
int mail_get_dispose(mail *m);
struct mail { int n; };
int mail_text(mail *m, void **text, int *n);
void mail_free(void *text);
int mail_name(mail *m, char **name);
void mail_delete_string(char *name);
void mail_delete(char *path);
*/
import "C"

import (
	"runtime"
	"unsafe"
)

// Size uses what was freed, by the function's name.
func Size(n int) int {
	m := C.mail_open(C.int(n))
	C.mail_destroy(m)
	return int(C.mail_size(m)) // want `C.mail_size uses m after C.mail_destroy has freed it`
}

// SizeAt uses what lost an element.
func SizeAt(n int) int {
	m := C.mail_open(C.int(n))
	C.mail_destroy_at(m, 1)
	return int(C.mail_size(m))
}

// Dispose asks what is to be done with it later.
func Dispose(n int) (int, int) {
	m := C.mail_open(C.int(n))
	defer C.mail_destroy(m)
	return int(C.mail_get_dispose(m)), int(C.mail_size(m))
}

// Text returns a slice over what the library frees.
func Text(m *C.mail) []byte {
	var text unsafe.Pointer
	var n C.int
	if C.mail_text(m, &text, &n) != 0 {
		return nil
	}
	defer C.mail_free(text)
	return unsafe.Slice((*byte)(text), n) // want `text is returned, but the deferred call of C.mail_free frees it first: the caller gets freed memory`
}

// Name frees the string too early.
func Name(m *C.mail) string {
	var name *C.char
	if C.mail_name(m, &name) != 0 {
		return ""
	}
	C.mail_delete_string(name)
	return C.GoString(name) // want `C.GoString uses name after C.mail_delete_string has freed it`
}

// Removed names the file that was deleted: the string is still there.
func Removed(m *C.mail) string {
	var path *C.char
	if C.mail_name(m, &path) != 0 {
		return ""
	}
	C.mail_delete(path)
	return C.GoString(path)
}

// A Mail has a finalizer.
type Mail struct{ m *C.mail }

// NewMail makes one.
func NewMail(n int) *Mail {
	m := &Mail{C.mail_open(C.int(n))}
	runtime.SetFinalizer(m, func(m *Mail) { C.mail_destroy(m.m) })
	return m
}

// Close frees what the finalizer frees again.
func (m *Mail) Close() { C.mail_destroy(m.m) } // want `Close frees m.m, and the finalizer of basic.Mail frees it again: a double free corrupts the heap`

// A Store is closed by its finalizer.
type Store struct{ s *C.store }

// NewStore opens one.
func NewStore(n int) *Store {
	s := &Store{C.store_open(C.int(n))}
	runtime.SetFinalizer(s, (*Store).Close)
	return s
}

// Close is the finalizer itself: it runs again after a call.
func (s *Store) Close() { C.store_close(s.s) } // want `Close frees s.s, and the finalizer of basic.Store frees it again: a double free corrupts the heap`

// CountClosed uses what a finalizer would end in the same way.
func CountClosed(n int) int {
	s := C.store_open(C.int(n))
	C.store_close(s)
	return int(C.store_count(s)) // want `C.store_count uses s after C.store_close has freed it`
}
