package basic

/*
typedef struct mail mail;
mail *mail_open(int n);
int mail_size(mail *m);
void mail_destroy(mail *m);
void mail_destroy_at(mail *m, int n);
struct mail { int n; };
*/
import "C"

import "runtime"

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
