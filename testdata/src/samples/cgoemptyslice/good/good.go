// Package good has the samples of the page of cgoemptyslice that are right.
package good

/*
#include <stddef.h>
static unsigned crc(unsigned char *p, size_t n) {
	unsigned c = 0;
	while (n-- > 0) c = c * 31 + *p++;
	return c;
}
*/
import "C"

import (
	"errors"
	"unsafe"
)

func Sum(b []byte) uint32 {
	return uint32(C.crc((*C.uchar)(unsafe.SliceData(b)), C.size_t(len(b))))
}

var ErrEmpty = errors.New("nothing to add up")

func Add(b []byte, sum *uint32) error {
	if len(b) == 0 {
		return ErrEmpty
	}
	*sum += uint32(C.crc((*C.uchar)(&b[0]), C.size_t(len(b))))
	return nil
}
