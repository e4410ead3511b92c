package cfront

import "strings"

// prologName is what errors call the declarations that cgo adds.
const prologName = "cgo-builtin-prolog"

// stddef is the header that cgo includes before preambles and exports, and
// what is most wanted of it where there is none.
const stddef = `#if __has_include(<stddef.h>)
#include <stddef.h>
#else
typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
#define NULL ((void *)0)
#endif
`

// prolog is what cgo declares before a preamble (cmd/cgo/out.go,
// builtinProlog).
const prolog = `#line 1 "` + prologName + `"
` + stddef + `
typedef __PTRDIFF_TYPE__ intgo;
#define GO_CGO_GOSTRING_TYPEDEF
typedef struct { const char *p; intgo n; } _GoString_;
typedef struct { char *p; intgo n; intgo c; } _GoBytes_;
_GoString_ GoString(char *p);
_GoString_ GoStringN(char *p, int l);
_GoBytes_ GoBytes(void *p, int n);
char *CString(_GoString_);
void *CBytes(_GoBytes_);
void *_CMalloc(__SIZE_TYPE__);
static __SIZE_TYPE__ _GoStringLen(_GoString_ s) { return (__SIZE_TYPE__)s.n; }
static const char *_GoStringPtr(_GoString_ s) { return s.p; }
`

// exportProlog is what cgo declares in _cgo_export.h before the preambles
// (cmd/cgo/out.go, builtinExportProlog).
const exportProlog = `#line 1 "cgo-export-prolog"
` + stddef + `
#ifndef GO_CGO_EXPORT_PROLOGUE_H
#define GO_CGO_EXPORT_PROLOGUE_H
#ifndef GO_CGO_GOSTRING_TYPEDEF
typedef struct { const char *p; __PTRDIFF_TYPE__ n; } _GoString_;
extern __SIZE_TYPE__ _GoStringLen(_GoString_ s);
extern const char *_GoStringPtr(_GoString_ s);
#endif
#endif
`

// exportTypes is what cgo declares there after them (gccExportHeaderProlog).
const exportTypes = `#line 1 "cgo-export-types"
#ifndef GO_CGO_PROLOGUE_H
#define GO_CGO_PROLOGUE_H
typedef signed char GoInt8;
typedef unsigned char GoUint8;
typedef short GoInt16;
typedef unsigned short GoUint16;
typedef int GoInt32;
typedef unsigned int GoUint32;
typedef long long GoInt64;
typedef unsigned long long GoUint64;
typedef __PTRDIFF_TYPE__ GoInt;
typedef __SIZE_TYPE__ GoUint;
typedef __SIZE_TYPE__ GoUintptr;
typedef float GoFloat32;
typedef double GoFloat64;
typedef float _Complex GoComplex64;
typedef double _Complex GoComplex128;
#ifndef GO_CGO_GOSTRING_TYPEDEF
typedef _GoString_ GoString;
#endif
typedef void *GoMap;
typedef void *GoChan;
typedef struct { void *t; void *v; } GoInterface;
typedef struct { void *data; GoInt len; GoInt cap; } GoSlice;
#endif
`

// exportHeader returns the text of _cgo_export.h: the preambles of files
// that export, and prototypes of what they export. Two inclusions are one,
// since preambles need not bear a second.
func (r *reader) exportHeader() string {
	var b strings.Builder
	b.WriteString("#ifndef CGOLINT_EXPORT_H\n#define CGOLINT_EXPORT_H\n" + exportProlog)
	for _, p := range r.in.Preambles {
		if p.Exports {
			b.WriteString(p.text())
		}
	}
	b.WriteString(exportTypes)
	for _, e := range r.in.Exports {
		b.WriteString("extern " + e.Result + " " + e.Name + "(" + strings.Join(e.Params, ", ") + ");\n")
	}
	b.WriteString("#endif\n")
	return b.String()
}
