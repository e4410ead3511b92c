// Package good has the samples of the page of cgoleak that are right.
package good

/*
#include <stdlib.h>
#include <string.h>
static int lookup(const char *name) { return (int)strlen(name); }
static int encode(const char *name, int *code) { *code = name[0]; return 0; }
static void get_name(char **p) { *p = strdup("name"); }
*/
import "C"

import (
	"unsafe"
)

func Lookup(name string) int {
	cn := C.CString(name)
	defer C.free(unsafe.Pointer(cn))
	return int(C.lookup(cn))
}
