// Package bad has the samples of the page of cgoleak that are reported.
package bad

/*
#include <stdlib.h>
#include <string.h>
static int lookup(const char *name) { return (int)strlen(name); }
static int encode(const char *name, int *code) { *code = name[0]; return 0; }
static void get_name(char **p) { *p = strdup("name"); }

typedef struct decoder decoder;
decoder *dec_new(char *buf);
void dec_free(decoder *d);
*/
import "C"

import (
	"errors"
	"unsafe"
)

func lookup(name string) int {
	return int(C.lookup(C.CString(name))) // a string is lost in each call
}

var errBad = errors.New("bad name")

func Encode(name string) error {
	var code C.int
	cn := C.CString(name)
	if C.encode(cn, &code) != 0 {
		return errBad // and here
	}
	C.free(unsafe.Pointer(cn))
	return nil
}

func Name() string {
	var p *C.char
	defer C.free(unsafe.Pointer(p))
	C.get_name(&p)
	return C.GoString(p)
}

// A Decoder frees what it reads from, too.
type Decoder struct {
	dec *C.decoder
	buf *C.char
}

var errDecoder = errors.New("no decoder")

func NewDecoder(text string) (*Decoder, error) {
	buf := C.CString(text)
	dec := C.dec_new(buf)
	if dec == nil {
		return nil, errDecoder // buf is lost
	}
	return &Decoder{dec, buf}, nil
}

func (d *Decoder) Close() {
	C.dec_free(d.dec)
	C.free(unsafe.Pointer(d.buf))
	d.dec, d.buf = nil, nil
}
