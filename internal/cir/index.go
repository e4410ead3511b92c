package cir

import "github.com/cgolint/cgolint/internal/cparse"

// indexOf returns how an lvalue is indexed that is an element of what a parameter
// points to.
func (b *funcLowerer) indexOf(n *cparse.Expr) uint8 {
	for n.Op == cparse.Paren {
		n = n.X
	}
	if n.Op == cparse.Deref {
		if _, ok := b.paramNamed(n.X); ok {
			return FirstIndex
		}
		return AnyIndex
	}
	if n.Op != cparse.Index {
		return AnyIndex
	}
	if _, ok := b.paramNamed(n.X); !ok {
		return AnyIndex
	}
	return b.elementOf(bare(n.Y))
}

func (b *funcLowerer) elementOf(index *cparse.Expr) uint8 {
	switch {
	case index.Val.Kind == cparse.Integer:
		if index.Val.Bits == 0 {
			return FirstIndex
		}
	case index.Op == cparse.Name:
		if b.counter != nil && variable(index) == b.counter {
			return CounterIndex
		}
	case index.Op == cparse.Sub && index.Y.Val.Kind == cparse.Integer && index.Y.Val.Bits > 0:
		if v, ok := b.paramNamed(bare(index.X)); ok && v < maxLength {
			return BeforeLength + uint8(v)
		}
	}
	return AnyIndex
}

// maxLength bounds which parameters BeforeLength tells of.
const maxLength = 64
