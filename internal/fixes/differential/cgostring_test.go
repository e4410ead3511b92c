package differential_test

// texts are arguments beside the first.
var texts = []string{`""`, `"x"`, `"a\x00b"`}

// cgostringSubjects are strings without a NUL. C reads on to one, but what it
// returns is only what the string holds.
var cgostringSubjects = []subject{
	{name: "copied string", params: "s string", args: `"abc"`, more: texts[1:], setup: []string{"p := C.CBytes([]byte(s))"}, expr: "int(C.begins((*C.char)(p)))", change: "p = nil"},
	{name: "copied in place", params: "s string", args: `"abc"`, more: texts[1:], expr: "int(C.begins((*C.char)(C.CBytes([]byte(s)))))", change: `s = "d"`},
	{name: "freed", params: "s string", args: `"abc"`, more: texts[1:], setup: []string{"p := C.CBytes([]byte(s))", "defer C.free(p)"}, expr: "int(C.begins((*C.char)(p)))", change: "s = s[1:]"},
	{name: "freed with length", params: "s string", args: `"abc"`, more: texts[1:], setup: []string{"p, n := C.CBytes([]byte(s)), len(s)", "defer C.free(p)"}, expr: "int(C.begins((*C.char)(p))) + n", change: "s = s[1:]"},
	{name: "declared", params: "s string", args: `"abc"`, more: texts[1:], setup: []string{"var p unsafe.Pointer = C.CBytes([]byte(s))"}, expr: "int(C.begins((*C.char)(p)))", change: "p = nil", uses: []string{"unsafe"}},
	{name: "converted", params: "s string", args: `"abc"`, more: texts[1:], setup: []string{"p := (*C.char)(C.CBytes([]byte(s)))"}, expr: "int(C.begins(p))", change: "p = nil"},
	{name: "copied bytes", params: "b []byte", args: `[]byte("abc")`, more: []string{"make([]byte, 1, 2)"}, setup: []string{"p := C.CBytes(b)"}, expr: "int(C.begins((*C.char)(p)))", change: "p = nil"},
	{name: "copied bytes, kept", params: "b []byte", args: `[]byte("abcd")[:3]`, setup: []string{"p := C.CBytes(b)"}, expr: "int(C.begins((*C.char)(p))) + int(b[:4][3])", change: "b[0] = 98"},
	{name: "named string", params: "s textNAME", args: `"abc"`, setup: []string{"p := C.CBytes([]byte(s))"}, expr: "int(C.begins((*C.char)(p)))", change: "p = nil", decls: "type textNAME string\n"},
	{name: "named bytes", params: "b textNAME", args: `[]byte("abc")`, setup: []string{"p := C.CBytes(b)"}, expr: "int(C.begins((*C.char)(p)))", change: "p = nil", decls: "type textNAME []byte\n"},
	{name: "bytes of a call", expr: "int(C.begins((*C.char)(C.CBytes(bytesNAME()))))", change: "note(1)", decls: "func bytesNAME() []byte { return []byte{97, byte(note(98))} }\n"},
	{name: "two", params: "s string", args: `"abc"`, setup: []string{"p := C.CBytes([]byte(s))"}, expr: "int(C.begins((*C.char)(p))) + int(C.total((*C.uchar)(p), C.int(len(s))))", change: "p = nil"},
	{name: "constant", expr: `int(C.begins((*C.char)(C.CBytes([]byte("abc")))))`, change: "note(1)"},
	{name: "first byte", params: "b []byte", args: `[]byte("abc")`, expr: "int(C.begins((*C.char)(unsafe.Pointer(&b[0]))))", change: "b = b[1:]", uses: []string{"unsafe"}},
	{name: "data", params: "s string", args: `"abc"`, expr: "int(C.begins((*C.char)(unsafe.Pointer(unsafe.StringData(s)))))", change: "s = s[1:]", uses: []string{"unsafe"}},
}
