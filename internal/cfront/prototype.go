package cfront

import (
	"go/ast"
	"strings"
)

// Prototype returns the C prototype of an exported Go function, as cmd/cgo
// makes it (cmd/cgo/out.go, doCgoType). basic returns the name of the basic
// type that a Go type name stands for, or ""; it may be nil.
func Prototype(name string, decl *ast.FuncDecl, basic func(*ast.Ident) string) Export {
	p := prototyper{basic}
	e := Export{Name: name, Result: "void"}
	if decl.Recv != nil {
		for _, f := range decl.Recv.List {
			e.Params = append(e.Params, p.typ(f.Type))
		}
	}
	e.Params = append(e.Params, p.list(decl.Type.Params)...)
	switch results := p.list(decl.Type.Results); len(results) {
	case 0:
	case 1:
		e.Result = results[0]
	default:
		// cgo declares struct NAME_return; the members are called r0, r1, …
		var b strings.Builder
		b.WriteString("struct " + name + "_return { ")
		for i, r := range results {
			b.WriteString(r + " r" + string(rune('0'+i%10)) + "; ")
		}
		e.Result = b.String() + "}"
	}
	if len(e.Params) == 0 {
		e.Params = []string{"void"}
	}
	return e
}

type prototyper struct{ basic func(*ast.Ident) string }

func (p prototyper) list(fields *ast.FieldList) []string {
	var all []string
	if fields == nil {
		return nil
	}
	for _, f := range fields.List {
		for range max(1, len(f.Names)) {
			all = append(all, p.typ(f.Type))
		}
	}
	return all
}

func (p prototyper) typ(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return p.typ(e.X) + "*"
	case *ast.ParenExpr:
		return p.typ(e.X)
	case *ast.ArrayType:
		return "GoSlice"
	case *ast.FuncType:
		return "void*"
	case *ast.InterfaceType:
		return "GoInterface"
	case *ast.MapType:
		return "GoMap"
	case *ast.ChanType:
		return "GoChan"
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok && x.Name == "C" {
			return TypeName(e.Sel.Name)
		}
		if x, ok := e.X.(*ast.Ident); ok && x.Name == "unsafe" && e.Sel.Name == "Pointer" {
			return "void*"
		}
		return p.named(e.Sel)
	case *ast.Ident:
		return p.named(e)
	}
	return "GoUintptr"
}

// goTypes are the C names of Go's basic types.
var goTypes = map[string]string{
	"bool": "GoUint8", "byte": "GoUint8", "int": "GoInt", "uint": "GoUint", "rune": "GoInt32",
	"int8": "GoInt8", "uint8": "GoUint8", "int16": "GoInt16", "uint16": "GoUint16", "int32": "GoInt32",
	"uint32": "GoUint32", "int64": "GoInt64", "uint64": "GoUint64", "float32": "GoFloat32", "float64": "GoFloat64",
	"complex64": "GoComplex64", "complex128": "GoComplex128", "uintptr": "GoUintptr",
	"string": "_GoString_", "error": "GoInterface", "any": "GoInterface", "unsafe.Pointer": "void*",
}

func (p prototyper) named(id *ast.Ident) string {
	if c := goTypes[id.Name]; c != "" {
		return c
	}
	if p.basic != nil {
		if name := p.basic(id); name != "" {
			if c := goTypes[name]; c != "" {
				return c
			}
			return name
		}
	}
	return "GoUintptr"
}

// cTypes are the names that cgo has for C types of more than one word.
var cTypes = map[string]string{
	"schar": "signed char", "uchar": "unsigned char", "ushort": "unsigned short", "uint": "unsigned int",
	"ulong": "unsigned long", "longlong": "long long", "ulonglong": "unsigned long long",
	"complexfloat": "float _Complex", "complexdouble": "double _Complex",
}

// TypeName returns the C type that cgo calls C.name.
func TypeName(name string) string {
	if c := cTypes[name]; c != "" {
		return c
	}
	for _, tag := range []string{"struct", "union", "enum"} {
		if rest, ok := strings.CutPrefix(name, tag+"_"); ok {
			return tag + " " + rest
		}
	}
	return name
}
