package differential_test

// cgotruncateSubjects are lengths that C.GoBytes and C.GoStringN cut down.
var cgotruncateSubjects = []subject{
	{name: "bytes", setup: []string{"var n C.size_t", "p := C.block(&n)"}, expr: "len(C.GoBytes(p, C.int(n)))", change: "n = 2"},
	{name: "none", setup: []string{"var n C.size_t", "p := C.block(&n)", "n = 0"}, expr: "choose(C.GoBytes(p, C.int(n)) == nil, 1)", change: "p = nil"},
	{name: "parameters", params: "n int", args: "3", more: []string{"0", "-1"}, setup: []string{"var m C.size_t", "p := C.block(&m)"}, expr: "len(C.GoBytes(p, C.int(n)))", change: "n = 1"},
	{name: "nil", params: "p unsafe.Pointer, n C.size_t", args: "nil, 0", more: []string{"nil, 0"}, expr: "choose(C.GoBytes(p, C.int(n)) == nil, 1)", change: "n = 0", uses: []string{"unsafe"}},
	{name: "copied", setup: []string{"var n C.size_t", "p := C.block(&n)", "b := C.GoBytes(p, C.int(n))", "b[0] = 1"}, expr: "len(append(b, 7)) + cap(b)*0 + int(C.GoBytes(p, C.int(n))[0])", change: "b = nil"},
	{name: "called", setup: []string{"var n C.size_t", "p := C.block(&n)"}, expr: "len(C.GoBytes(p, C.int(sizeNAME(n))))", change: "n = 2",
		decls: "func sizeNAME(n C.size_t) C.size_t { return C.size_t(note(int(n))) }\n"},
	{name: "text", setup: []string{"var n C.size_t", "p := C.text(&n)"}, expr: "len(C.GoStringN(p, C.int(n)))", change: "n = 1"},
	{name: "no text", setup: []string{"var n C.size_t", "p := C.text(&n)", "n = 0", "p = nil"}, expr: "len(C.GoStringN(p, C.int(n)))", change: "n = 0"},
	{name: "compared", setup: []string{"var n C.size_t", "p := C.text(&n)"}, expr: `choose(C.GoStringN(p, C.int(n)) == "ab" && C.GoStringN(p, C.int(n))+"c" != "", 5)`, change: "n = 1"},
	{name: "uint64", setup: []string{"var m C.size_t", "p, n := C.block(&m), uint64(m)"}, expr: "len(C.GoBytes(p, C.int(n)))", change: "n = 2"},
	{name: "int", setup: []string{"var m C.size_t", "p := C.block(&m)", "n := int(m)"}, expr: "len(C.GoBytes(unsafe.Pointer(p), (C.int)(n)))", change: "n = 2", uses: []string{"unsafe"}},
	{name: "sum", setup: []string{"var m C.size_t", "p := C.block(&m)"}, expr: "len(C.GoBytes(p, C.int(m - 1)))", change: "m = 2"},
	{name: "range", setup: []string{"var n C.size_t", "p, t := C.block(&n), 1", "for i, b := range C.GoBytes(p, C.int(n)) {\n\tt += i + int(b)\n}"}, expr: "t", change: "n = 2"},
	{name: "export", setup: []string{"var n C.size_t", "p := C.block(&n)", "take_NAME(p, n)"}, expr: "len(lastNAME)", change: "lastNAME = nil", uses: []string{"unsafe"},
		decls: "var lastNAME []byte\n\n//export take_NAME\nfunc take_NAME(p unsafe.Pointer, n C.size_t) { lastNAME = C.GoBytes(p, C.int(n)) }\n"},
}
