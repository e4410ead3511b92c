package cgopointer_test

// A passCase is an argument of a C function. In its texts @ stands for what
// tells the program's names apart. The C function is void f@(param).
type passCase struct {
	name    string
	fail    bool // the run time panics
	param   string
	c       string // declarations before the function
	support string // Go declarations
	setup   string // statements before the call
	typ     string // of arg, in Go
	arg     string
}

// passCases are proven by running them: see differential_test.go.
var passCases = []passCase{
	{name: "structVar", fail: true, param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "var t C.s@; t.p = new(C.int)", typ: "*C.s@", arg: "&t"},
	{name: "structVarNil", param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "var t C.s@; t.p = nil", typ: "*C.s@", arg: "&t"},
	{name: "structReset", param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "var t C.s@; t.p = new(C.int); t.p = nil", typ: "*C.s@", arg: "&t"},
	{name: "structMalloc", param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "var t C.s@; t.p = (*C.int)(C.malloc(4))", typ: "*C.s@", arg: "&t"},
	{name: "structNew", fail: true, param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "t := new(C.s@); t.p = new(C.int)", typ: "*C.s@", arg: "t"},
	{name: "structLiteral", fail: true, param: "s@ *p", c: "typedef struct { int n; int *p; } s@;", setup: "x := C.int(1)", typ: "*C.s@", arg: "&C.s@{n: 1, p: &x}"},
	{name: "nested", fail: true, param: "o@ *p", c: "typedef struct { int *p; } i@; typedef struct { int n; i@ in; } o@;", setup: "var t C.o@; t.in.p = new(C.int)", typ: "*C.o@", arg: "&t"},
	{name: "nestedField", fail: true, param: "i@ *p", c: "typedef struct { int *p; } i@; typedef struct { int n; i@ in; } o@;", setup: "var t C.o@; t.in.p = new(C.int)", typ: "*C.i@", arg: "&t.in"},
	{name: "nestedCopy", fail: true, param: "o@ *p", c: "typedef struct { int *p; } i@; typedef struct { int n; i@ in; } o@;", setup: "in := C.i@{new(C.int)}; var t C.o@; t.in = in", typ: "*C.o@", arg: "&t"},
	{name: "wholeCopy", fail: true, param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "u := C.s@{new(C.int)}; t := u", typ: "*C.s@", arg: "&t"},
	{name: "copyOfNil", param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "u := C.s@{new(C.int)}; t := u; u.p = nil; t = u", typ: "*C.s@", arg: "&t"},
	{name: "goStruct", fail: true, param: "void *p", support: "type S@ struct { n int; p *int }", setup: "n := 1; t := S@{p: &n}", typ: "unsafe.Pointer", arg: "unsafe.Pointer(&t)"},
	{name: "goStructPointer", fail: true, param: "void *p", support: "type S@ struct { n int; p *int }", setup: "n := 1; t := &S@{p: &n}", typ: "unsafe.Pointer", arg: "unsafe.Pointer(t)"},
	{name: "goStructNil", param: "void *p", support: "type S@ struct { n int; p *int }", setup: "t := &S@{n: 1}", typ: "unsafe.Pointer", arg: "unsafe.Pointer(t)"},
	{name: "otherField", param: "int *p", support: "type S@ struct { n C.int; p *int }", setup: "t := &S@{p: new(int)}", typ: "*C.int", arg: "&t.n"},
	{name: "otherFieldUntyped", param: "void *p", support: "type S@ struct { n C.int; p *int }", setup: "t := &S@{p: new(int)}; *t.p = 3", typ: "unsafe.Pointer", arg: "unsafe.Pointer(&t.n)"},
	{name: "arrayField", param: "void *p", support: "type S@ struct { p *int; a [8]byte }", setup: "t := &S@{p: new(int)}; *t.p = 3", typ: "unsafe.Pointer", arg: "unsafe.Pointer(&t.a[2])"},
	{name: "sliceOfField", param: "void *p", support: "type S@ struct { p *int; a [8]byte }", setup: "t := &S@{p: new(int)}; *t.p = 3", typ: "unsafe.Pointer", arg: "unsafe.Pointer(unsafe.SliceData(t.a[:]))"},
	{name: "bytes", param: "void *p", setup: "b := make([]byte, 16)", typ: "unsafe.Pointer", arg: "unsafe.Pointer(&b[0])"},
	{name: "array", fail: true, param: "void **p", setup: "x := 1; var a [4]unsafe.Pointer; a[3] = unsafe.Pointer(&x)", typ: "*unsafe.Pointer", arg: "&a[0]"},
	{name: "slice", fail: true, param: "void **p", setup: "x := 1; s := make([]unsafe.Pointer, 4); s[3] = unsafe.Pointer(&x)", typ: "*unsafe.Pointer", arg: "&s[0]"},
	{name: "sliceCleared", param: "void **p", setup: "x := 1; s := make([]unsafe.Pointer, 4); s[3] = unsafe.Pointer(&x); clear(s)", typ: "*unsafe.Pointer", arg: "&s[0]"},
	{name: "sliceIndexed", fail: true, param: "void **p", setup: "x := 1; s := make([]unsafe.Pointer, 4); for i := range s { s[i] = unsafe.Pointer(&x) }", typ: "*unsafe.Pointer", arg: "&s[0]"},
	{name: "sliceOfC", param: "char **p", setup: "s := make([]*C.char, 4); for i := range s { s[i] = C.CString(\"x\") }", typ: "**C.char", arg: "&s[0]"},
	{name: "sliceAppended", fail: true, param: "char **p", setup: "var s []*C.char; for range 4 { s = append(s, new(C.char)) }", typ: "**C.char", arg: "&s[0]"},
	{name: "sliceAppendedC", param: "char **p", setup: "var s []*C.char; for range 4 { s = append(s, C.CString(\"x\")) }; s = append(s, nil)", typ: "**C.char", arg: "&s[0]"},
	{name: "sliceCopied", fail: true, param: "char **p", setup: "u := []*C.char{nil, new(C.char)}; s := make([]*C.char, 2); copy(s, u)", typ: "**C.char", arg: "&s[0]"},
	{name: "subslice", fail: true, param: "char **p", setup: "s := []*C.char{nil, nil, new(C.char)}; s = s[:1]", typ: "**C.char", arg: "&s[0]"},
	{name: "sliceData", fail: true, param: "void *p", setup: "s := []*C.char{nil, new(C.char)}", typ: "unsafe.Pointer", arg: "unsafe.Pointer(unsafe.SliceData(s))"},
	{name: "sliceOfStructs", fail: true, param: "v@ *p", c: "typedef struct { char *base; unsigned long n; } v@;", setup: "s := make([]C.v@, 2); b := make([]C.char, 4); s[1].base = &b[0]; s[1].n = 4", typ: "*C.v@", arg: "&s[0]"},
	{name: "sliceOfStructsC", param: "v@ *p", c: "typedef struct { char *base; unsigned long n; } v@;", setup: "s := make([]C.v@, 2); for i := range s { s[i].base = C.CString(\"x\"); s[i].n = 1 }", typ: "*C.v@", arg: "&s[0]"},
	{name: "sliceOfStructsLoop", fail: true, param: "v@ *p", c: "typedef struct { char *base; unsigned long n; } v@;", setup: "bs := [][]byte{{1}, {2}}; s := make([]C.v@, len(bs)); for i, b := range bs { s[i].base = (*C.char)(unsafe.Pointer(&b[0])); s[i].n = 1 }", typ: "*C.v@", arg: "&s[0]"},
	{name: "pinned", param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "var pinner runtime.Pinner; defer pinner.Unpin(); x := new(C.int); pinner.Pin(x); t := &C.s@{p: x}", typ: "*C.s@", arg: "t"},
	{name: "pinnedField", param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "var pinner runtime.Pinner; defer pinner.Unpin(); t := &C.s@{p: new(C.int)}; pinner.Pin(t.p)", typ: "*C.s@", arg: "t"},
	{name: "pinnedLoop", param: "char **p", setup: "var pinner runtime.Pinner; defer pinner.Unpin(); s := make([]*C.char, 3); for i := range s { b := make([]C.char, 2); pinner.Pin(&b[0]); s[i] = &b[0] }", typ: "**C.char", arg: "&s[0]"},
	{name: "pinnedAfter", param: "char **p", setup: "var pinner runtime.Pinner; defer pinner.Unpin(); s := []*C.char{new(C.char), new(C.char)}; for _, p := range s { pinner.Pin(p) }", typ: "**C.char", arg: "&s[0]"},
	{name: "pinnedSliceData", param: "v@ *p", c: "typedef struct { char *base; unsigned long n; } v@;", setup: "var pinner runtime.Pinner; defer pinner.Unpin(); b := make([]byte, 3); pinner.Pin(unsafe.SliceData(b)); v := C.v@{base: (*C.char)(unsafe.Pointer(&b[1]))}", typ: "*C.v@", arg: "&v"},
	{name: "unpinned", fail: true, param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "var pinner runtime.Pinner; x := new(C.int); pinner.Pin(x); t := &C.s@{p: x}; pinner.Unpin()", typ: "*C.s@", arg: "t"},
	{name: "pinnedOuter", fail: true, param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "var pinner runtime.Pinner; defer pinner.Unpin(); t := &C.s@{p: new(C.int)}; pinner.Pin(t)", typ: "*C.s@", arg: "t"},
	{name: "pinnedOther", fail: true, param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "var pinner runtime.Pinner; defer pinner.Unpin(); t := &C.s@{p: new(C.int)}; u := new([8]C.int); pinner.Pin(u)", typ: "*C.s@", arg: "t"},
	{name: "mapValue", fail: true, param: "void *p", setup: "m := map[int]int{1: 2}", typ: "unsafe.Pointer", arg: "unsafe.Pointer(&m)"},
	{name: "channel", fail: true, param: "void *p", setup: "c := make(chan int)", typ: "unsafe.Pointer", arg: "unsafe.Pointer(&c)"},
	{name: "stringHeader", fail: true, param: "void *p", setup: "s := strings.Repeat(\"a\", 2)", typ: "unsafe.Pointer", arg: "unsafe.Pointer(&s)"},
	{name: "stringLiteral", param: "void *p", setup: "s := \"abc\"", typ: "unsafe.Pointer", arg: "unsafe.Pointer(&s)"},
	{name: "stringData", param: "void *p", setup: "s := strings.Repeat(\"a\", 2)", typ: "unsafe.Pointer", arg: "unsafe.Pointer(unsafe.StringData(s))"},
	{name: "goString", param: "_GoString_ p", setup: "s := strings.Repeat(\"a\", 2)", typ: "string", arg: "s"},
	{name: "structWithString", fail: true, param: "void *p", support: "type S@ struct { n int; name string }", setup: "t := S@{1, strings.Repeat(\"a\", 2)}", typ: "unsafe.Pointer", arg: "unsafe.Pointer(&t)"},
	{name: "sliceHeader", fail: true, param: "void *p", setup: "s := make([]byte, 3)", typ: "unsafe.Pointer", arg: "unsafe.Pointer(&s)"},
	{name: "interfaceHeader", fail: true, param: "void *p", setup: "var e error = fmt.Errorf(\"x%d\", len(os.Args))", typ: "unsafe.Pointer", arg: "unsafe.Pointer(&e)"},
	{name: "byValue", param: "v@ p", c: "typedef struct { char *base; unsigned long n; } v@;", setup: "b := make([]byte, 4); v := C.v@{base: (*C.char)(unsafe.Pointer(&b[0])), n: 4}", typ: "C.v@", arg: "v"},
	{name: "byValueDeep", fail: true, param: "v@ p", c: "typedef struct { char **base; unsigned long n; } v@;", setup: "b := []*C.char{new(C.char)}; v := C.v@{base: &b[0], n: 1}", typ: "C.v@", arg: "v"},
	{name: "global", fail: true, param: "int **p", support: "var global@ *C.int = new(C.int)", setup: "q := &global@", typ: "**C.int", arg: "q"},
	{name: "globalWithout", param: "int *p", support: "var global@ C.int = 4", setup: "q := &global@", typ: "*C.int", arg: "q"},
	{name: "globalInCall", param: "int **p", support: "var global@ *C.int", setup: "global@ = nil", typ: "**C.int", arg: "&global@"},
	{name: "early", param: "void *p", support: "type S@ struct { p *int; a [8]byte }", setup: "t := &S@{}", typ: "unsafe.Pointer", arg: "unsafe.Pointer(&t.a)"},
	{name: "branch", fail: true, param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "var t C.s@; if len(os.Args) > 0 { t.p = new(C.int) }", typ: "*C.s@", arg: "&t"},
	{name: "switch", fail: true, param: "s@ *p", c: "typedef struct { int *p; } s@;", setup: "var t C.s@; switch len(os.Args) { case 0: t.p = nil; default: t.p = new(C.int) }", typ: "*C.s@", arg: "&t"},
	{name: "setter", fail: true, param: "s@ *p", c: "typedef struct { int *p; } s@;", support: "func set@(t *C.s@, p *C.int) { t.p = p }", setup: "var t C.s@; set@(&t, new(C.int))", typ: "*C.s@", arg: "&t"},
	{name: "setterNil", param: "s@ *p", c: "typedef struct { int *p; } s@;", support: "func set@(t *C.s@, p *C.int) { t.p = p }", setup: "t := C.s@{new(C.int)}; set@(&t, nil)", typ: "*C.s@", arg: "&t"},
	{name: "maker", fail: true, param: "s@ *p", c: "typedef struct { int *p; } s@;", support: "func make@() *C.s@ { return &C.s@{new(C.int)} }", setup: "t := make@()", typ: "*C.s@", arg: "t"},
	{name: "makerC", param: "s@ *p", c: "typedef struct { int *p; } s@;", support: "func make@() *C.s@ { return (*C.s@)(C.calloc(1, 8)) }", setup: "t := make@()", typ: "*C.s@", arg: "t"},
	{name: "cast", fail: true, param: "d@ *p", c: "typedef struct { void *a; void *b; } d@;", support: "type S@ struct { a uintptr; b *int }", setup: "t := &S@{b: new(int)}; *t.b = 3", typ: "*C.d@", arg: "(*C.d@)(unsafe.Pointer(t))"},
	{name: "arithmetic", fail: true, param: "void *p", support: "type S@ struct { a int; b *int }", setup: "t := &S@{b: new(int)}; *t.b = 3; q := unsafe.Pointer(uintptr(unsafe.Pointer(t)) + unsafe.Offsetof(t.b))", typ: "unsafe.Pointer", arg: "q"},
	{name: "union", fail: true, param: "u@ *p", c: "typedef union { char *p; unsigned long i; } u@;", setup: "p := new(C.char)", typ: "*C.u@", arg: "(*C.u@)(unsafe.Pointer(&p))"},
	{name: "unionNumbers", param: "u@ *p", c: "typedef union { unsigned int p; unsigned long i; } u@;", setup: "n := 4", typ: "*C.u@", arg: "(*C.u@)(unsafe.Pointer(&n))"},
	{name: "functionPointer", param: "c@ *p", c: "typedef struct { void (*f)(void); void *u; } c@; void g@(void) {}", setup: "var t C.c@; t.f = (*[0]byte)(C.g@)", typ: "*C.c@", arg: "&t"},
	{name: "userPointer", fail: true, param: "c@ *p", c: "typedef struct { void (*f)(void); void *u; } c@; void g@(void) {}", setup: "n := 1; var t C.c@; t.f = (*[0]byte)(C.g@); t.u = unsafe.Pointer(&n)", typ: "*C.c@", arg: "&t"},
	{name: "list", fail: true, param: "l@ *p", c: "typedef struct l@ { struct l@ *next; int n; } l@;", setup: "var a, b C.l@; a.next = &b", typ: "*C.l@", arg: "&a"},
	{name: "self", fail: true, param: "l@ *p", c: "typedef struct l@ { struct l@ *next; int n; } l@;", setup: "a := new(C.l@); a.next = a", typ: "*C.l@", arg: "a"},
	{name: "pointerArray", fail: true, param: "a@ *p", c: "typedef struct { char *argv[3]; } a@;", setup: "var a C.a@; a.argv[1] = new(C.char)", typ: "*C.a@", arg: "&a"},
	{name: "pointerArrayC", param: "a@ *p", c: "typedef struct { char *argv[3]; } a@;", setup: "var a C.a@; for i := range a.argv { a.argv[i] = C.CString(\"x\") }", typ: "*C.a@", arg: "&a"},
}
