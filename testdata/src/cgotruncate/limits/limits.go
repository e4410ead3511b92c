// Package limits has what the check does not see.
package limits

/*
#include <stddef.h>
static const char *text(size_t *n) { *n = 2; return "ab"; }
*/
import "C"

import "errors"

func small(n C.size_t) error {
	if n > 1<<20 {
		return errors.New("too large")
	}
	return nil
}

// Another function has tested the length.
func Text() (string, error) {
	var n C.size_t
	p := C.text(&n)
	if err := small(n); err != nil {
		return "", err
	}
	return C.GoStringN(p, C.int(n)), nil // want `n loses bits`
}
