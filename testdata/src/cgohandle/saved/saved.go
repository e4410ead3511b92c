// Package saved gives C pointers of go-pointer, in the place of handles.
package saved

/*
typedef struct options options;
typedef void (*report_fn)(void *user);
extern void goReport(void *user);
void options_report(options *o, report_fn f, void *user);
static int look(void *user) { return user != 0; }
*/
import "C"

import (
	"unsafe"

	pointer "github.com/mattn/go-pointer"
)

// Options are the library's.
type Options struct{ o *C.options }

//export goReport
func goReport(user unsafe.Pointer) { pointer.Restore(user).(func())() }

// SetReport leaves f reachable for good.
func (o *Options) SetReport(f func()) {
	C.options_report(o.o, C.report_fn(C.goReport), pointer.Save(f)) // want `the handle that pointer.Save returns goes only to C, and nothing in the package deletes a handle that C gives back`
}

// Look is done with it after the call.
func Look(f func()) bool {
	p := pointer.Save(f) // want `the handle that pointer.Save returns is never deleted`
	return C.look(p) != 0
}

// LookWell deletes it.
func LookWell(f func()) bool {
	p := pointer.Save(f)
	defer pointer.Unref(p)
	return C.look(p) != 0
}

// LookTwice deletes it twice.
func LookTwice(f func()) bool {
	p := pointer.Save(f)
	defer pointer.Unref(p)
	if C.look(p) == 0 {
		pointer.Unref(p) // want `deletes a handle that a deferred call deletes again, which frees its memory twice`
		return false
	}
	return true
}
