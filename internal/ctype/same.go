package ctype

// maxDepth bounds how deep types are compared.
const maxDepth = 20

// Same reports whether two types are compatible, qualifiers aside.
func Same(a, b *Type) bool { return same(a, b, 0) }

func same(a, b *Type, depth int) bool {
	if a == b || depth > maxDepth {
		return true
	}
	if a.Kind != b.Kind {
		return a.Kind == Enum && a.Tag.Type != nil && a.Tag.Type.Kind == b.Kind || b.Kind == Enum && b.Tag.Type != nil && b.Tag.Type.Kind == a.Kind
	}
	switch a.Kind {
	case Pointer:
		return a.Elem.Qual == b.Elem.Qual && same(a.Elem, b.Elem, depth+1)
	case Array, Vector:
		return (a.Len == b.Len || a.Len < 0 || b.Len < 0) && same(a.Elem, b.Elem, depth+1)
	case Complex:
		return same(a.Elem, b.Elem, depth+1)
	case Struct, Union:
		return a.Record == b.Record
	case Enum:
		return a.Tag == b.Tag
	case BitInt:
		return a.Len == b.Len
	case Function:
		return sameFunction(a, b, depth)
	}
	return true
}

func sameFunction(a, b *Type, depth int) bool {
	if !same(a.Elem, b.Elem, depth+1) {
		return false
	}
	if a.Sig.Unknown || b.Sig.Unknown {
		return true
	}
	if a.Sig.Variadic != b.Sig.Variadic || len(a.Sig.Params) != len(b.Sig.Params) {
		return false
	}
	for i := range a.Sig.Params {
		if !same(a.Sig.Params[i].Type, b.Sig.Params[i].Type, depth+1) {
			return false
		}
	}
	return true
}
