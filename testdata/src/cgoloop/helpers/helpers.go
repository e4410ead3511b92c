// Package helpers crosses by way of Go functions.
package helpers

/*
static int put(int x) { return x; }
static const char *why(int code) { return "bad"; }
static int lookup(int k) { return k; }
*/
import "C"

import (
	"errors"
	"fmt"
)

type conn struct {
	open  bool
	cache map[int]int
}

func (c *conn) put(x int) error {
	if !c.open {
		return errors.New("closed")
	}
	return check(C.put(C.int(x)))
}

// check asks C only when something is wrong.
func check(code C.int) error {
	if code == 0 {
		return nil
	}
	return fmt.Errorf("put: %s", C.GoString(C.why(code)))
}

func (c *conn) putAll(xs []int) {
	for _, x := range xs {
		c.put(x) // want `^put \(by C.put\) crosses into C once per element of xs: one call with all elements would cross once$`
	}
}

func (c *conn) lookup(k int) int {
	if v, ok := c.cache[k]; ok {
		return v
	}
	v := int(C.lookup(C.int(k)))
	c.cache[k] = v
	return v
}

func (c *conn) lookupAll(ks []int) (sum int) {
	for _, k := range ks {
		sum += c.lookup(k) // most are in the cache
	}
	return sum
}

func checkAll(codes []C.int) (err error) {
	for _, code := range codes {
		err = errors.Join(err, check(code)) // most are in order
	}
	return err
}

func putSlice(xs []C.int) {
	if len(xs) == 0 {
		return
	}
	C.put(xs[0])
}

func putSlices(xss [][]C.int) {
	for _, xs := range xss {
		putSlice(xs) // want `putSlice \(by C.put\) crosses into C once per element of xss`
	}
}

func viaTwo(c *conn, xs []int) {
	again := func(x int) { c.put(x) }
	for _, x := range xs {
		again(x) // want `again \(by C.put\) crosses`
	}
}

func literal(xs []int) {
	for _, x := range xs {
		func() {
			C.put(C.int(x))
		}() // want -2 `^C.put crosses into C once per element of xs`
	}
}

func generic[T ~int](x T) { C.put(C.int(x)) }

func generics(xs []int) {
	for _, x := range xs {
		generic(x) // want `generic \(by C.put\) crosses`
		generic[int](x)
	}
}

func walk(n, depth int) {
	C.put(C.int(n))
	for range depth {
		walk(n, depth-1) // want `walk \(by C.put\) crosses`
	}
}
