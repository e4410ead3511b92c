// Package origin has slices that may be empty for reasons that are a step away.
package origin

/*
#include <stddef.h>
static unsigned sum(const unsigned char *p, size_t n) { unsigned s = 0; while (n--) s += *p++; return s; }
static int floats(const float *p, int n) { return n ? (int)*p : 0; }
*/
import "C"

import (
	"encoding/hex"
	"io"
	"strings"
	"unsafe"
)

// The rest of an empty slice is empty.
func Rest(b []byte, skip int) uint32 {
	return uint32(C.sum((*C.uchar)(&b[skip:][0]), C.size_t(len(b)-skip))) // want `Rest is called with an empty b`
}

type hash struct{ sum uint32 }

func New() io.Writer { return &hash{} }

// The type has no name for others, but they call its method.
func (h *hash) Write(p []byte) (int, error) {
	h.sum += uint32(C.sum((*C.uchar)(&p[0]), C.size_t(len(p)))) // want `hash.Write is called with an empty p`
	return len(p), nil
}

type mixer struct{}

func NewMixer() *mixer { return &mixer{} }

func (*mixer) Mix(in []float32) int {
	return int(C.floats((*C.float)(&in[0]), C.int(len(in)))) // want `mixer.Mix is called with an empty in`
}

func Vector(bufs [][]byte) []*C.uchar {
	var all []*C.uchar
	for _, b := range bufs {
		all = append(all, (*C.uchar)(unsafe.Pointer(&b[0]))) // want `&b\[0\] panics when Vector is called with an empty element in bufs`
	}
	return all
}

func Values(m map[string][]byte) (n uint32) {
	for _, v := range m {
		n += uint32(C.sum((*C.uchar)(&v[0]), C.size_t(len(v)))) // want `Values is called with an empty element in m`
	}
	return n
}

type Image struct{ Planes [][]byte }

func (i *Image) Sum() uint32 {
	return uint32(C.sum((*C.uchar)(&i.Planes[0][0]), C.size_t(len(i.Planes[0])))) // want `an element of Planes is empty, as another package may leave it`
}

func Decode(s string) (uint32, error) {
	b, err := hex.DecodeString(s)
	if err != nil {
		return 0, err
	}
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b)))), nil // want `Decode is called with an empty s`
}

func Trimmed(s string) uint32 {
	b := []byte(strings.TrimSpace(s))
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b)))) // want `Trimmed is called with an empty s`
}

type Options struct{ Key, IV []byte }

func Encrypt(o Options) uint32 {
	if len(o.Key) == 0 {
		return 0
	}
	return uint32(C.sum((*C.uchar)(&o.Key[0]), C.size_t(len(o.Key)))) +
		uint32(C.sum((*C.uchar)(&o.IV[0]), C.size_t(len(o.IV)))) // want `IV is empty, as another package may leave it`
}

func pointer[T any](s []T) unsafe.Pointer {
	return unsafe.Pointer(&s[0]) // want `SumAny is called with an empty b`
}

func SumAny(b []byte) uint32 {
	return uint32(C.sum((*C.uchar)(pointer(b)), C.size_t(len(b))))
}

var salt []byte

func SetSalt(b []byte) { salt = b }

func SumSalt() uint32 {
	return uint32(C.sum((*C.uchar)(&salt[0]), C.size_t(len(salt)))) // want `SetSalt is called with an empty b`
}

func Summer() func([]byte) uint32 {
	return func(b []byte) uint32 {
		return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b)))) // want `panics when the function literal is called with an empty b`
	}
}

var Checksum = func(b []byte) uint32 {
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b)))) // want `the function literal is called with an empty b`
}

// right

func RestChecked(b []byte, skip int) uint32 {
	if skip >= len(b) {
		return 0
	}
	return uint32(C.sum((*C.uchar)(&b[skip:][0]), C.size_t(len(b)-skip)))
}

func Chunks(b []byte) (n uint32) {
	for i := 0; i < len(b); i += 64 {
		n += uint32(C.sum((*C.uchar)(&b[i:][0]), C.size_t(min(64, len(b)-i))))
	}
	return n
}

// All elements are tested first.
func VectorChecked(bufs [][]byte) []*C.uchar {
	for _, b := range bufs {
		if len(b) == 0 {
			return nil
		}
	}
	var all []*C.uchar
	for _, b := range bufs {
		all = append(all, (*C.uchar)(unsafe.Pointer(&b[0])))
	}
	return all
}

// A reader keeps its position within the buffer.
type reader struct {
	buf []byte
	pos int
}

func NewReader(b []byte) *reader { return &reader{buf: b} }

func (r *reader) more() bool { return r.pos < len(r.buf) }

func (r *reader) next() uint32 { return uint32(C.sum((*C.uchar)(&r.buf[r.pos:][0]), 1)) }

func (r *reader) Sum() (n uint32) {
	for r.more() {
		n += r.next()
		r.pos++
	}
	return n
}
