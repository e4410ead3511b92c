package cpp

import (
	"github.com/cgolint/cgolint/internal/ctoken"
)

// A number is a value in an #if.
type number struct {
	bits     int64
	unsigned bool
}

func boolean(b bool) number {
	if b {
		return number{bits: 1}
	}
	return number{}
}

// precedences are those of the binary operators.
var precedences = map[ctoken.Kind]int{
	ctoken.OrOr: 1, ctoken.AndAnd: 2, ctoken.Or: 3, ctoken.Xor: 4, ctoken.And: 5, ctoken.Eq: 6, ctoken.Ne: 6,
	ctoken.Lt: 7, ctoken.Gt: 7, ctoken.Le: 7, ctoken.Ge: 7, ctoken.Shl: 8, ctoken.Shr: 8,
	ctoken.Plus: 9, ctoken.Minus: 9, ctoken.Star: 10, ctoken.Slash: 10, ctoken.Percent: 10,
}

// apply computes x op y. Division by zero, which may be in what is not
// evaluated, gives 0.
func apply(op ctoken.Kind, x, y number) number {
	u := x.unsigned || y.unsigned
	a, b := x.bits, y.bits
	switch op {
	case ctoken.OrOr:
		return boolean(a != 0 || b != 0)
	case ctoken.AndAnd:
		return boolean(a != 0 && b != 0)
	case ctoken.Eq:
		return boolean(a == b)
	case ctoken.Ne:
		return boolean(a != b)
	case ctoken.Lt, ctoken.Ge:
		less := a < b
		if u {
			less = uint64(a) < uint64(b)
		}
		return boolean(less == (op == ctoken.Lt))
	case ctoken.Gt, ctoken.Le:
		more := a > b
		if u {
			more = uint64(a) > uint64(b)
		}
		return boolean(more == (op == ctoken.Gt))
	case ctoken.Shl, ctoken.Shr:
		return shift(op, x, b)
	}
	return number{compute(op, a, b, u), u}
}

func shift(op ctoken.Kind, x number, by int64) number {
	if by < 0 || by > 63 {
		by = 63
	}
	switch {
	case op == ctoken.Shl:
		x.bits <<= by
	case x.unsigned:
		x.bits = int64(uint64(x.bits) >> by)
	default:
		x.bits >>= by
	}
	return x
}

func compute(op ctoken.Kind, a, b int64, unsigned bool) int64 {
	switch op {
	case ctoken.Or:
		return a | b
	case ctoken.Xor:
		return a ^ b
	case ctoken.And:
		return a & b
	case ctoken.Plus:
		return a + b
	case ctoken.Minus:
		return a - b
	case ctoken.Star:
		return a * b
	}
	switch {
	case b == 0:
		return 0
	case unsigned && op == ctoken.Slash:
		return int64(uint64(a) / uint64(b))
	case unsigned:
		return int64(uint64(a) % uint64(b))
	case op == ctoken.Slash:
		return a / b
	}
	return a % b
}
