// Package bad has the samples of the page of cgoemptyslice that are reported.
package bad

/*
#include <stddef.h>
static unsigned crc(unsigned char *p, size_t n) {
	unsigned c = 0;
	while (n-- > 0) c = c * 31 + *p++;
	return c;
}
*/
import "C"

func Sum(b []byte) uint32 {
	return uint32(C.crc((*C.uchar)(&b[0]), C.size_t(len(b)))) // panics for Sum(nil)
}
