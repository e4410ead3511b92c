package differential_test

// cgoleakSubjects are C memory that nothing frees.
var cgoleakSubjects = []subject{
	{name: "variable", params: "s string", args: `"abc"`, setup: []string{"p := C.CString(s)"}, expr: "int(C.length(p))", change: "p = nil"},
	{name: "argument", params: "s string", args: `"abc"`, expr: "int(C.length(C.CString(s)))", change: `s = ""`},
	{name: "two arguments", params: "s, t string", args: `"abc", "de"`, expr: "int(C.lengths(C.CString(s), C.CString(t)))", change: "s, t = t, s"},
	{name: "malloc", setup: []string{"p := C.malloc(8)"}, expr: "int(C.fill((*C.char)(p), 8))", change: "p = nil"},
	{name: "bytes", params: "b []byte", args: `[]byte("abc")`, setup: []string{"p := C.CBytes(b)"}, expr: "int(C.total((*C.uchar)(p), C.int(len(b))))", change: "p = nil"},
	{name: "within", params: "s string", args: `"abcd"`, expr: "len(C.GoString(C.after(C.CString(s), 98)))", change: `s = ""`},
	{name: "copied", params: "s string", args: `"abc"`, setup: []string{"p := C.CString(s)"}, expr: "len(C.GoString(C.after(p, 97)))", change: "p = nil"},
	{name: "kept", params: "s string", args: `"abc"`, setup: []string{"p := C.CString(s)", "kept = C.after(p, 97)"}, expr: "int(C.length(kept))", change: "p = nil"},
	{name: "declared", params: "s string", args: `"abc"`, setup: []string{"var p *C.char", "p = C.CString(s)"}, expr: "int(C.length(p))", change: "p = nil"},
	{name: "two", params: "s string", args: `"abc"`, setup: []string{"p, q := C.CString(s), C.CString(s)"}, expr: "int(C.lengths(p, q))", change: "p, q = nil, nil"},
	{name: "early", params: "s string", args: `"abc"`, setup: []string{"var p *C.char", "defer C.free(unsafe.Pointer(p))", "C.store(&p)"}, expr: "int(C.length(p))", change: "C.store(&p)", uses: []string{"unsafe"}},
}
