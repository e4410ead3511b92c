package shardskew

import (
	"go/token"
	"math/bits"
)

// A value says what is known of an integer: that it is always some number
// plus a multiple of step. The step is 1 when nothing is known, and 0 when
// the number never varies.
type value struct {
	step    uint64
	limit   uint64 // it is below, and not negative; 0 when that is not known
	offset  bool   // the number that is added may be other than zero
	pointer bool   // it comes from an address
	handle  bool   // it comes from a registry.Handle
}

var unknown = value{step: 1}

func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// powerOfTwo returns the largest power of two that divides n: in two's
// complement, what is known of the low bits, whatever overflows.
func powerOfTwo(n uint64) uint64 { return n & -n }

// sum returns what is known of a + b.
func sum(a, b value) value {
	return value{step: gcd(a.step, b.step), limit: addLimits(a.limit, b.limit), offset: a.offset || b.offset, pointer: a.pointer || b.pointer, handle: a.handle || b.handle}
}

// either returns what is known of a number that is a or b.
func either(a, b value) value {
	if a.offset || b.offset {
		return unknown
	}
	v := sum(a, b)
	v.limit = 0
	if a.limit != 0 && b.limit != 0 {
		v.limit = max(a.limit, b.limit)
	}
	return v
}

// combined returns what is known of x op n.
func (x value) combined(op token.Token, n uint64) value {
	switch {
	case op == token.SHL && n < 64:
		return x.times(1 << n)
	case op == token.SHR && n < 64:
		return x.divided(1 << n)
	case op == token.QUO && n > 0:
		v := x.divided(n)
		v.pointer = v.pointer && v.step > 1
		return v
	case op == token.REM && n > 0:
		x.step = gcd(x.step, n)
		return x.within(n)
	case op == token.AND && n > 0:
		x.step = max(powerOfTwo(x.step), powerOfTwo(n))
		return x.within(n + 1)
	case op == token.AND_NOT:
		x.step = max(powerOfTwo(x.step), powerOfTwo(n+1))
		return x
	}
	return unknown
}

// divided returns what is known of x / n.
func (x value) divided(n uint64) value {
	v := value{step: 1, pointer: x.pointer, handle: x.handle}
	if x.step%n == 0 {
		v.step, v.offset = x.step/n, x.offset
	}
	if x.limit != 0 {
		v.limit = (x.limit-1)/n + 1
	}
	return v
}

// times returns what is known of a product with a constant. A large one
// overflows, so that only what it does to the low bits is known.
func (x value) times(n uint64) value {
	hi, lo := bits.Mul64(x.step, n)
	if hi != 0 || n >= 1<<32 {
		lo = powerOfTwo(x.step) * powerOfTwo(n)
	}
	limit := uint64(0)
	if x.limit != 0 && n != 0 {
		if hi, lo := bits.Mul64(x.limit-1, n); hi == 0 {
			limit = lo + 1
		}
	}
	x.step, x.limit = lo, limit
	return x.small()
}

// small drops a step that is too large to mean anything.
func (x value) small() value {
	if x.step > 1<<40 {
		x.step = powerOfTwo(x.step)
	}
	return x
}
