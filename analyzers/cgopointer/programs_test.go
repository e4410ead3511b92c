package cgopointer_test

import "strings"

// A programCase is one where the call is not all: what is stored in C memory,
// what an exported function returns. In its texts @ stands for what tells the
// program's names apart.
type programCase struct {
	name             string
	fail             bool
	c, support, body string
	exported         string // Go functions with //export, in a file of their own
}

// storeCases are proven with GOEXPERIMENT=cgocheck2.
var storeCases = []programCase{
	{name: "mallocStore", fail: true, body: "p := (**C.char)(C.malloc(8)); *p = new(C.char)"},
	{name: "mallocStoreNil", body: "p := (**C.char)(C.malloc(8)); *p = nil"},
	{name: "mallocStoreC", body: "p := (**C.char)(C.calloc(1, 8)); *p = C.CString(\"x\")"},
	{name: "mallocField", fail: true, c: "typedef struct { int n; char *p; } s@;", body: "p := (*C.s@)(C.calloc(1, 16)); p.n = 1; p.p = new(C.char)"},
	{name: "mallocPinned", c: "typedef struct { int n; char *p; } s@;", body: "var pinner runtime.Pinner; defer pinner.Unpin(); x := new(C.char); pinner.Pin(x); p := (*C.s@)(C.calloc(1, 16)); p.p = x"},
	{name: "mallocUnpinned", fail: true, c: "typedef struct { int n; char *p; } s@;", body: "var pinner runtime.Pinner; x := new(C.char); pinner.Pin(x); pinner.Unpin(); p := (*C.s@)(C.calloc(1, 16)); p.p = x"},
	{name: "mallocArray", fail: true, body: "p := (*[4]*C.char)(C.calloc(4, 8)); p[2] = new(C.char)"},
	{name: "mallocSlice", fail: true, body: "s := unsafe.Slice((**C.char)(C.calloc(4, 8)), 4); s[2] = new(C.char)"},
	{name: "mallocSliceLoop", fail: true, body: "s := unsafe.Slice((**C.char)(C.calloc(4, 8)), 4); for i := range s { s[i] = new(C.char) }"},
	{name: "mallocSliceLoopC", body: "s := unsafe.Slice((**C.char)(C.calloc(4, 8)), 4); for i := range s { s[i] = C.CString(\"x\") }"},
	{name: "mallocBig", fail: true, body: "s := (*[1 << 20]*C.char)(C.calloc(4, 8))[:4:4]; s[1] = new(C.char)"},
	{name: "mallocCopy", fail: true, body: "s := unsafe.Slice((**C.char)(C.calloc(4, 8)), 4); copy(s, []*C.char{nil, new(C.char)})"},
	{name: "mallocCopyC", body: "s := unsafe.Slice((**C.char)(C.calloc(4, 8)), 4); copy(s, []*C.char{nil, C.CString(\"x\")})"},
	{name: "mallocStruct", fail: true, c: "typedef struct { int n; char *p; } s@;", body: "p := (*C.s@)(C.calloc(1, 16)); *p = C.s@{n: 1, p: new(C.char)}"},
	{name: "mallocStructC", c: "typedef struct { int n; char *p; } s@;", body: "p := (*C.s@)(C.calloc(1, 16)); *p = C.s@{n: 1, p: C.CString(\"x\")}"},
	{name: "mallocGoStruct", fail: true, support: "type S@ struct { n int; name string }", body: "p := (*S@)(C.calloc(1, 24)); p.name = strings.Repeat(\"a\", 3)"},
	{name: "mallocGoLiteral", support: "type S@ struct { n int; name string }", body: "p := (*S@)(C.calloc(1, 24)); p.name = \"abc\""},
	{name: "mallocGoSlice", fail: true, support: "type S@ struct { n int; b []byte }", body: "p := (*S@)(C.calloc(1, 32)); p.b = make([]byte, 4)"},
	{name: "mallocNumber", support: "type S@ struct { n uintptr; b int }", body: "p := (*S@)(C.calloc(1, 32)); x := new(int); p.n = uintptr(unsafe.Pointer(x)); *x = p.b"},
	{name: "mallocHelper", fail: true, c: "typedef struct { int n; char *p; } s@;", support: "func set@(s *C.s@, p *C.char) { s.p = p }", body: "p := (*C.s@)(C.calloc(1, 16)); set@(p, new(C.char))"},
	{name: "mallocHelperC", c: "typedef struct { int n; char *p; } s@;", support: "func set@(s *C.s@, p *C.char) { s.p = p }", body: "p := (*C.s@)(C.calloc(1, 16)); set@(p, C.CString(\"x\"))"},
	{name: "mallocMethod", fail: true, c: "typedef struct { int n; char *p; } s@;", support: "type S@ struct { c *C.s@ }; func (s *S@) set(p *C.char) { s.c.p = p }", body: "s := &S@{(*C.s@)(C.calloc(1, 16))}; s.set(new(C.char))"},
	{name: "mallocClosure", fail: true, body: "p := (**C.char)(C.malloc(8)); func() { *p = new(C.char) }()"},
	{name: "mallocWrapped", fail: true, support: "func alloc@(n C.size_t) unsafe.Pointer { return C.calloc(1, n) }", body: "p := (**C.char)(alloc@(8)); *p = new(C.char)"},
	{name: "mallocMaybe", fail: true, body: "p := (**C.char)(C.malloc(8)); *p = nil; if len(os.Args) > 0 { *p = new(C.char) }"},
	{name: "mallocOffset", fail: true, body: "p := C.calloc(2, 8); q := (**C.char)(unsafe.Add(p, 8)); *q = new(C.char)"},
	{name: "mallocDefer", fail: true, body: "p := (**C.char)(C.calloc(2, 8)); defer func() { *p = new(C.char) }()"},
	{name: "global", fail: true, c: "char *g@;", body: "C.g@ = new(C.char)"},
	{name: "globalC", c: "char *g@;", body: "C.g@ = C.CString(\"x\")"},
	{name: "globalField", fail: true, c: "struct { int n; char *p; } g@;", body: "C.g@.p = new(C.char)"},
	{name: "globalElement", fail: true, c: "char *g@[3];", body: "C.g@[1] = new(C.char)"},
	{name: "returned", fail: true, c: "typedef struct { int n; char *p; } s@; static s@ *get@(void) { static s@ s; return &s; }", body: "C.get@().p = new(C.char)"},
	{name: "returnedField", fail: true, c: "typedef struct { int n; char *p; } s@; typedef struct { s@ *s; } o@; static o@ *get@(void) { static o@ o; static s@ s; o.s = &s; return &o; }", body: "C.get@().s.p = new(C.char)"},
	{name: "goMemory", c: "typedef struct { int n; char *p; } s@;", body: "var s C.s@; q := &s; q.p = new(C.char); _ = q"},
	{name: "atomicStore", fail: true, body: "p := (*unsafe.Pointer)(C.malloc(8)); atomic.StorePointer(p, unsafe.Pointer(new(C.char)))"},
	{name: "outParameter", fail: true, exported: "//export Ret@\nfunc Ret@(out **C.char) { *out = new(C.char) }", c: "extern void Ret@(char**); static void call2@(void) { static char *p; Ret@(&p); }", body: "C.call2@()"},
	{name: "outParameterC", exported: "//export Ret@\nfunc Ret@(out **C.char) { *out = C.CString(\"x\") }", c: "extern void Ret@(char**); static void call2@(void) { static char *p; Ret@(&p); }", body: "C.call2@()"},
	{name: "fromMap", fail: true, body: "m := map[string]**C.char{\"a\": (**C.char)(C.malloc(8))}; *m[\"a\"] = new(C.char)"},
	{name: "mapped", fail: true, body: "m, err := syscall.Mmap(-1, 0, 4096, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE); if err != nil { panic(err) }; p := (**C.char)(unsafe.Pointer(&m[0])); *p = new(C.char)"},
}

// returnCases are proven with GODEBUG=cgocheck=1.
var returnCases = []programCase{
	{name: "retNew", fail: true, exported: "func Ret@() *C.char { return new(C.char) }", c: "extern char *Ret@(void);", body: "C.Ret@()"},
	{name: "retMalloc", exported: "func Ret@() *C.char { return C.CString(\"x\") }", c: "extern char *Ret@(void);", body: "C.Ret@()"},
	{name: "retNil", exported: "func Ret@() *C.char { return nil }", c: "extern char *Ret@(void);", body: "C.Ret@()"},
	{name: "retVariable", fail: true, exported: "func Ret@() *C.int { x := C.int(3); p := &x; return p }", c: "extern int *Ret@(void);", body: "C.Ret@()"},
	{name: "retSliceData", fail: true, exported: "func Ret@() unsafe.Pointer { b := make([]byte, 8); return unsafe.Pointer(&b[0]) }", c: "extern void *Ret@(void);", body: "C.Ret@()"},
	{name: "retPinned", exported: "var pinner@ runtime.Pinner\n//export Ret@\nfunc Ret@() *C.char { p := new(C.char); pinner@.Pin(p); return p }", c: "extern char *Ret@(void);", body: "C.Ret@()"},
	{name: "retParam", exported: "func Ret@(p *C.char) *C.char { return p }", c: "extern char *Ret@(char*);", body: "C.Ret@(nil)"},
	{name: "retMaybe", fail: true, exported: "func Ret@(n C.int) *C.char { if n > 0 { return new(C.char) }; return nil }", c: "extern char *Ret@(int);", body: "C.Ret@(1)"},
	{name: "retHelper", fail: true, exported: "func Ret@() *C.char { return make@() }", support: "func make@() *C.char { return new(C.char) }", c: "extern char *Ret@(void);", body: "C.Ret@()"},
	{name: "retMap", fail: true, exported: "func Ret@() map[int]int { return map[int]int{1: 2} }", body: "C.call@()"},
	{name: "retString", fail: true, exported: "func Ret@() string { return strings.Repeat(\"a\", 2) }", body: "C.call@()"},
	{name: "retStringConst", exported: "func Ret@() string { return \"abc\" }", body: "C.call@()"},
	{name: "retNumber", exported: "func Ret@() C.int { return 4 }", c: "extern int Ret@(void);", body: "C.Ret@()"},
	{name: "retHandle", exported: "func Ret@() C.uintptr_t { return C.uintptr_t(cgo.NewHandle(4)) }", c: "#include <stdint.h>\nextern uintptr_t Ret@(void);", body: "C.Ret@()"},
	{name: "retSecond", fail: true, exported: "func Ret@() (C.int, *C.char) { return 1, new(C.char) }", body: "C.call@()"},
	{name: "retNamed", fail: true, exported: "func Ret@() (p *C.char) { p = new(C.char); return }", c: "extern char *Ret@(void);", body: "C.Ret@()"},
}

// otherCases are arguments in places of their own, proven with
// GODEBUG=cgocheck=1.
var otherCases = []programCase{
	{name: "twoValued", fail: true, c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", body: "var t C.s@; t.p = new(C.int); _, err := C.f@(&t); _ = err"},
	{name: "nestedCalls", fail: true, c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; } static int g@(int n) { return n; }", body: "var t C.s@; t.p = new(C.int); if C.g@(C.f@(&t)) == 1 { return }"},
	{name: "goStatement", fail: true, c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", body: "var t C.s@; t.p = new(C.int); go C.f@(&t); select {}"},
	{name: "fromMap", fail: true, c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", body: "m := map[string]*C.s@{}; m[\"a\"] = &C.s@{new(C.int)}; C.f@(m[\"a\"])"},
	{name: "fromMapOther", c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", body: "m := map[string]*C.s@{}; m[\"a\"] = &C.s@{new(C.int)}; m[\"b\"] = &C.s@{}; C.f@(m[\"b\"])"},
	{name: "rangeMap", fail: true, c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", body: "m := map[int]*C.s@{1: {new(C.int)}}; for _, t := range m { C.f@(t) }"},
	{name: "fromChannel", fail: true, c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", body: "c := make(chan *C.s@, 1); c <- &C.s@{new(C.int)}; C.f@(<-c)"},
	{name: "fromChannelNil", c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", body: "c := make(chan *C.s@, 1); c <- &C.s@{}; C.f@(<-c)"},
	{name: "global", fail: true, c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", support: "var t@ = C.s@{new(C.int)}", body: "t@.p = new(C.int); C.f@(&t@)"},
	{name: "globalInit", fail: true, c: "typedef struct { int *p; int *q; } s@; static int f@(s@ *p) { return 0; }", support: "var n@ = len(os.Args); var t@ = &C.s@{p: make@()}; func make@() *C.int { return new(C.int) }", body: "C.f@(t@)"},
	{name: "globalInitNil", c: "typedef struct { int *p; int *q; } s@; static int f@(s@ *p) { return 0; }", support: "var t@ = make@(); func make@() *C.s@ { return new(C.s@) }", body: "C.f@(t@)"},
	{name: "globalFunc", fail: true, c: "typedef struct { int *p; int *q; } s@; static int f@(s@ *p) { return 0; }", support: "var look@ = func(t *C.s@) { C.f@(t) }", body: "look@(&C.s@{p: new(C.int)})"},
	{name: "initFunc", fail: true, c: "typedef struct { int *p; int *q; } s@; static int f@(s@ *p) { return 0; }", support: "var t@ *C.s@; func init() { t@ = &C.s@{}; t@.q = new(C.int) }", body: "C.f@(t@)"},
	{name: "genericPass", fail: true, c: "static void f@(void *p) {}", support: "func pass@[T any](p *T) { C.f@(unsafe.Pointer(p)) }", body: "n := 1; pass@(&struct{ p *int }{&n})"},
	{name: "genericPassOk", c: "static void f@(void *p) {}", support: "func pass@[T any](p *T) { C.f@(unsafe.Pointer(p)) }", body: "pass@(&struct{ p int }{1})"},
	{name: "variadic", fail: true, c: "static void f@(void **p) {}", support: "func pass@(p ...unsafe.Pointer) { C.f@(&p[0]) }", body: "n := 1; pass@(nil, unsafe.Pointer(&n))"},
	{name: "variadicOk", c: "static void f@(void **p) {}", support: "func pass@(p ...unsafe.Pointer) { C.f@(&p[0]) }", body: "pass@(nil, C.malloc(3))"},
	{name: "embedded", fail: true, c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", support: "type in@ struct { t C.s@ }; func (x *in@) call() { C.f@(&x.t) }; type out@ struct { n int; in@ }", body: "o := &out@{}; o.t.p = new(C.int); o.call()"},
	{name: "methods", fail: true, c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", support: "type in@ struct { t C.s@ }; func (x *in@) set(p *C.int) { x.t.p = p }; func (x *in@) call() { C.f@(&x.t) }", body: "o := &in@{}; o.set(new(C.int)); o.call()"},
	{name: "methodsNil", c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", support: "type in@ struct { t C.s@ }; func (x *in@) set(p *C.int) { x.t.p = p }; func (x *in@) call() { C.f@(&x.t) }", body: "o := &in@{}; o.set(new(C.int)); o.set(nil); o.call()"},
	{name: "accessor", fail: true, c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", support: "type tr@ struct { n C.s@; frames []int }; func (t *tr@) inner() *C.s@ { return &t.n }", body: "t := &tr@{frames: make([]int, len(os.Args))}; C.f@(t.inner())"},
	{name: "accessorInCall", c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", support: "type tr@ struct { n C.s@; frames []int }", body: "t := &tr@{frames: make([]int, len(os.Args))}; C.f@(&t.n)"},
	{name: "iovecs", fail: true, c: "#include <sys/uio.h>\nstatic void f@(struct iovec *v, int n) {}", support: "func send@(bufs ...[]byte) { var v []C.struct_iovec; for _, b := range bufs { v = append(v, C.struct_iovec{unsafe.Pointer(&b[0]), C.size_t(len(b))}) }; C.f@(&v[0], C.int(len(v))) }", body: "send@([]byte{1}, []byte{2, 3})"},
	{name: "iovecsPinned", c: "#include <sys/uio.h>\nstatic void f@(struct iovec *v, int n) {}", support: "func send@(bufs ...[]byte) { var pinner runtime.Pinner; defer pinner.Unpin(); var v []C.struct_iovec; for _, b := range bufs { pinner.Pin(&b[0]); v = append(v, C.struct_iovec{unsafe.Pointer(&b[0]), C.size_t(len(b))}) }; C.f@(&v[0], C.int(len(v))) }", body: "send@([]byte{1}, []byte{2, 3})"},
	{name: "doublePointer", fail: true, c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", body: "var t C.s@; pp := &t.p; *pp = new(C.int); C.f@(&t)"},
	{name: "iterator", fail: true, c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", support: "func each@(yield func(*C.s@) bool) { yield(&C.s@{new(C.int)}) }", body: "for t := range each@ { C.f@(t) }"},
	{name: "pinHelper", c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", support: "type pins@ struct { runtime.Pinner }; func (p *pins@) keep(x *C.int) *C.int { p.Pin(x); return x }", body: "var pins pins@; defer pins.Unpin(); t := &C.s@{pins.keep(new(C.int))}; C.f@(t)"},
	{name: "pinBranch", fail: true, c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", body: "var pinner runtime.Pinner; x := new(C.int); if len(os.Args) == 0 { pinner.Pin(x) }; t := &C.s@{x}; C.f@(t); pinner.Unpin()"},
	{name: "pinDeep", fail: true, c: "typedef struct { int **p; } s@; static int f@(s@ *p) { return 0; }", body: "var pinner runtime.Pinner; defer pinner.Unpin(); x := new(*C.int); *x = new(C.int); pinner.Pin(x); t := C.s@{x}; C.f@(&t)"},
	{name: "pinTwice", c: "typedef struct { int *p; } s@; static int f@(s@ *p) { return 0; }", body: "var a, b runtime.Pinner; x := new([9]C.int); a.Pin(x); b.Pin(x); a.Unpin(); t := &C.s@{&x[0]}; C.f@(t); b.Unpin()"},
}

// call returns the C function that calls an exported function whose result
// has no C type in the preamble: it takes the result as memory of its size.
func (c programCase) call() string {
	if !strings.Contains(c.body, "C.call@") {
		return ""
	}
	return "static void call@(void) { typedef struct { void *a, *b; } two; extern two Ret@(void); Ret@(); }"
}
