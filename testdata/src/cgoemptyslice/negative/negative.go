// Package negative gives C the address of slices that are not empty there.
package negative

/*
#include <stddef.h>
#include <stdint.h>
static unsigned sum(const unsigned char *p, size_t n) { unsigned s = 0; while (n--) s += *p++; return s; }
static int key_size(void) { return 32; }
static size_t count(int kind) { return kind; }
static long put(const unsigned char *p, size_t n) { return n > 10 ? 10 : n; }
*/
import "C"

import (
	"bytes"
	"encoding/binary"
	"errors"
	"log"
	"unsafe"
)

func sum(b []byte) uint32 { return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b)))) }

// Guarded is the only caller of sum.
func Guarded(b []byte) uint32 {
	if len(b) > 0 {
		return sum(b)
	}
	return 0
}

func Early(b []byte) uint32 {
	if len(b) == 0 {
		return 0
	}
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

func EarlyLength(b []byte) uint32 {
	n := len(b)
	if n < 1 {
		return 0
	}
	return uint32(C.sum((*C.uchar)(unsafe.Pointer(&b[0])), C.size_t(n)))
}

func Or(b []byte, off int) uint32 {
	if b == nil || off < 0 || len(b) == 0 {
		return 0
	}
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

func Switch(b []byte) uint32 {
	switch len(b) {
	case 0:
		return 0
	case 1:
		return uint32(b[0])
	}
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

func SwitchTrue(b []byte) uint32 {
	switch {
	case len(b) == 0:
		return 0
	default:
		return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
	}
}

func Exact(key []byte) (uint32, error) {
	if len(key) != 32 {
		return 0, errors.New("the key has 32 bytes")
	}
	return uint32(C.sum((*C.uchar)(&key[0]), 32)), nil
}

func Same(a, b []byte) uint32 {
	if len(a) == 0 || len(b) != len(a) {
		return 0
	}
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

func Stop(b []byte) uint32 {
	if len(b) == 0 {
		log.Fatal("nothing to add up")
	}
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

func Default(b []byte) uint32 {
	if len(b) == 0 {
		b = []byte{0}
	}
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

func Terminated(s string) uint32 {
	b := append([]byte(s), 0)
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

func TerminatedString(s string) uint32 {
	b := []byte(s + "\x00")
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

func MadeLonger(s string) uint32 {
	b := make([]byte, len(s)+1)
	copy(b, s)
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

func MadeConstant() uint32 {
	b := make([]byte, 64)
	return uint32(C.sum((*C.uchar)(&b[0]), 64))
}

func MadeMax(n int) uint32 {
	b := make([]byte, max(n, 16))
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

// What a function without arguments gives is a constant of the library.
func MadeKey() uint32 {
	b := make([]byte, C.key_size())
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

func Counted(kind int) uint32 {
	n := C.count(C.int(kind))
	if n == 0 {
		return 0
	}
	b := make([]byte, n)
	return uint32(C.sum((*C.uchar)(&b[0]), n))
}

func Loop(b []byte) uint32 {
	s := uint32(0)
	for i := range b {
		s += uint32(C.sum((*C.uchar)(&b[0]), C.size_t(i)))
	}
	return s
}

func Write(b []byte) int {
	n := 0
	for len(b) > 0 {
		k := int(C.put((*C.uchar)(&b[0]), C.size_t(len(b))))
		b = b[k:]
		n += k
	}
	return n
}

func WriteCounted(b []byte) {
	for n := 0; n < len(b); n++ {
		C.put((*C.uchar)(&b[0]), C.size_t(len(b)))
	}
}

func checkSize(b []byte, n int) {
	if len(b) != n {
		panic("wrong size")
	}
}

func Checked(b []byte) uint32 {
	checkSize(b, 8)
	return uint32(C.sum((*C.uchar)(&b[0]), 8))
}

func Condition(b []byte, on bool) uint32 {
	use := on && len(b) > 0
	if use {
		return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
	}
	return 0
}

// The index before would panic first, and is not for C.
func Indexed(b []byte) uint32 {
	if b[0] == 'x' {
		return 0
	}
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

// Documented adds up b, which must not be empty.
func Documented(b []byte) uint32 {
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

// A Message is for other packages to fill.
type Message struct{ Data []byte }

func (m *Message) Sum() uint32 {
	if len(m.Data) == 0 {
		return 0
	}
	return uint32(C.sum((*C.uchar)(&m.Data[0]), C.size_t(len(m.Data))))
}

// The guard stands where the literal is made.
func Later(b []byte) func() uint32 {
	if len(b) == 0 {
		return nil
	}
	return func() uint32 { return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b)))) }
}

// No C gets the address.
func Mark(b []byte) *byte { return &b[0] }

func Data(b []byte) uint32 {
	return uint32(C.sum((*C.uchar)(unsafe.SliceData(b)), C.size_t(len(b))))
}

func DotGuarded(a, b []byte) uint32 {
	n := len(a)
	if n != len(b) {
		panic("a and b differ in length")
	}
	if n == 0 {
		return 0
	}
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(n)))
}

// A Filter keeps a copy of what its constructor has looked at.
type Filter struct{ taps []C.uchar }

func NewFilter(taps []byte, fixed bool) *Filter {
	if !fixed && len(taps) == 0 {
		return nil
	}
	own := make([]C.uchar, len(taps))
	for i, t := range taps {
		own[i] = C.uchar(t)
	}
	return &Filter{own}
}

func (f *Filter) Run() uint32 { return uint32(C.sum(&f.taps[0], C.size_t(len(f.taps)))) }

func checkRange(n, low, high int) {
	if n < low || n > high {
		panic("out of range")
	}
}

func Key(n int) []byte {
	checkRange(n, 16, 64)
	key := make([]byte, n)
	C.put((*C.uchar)(&key[0]), C.size_t(n))
	return key
}

// A State is made by NewState.
type State []C.uchar

func NewState() State { return make(State, 128) }

func Update(s State) { C.put(&s[0], C.size_t(len(s))) }

func Bool(b []byte) bool {
	return len(b) == 8 && !(C.sum((*C.uchar)(&b[0]), 8) == 0)
}

// find is called with the length, and looks at that.
func find(b []byte, n int) uint32 {
	if n == 0 {
		b = []byte{0}
	}
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(n)))
}

func Find(b []byte) uint32 { return find(b, len(b)) }

func FindString(s string) uint32 { return find([]byte(s), len(s)) }

// SumPadded fills up what there is too little of.
func SumPadded(parts [][]byte, least int) uint32 {
	var all []byte
	size := 0
	for _, part := range parts {
		all = append(all, part...)
		size += len(part)
	}
	if least < 16 {
		least = 16
	}
	for size < least {
		pad := []byte("padding")
		all = append(all, pad...)
		size += len(pad)
	}
	return uint32(C.sum((*C.uchar)(&all[0]), C.size_t(len(all))))
}

func decodedLen(src []byte) (int, error) {
	n, size := binary.Uvarint(src)
	if size == 0 {
		return 0, errors.New("corrupt")
	}
	return int(n), nil
}

// Decode asks for the length that src begins with. dst has at least as many
// bytes, and that is not 0.
func Decode(dst, src []byte) (uint32, error) {
	n, err := decodedLen(src)
	if err != nil {
		return 0, err
	}
	if len(dst) < n {
		dst = make([]byte, n)
	}
	if n == 0 {
		return 0, nil
	}
	C.put((*C.uchar)(&src[0]), C.size_t(len(src)))
	return uint32(C.sum((*C.uchar)(&dst[0]), C.size_t(len(dst)))), nil
}

// maxEncodedLen says how long n bytes get at most.
func maxEncodedLen(n int) int { return 32 + n + n/6 }

// Encode has room for what there is at least of any text.
func Encode(dst, src []byte) uint32 {
	if n := maxEncodedLen(len(src)); len(dst) < n {
		dst = make([]byte, n)
	}
	return uint32(C.put((*C.uchar)(&dst[0]), C.size_t(len(dst))))
}

// Record has at least the sign between a key and its value.
func Record(fields map[string]string) (sum uint32) {
	var buf bytes.Buffer
	for key, value := range fields {
		buf.Reset()
		buf.WriteString(key)
		buf.WriteByte('=')
		if value != "" {
			buf.WriteString(value)
		}
		b := buf.Bytes()
		sum += uint32(C.sum((*C.uchar)(unsafe.Pointer(&b[0])), C.size_t(len(b))))
	}
	return sum
}
