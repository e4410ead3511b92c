package cir

import (
	"strings"

	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/ctype"
)

// An Access tells that all a function does is to read or write a field of
// what a parameter points to, or an element of an array that is there, or to
// return its address:
//
//	return v->len;
//	return v->data[i];
//	v->data[i] = x;
//	return &v->data[i];
type Access struct {
	Object int32  // the parameter that is a pointer
	Path   string // fields from it to the array or the field, ".data" or "" or ".in.data"
	Index  int32  // the parameter that is the index, or -1
	Value  int32  // the parameter that is written, or -1

	// Address tells that it returns the address of the place.
	Address bool
}

// access finds out whether a body is nothing but an access.
func (b *builder) access(body *cparse.Stmt) *Access {
	if len(body.List) != 1 {
		return nil
	}
	switch s := body.List[0]; s.Kind {
	case cparse.Return:
		if s.X != nil {
			return b.accessed(s.X, -1)
		}
	case cparse.ExprStmt:
		a := bare(s.X)
		if a.Op != cparse.Assign || a.Assigns != cparse.Name {
			return nil
		}
		if v, ok := b.paramNamed(bare(a.Y)); ok && arithmetic(a.Y.Type) {
			return b.accessed(a.X, v)
		}
	}
	return nil
}

func (b *builder) accessed(n *cparse.Expr, value int32) *Access {
	n = bare(n)
	a := &Access{Index: -1, Value: value}
	if n.Op == cparse.AddrOf {
		a.Address, n = true, bare(n.X)
	}
	if n.Type.Kind == ctype.Array || isVolatile(n.Type) {
		return nil
	}
	if n.Op == cparse.Index {
		i, ok := b.paramNamed(bare(n.Y))
		if !ok || !n.Y.Type.IsInteger() {
			return nil
		}
		a.Index, n = i, bare(n.X)
	}
	var path []string
	for {
		if v, ok := b.paramNamed(n); ok {
			a.Object = v
			break
		}
		if n.Op != cparse.Member && n.Op != cparse.Arrow {
			return nil
		}
		path = append([]string{b.fieldPath(n)}, path...)
		n = bare(n.X)
	}
	a.Path = strings.Join(path, "")
	if b.f.Vars[a.Object].Class != Pointer || a.Path == "" && a.Index < 0 || a.Address && a.Index < 0 {
		return nil
	}
	return a
}

func isVolatile(t *ctype.Type) bool { return t.Qual&ctype.Volatile != 0 }
