package shardskew

import (
	"go/types"
	"math/bits"
)

// within returns x with a limit, if it has none that is lower. A limit of 0 is
// none.
func (x value) within(limit uint64) value {
	if limit != 0 && (x.limit == 0 || limit < x.limit) {
		x.limit = limit
	}
	return x
}

// addLimits returns the limit of a sum.
func addLimits(a, b uint64) uint64 {
	if a == 0 || b == 0 {
		return 0
	}
	sum, carry := bits.Add64(a-1, b, 0)
	if carry != 0 {
		return 0
	}
	return sum
}

// powerAbove returns the lowest power of two that is not below n, or 0 if it
// is too large.
func powerAbove(n uint64) uint64 {
	if n <= 1 {
		return n
	}
	return 1 << bits.Len64(n-1) // 0 where the bit is shifted out
}

// typeLimit returns the limit of an unsigned type of less than 64 bits.
func (c *evaluator) typeLimit(t types.Type) uint64 {
	b, ok := t.Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsUnsigned == 0 || b.Info()&types.IsUntyped != 0 {
		return 0
	}
	return 1 << (8 * c.src.Sizes.Sizeof(b)) // 0 where the bit is shifted out
}

// residues returns how many different remainders modulo n the value can have
// at most.
func (x value) residues(n uint64) uint64 {
	most := n / gcd(x.step, n)
	if x.limit != 0 && x.step != 0 {
		most = min(most, (x.limit-1)/x.step+1)
	}
	return most
}
