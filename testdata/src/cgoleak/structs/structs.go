// Package structs has C put memory into structs, and Go.
package structs

/*
#include <stdlib.h>
#include <string.h>
struct info { char *name; char *vendor; int id; };
static int get_info(int id, struct info *i) {
	i->name = strdup("n");
	if (!i->name) return -1;
	i->vendor = strdup("v");
	i->id = id;
	return 0;
}
static void free_info(struct info *i) { free(i->name); free(i->vendor); }
typedef struct { char *data; int n; } lib_node;
int lib_get_node(const char *key, lib_node *out);
void lib_free_node_contents(lib_node *n);
struct opts { const char *name; const char *path; int flags; };
int lib_run(const struct opts *o);
int lib_set(const struct opts *o);
int lib_by_value(struct opts o);
void lib_free_opts(struct opts o);
void *lib_open(const struct opts *o);
int use(const char *a, const char *b);
*/
import "C"

import (
	"errors"
	"unsafe"
)

// Name frees the info on one path.
func Name(id int) (string, error) {
	var i C.struct_info
	if C.get_info(C.int(id), &i) != 0 { // want `what C.get_info puts into i, for C.free_info to free, is not freed on a path to “return "", errors.New\("none"\)”`
		return "", errors.New("info")
	}
	if i.id == 0 {
		return "", errors.New("none")
	}
	s := C.GoString(i.name)
	C.free_info(&i)
	return s, nil
}

// NameDeferred frees it on all.
func NameDeferred(id int) (string, error) {
	var i C.struct_info
	if C.get_info(C.int(id), &i) != 0 {
		return "", errors.New("info")
	}
	defer C.free_info(&i)
	if i.id == 0 {
		return "", errors.New("none")
	}
	return C.GoString(i.name), nil
}

// NameOfFields frees its fields.
func NameOfFields(id int) string {
	var i C.struct_info
	if C.get_info(C.int(id), &i) != 0 {
		return ""
	}
	s := C.GoString(i.name)
	C.free(unsafe.Pointer(i.name))
	C.free(unsafe.Pointer(i.vendor))
	return s
}

// Info hands the struct on.
func Info(id int) (C.struct_info, bool) {
	var i C.struct_info
	if C.get_info(C.int(id), &i) != 0 {
		return i, false
	}
	return i, true
}

// Vendor hands a field on.
func Vendor(id int) *C.char {
	var i C.struct_info
	if C.get_info(C.int(id), &i) != 0 {
		return nil
	}
	return i.vendor
}

// Node frees what the function of a library puts there.
func Node(key string) string {
	ck := C.CString(key)
	defer C.free(unsafe.Pointer(ck))
	var n C.lib_node
	if C.lib_get_node(ck, &n) < 0 {
		return ""
	}
	defer C.lib_free_node_contents(&n)
	return C.GoString(n.data)
}

// NodeLen doesn't, where it was put there.
func NodeLen(key string) int {
	ck := C.CString(key)
	defer C.free(unsafe.Pointer(ck))
	var n C.lib_node
	if C.lib_get_node(ck, &n) < 0 { // want `what C.lib_get_node puts into n, for C.lib_free_node_contents to free, is never freed`
		return 0
	}
	return int(n.n)
}

// Run fills the options of C.
func Run(name, path string) int {
	var o C.struct_opts
	o.name = C.CString(name) // want `o.name, which C.CString allocates, is never freed`
	o.path = C.CString(path)
	defer C.free(unsafe.Pointer(o.path))
	return int(C.lib_run(&o))
}

// RunValue passes them by value.
func RunValue(name string) int {
	return int(C.lib_by_value(C.struct_opts{name: C.CString(name)})) // want `the C string that C.CString makes here is never freed`
}

// RunFreed frees them.
func RunFreed(name, path string) int {
	o := C.struct_opts{name: C.CString(name), path: C.CString(path)}
	defer func() {
		C.free(unsafe.Pointer(o.name))
		C.free(unsafe.Pointer(o.path))
	}()
	return int(C.lib_run(&o))
}

// Set may keep them, and so may what Open returns.
func Set(name string) int {
	o := C.struct_opts{name: C.CString(name)}
	return int(C.lib_set(&o))
}

// Open makes an object that may have the name.
func Open(name string) unsafe.Pointer {
	o := C.struct_opts{name: C.CString(name)}
	return C.lib_open(&o)
}

// Free gives the struct to the function that frees what is in it.
func Free(name string) {
	o := C.struct_opts{name: C.CString(name)}
	C.lib_by_value(o)
	C.lib_free_opts(o)
}

func options(name string) *C.struct_opts { return &C.struct_opts{name: C.CString(name)} }

func freeOptions(o *C.struct_opts) { C.free(unsafe.Pointer(o.name)) }

// RunMade frees what options makes.
func RunMade(name string) int {
	o := options(name)
	defer freeOptions(o)
	return int(C.lib_run(o))
}

// RunLost doesn't.
func RunLost(name string) int {
	o := options(name) // want `the C memory in o, which options makes, is never freed`
	return int(C.lib_run(o))
}

func dup(s string, out **C.char) error {
	if s == "" {
		return errors.New("empty")
	}
	*out = C.CString(s)
	return nil
}

// Both loses the first where the second fails.
func Both(a, b string) error {
	var ca, cb *C.char
	if err := dup(a, &ca); err != nil { // want `ca, which dup sets to new memory, is not freed on a path to “return err”`
		return err
	}
	if err := dup(b, &cb); err != nil {
		return err
	}
	C.use(ca, cb)
	C.free(unsafe.Pointer(ca))
	C.free(unsafe.Pointer(cb))
	return nil
}

// BothFreed frees both.
func BothFreed(a, b string) error {
	var ca, cb *C.char
	if err := dup(a, &ca); err != nil {
		return err
	}
	defer C.free(unsafe.Pointer(ca))
	if err := dup(b, &cb); err != nil {
		return err
	}
	defer C.free(unsafe.Pointer(cb))
	C.use(ca, cb)
	return nil
}
