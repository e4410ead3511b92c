package differential_test

// cgopointerSubjects are Go pointers in memory that C gets.
var cgopointerSubjects = []subject{
	{name: "pin", setup: []string{"v := new(C.int)", "r := &C.ref{v}"}, expr: "int(C.load(r))", change: "r = &C.ref{}; C.store_int(&r.p)"},
	{name: "pin value", setup: []string{"r := C.ref{p: new(C.int)}"}, expr: "int(C.load(&r))", change: "r.p = new(C.int)"},
	{name: "pin parameter", params: "r *C.ref", args: "newRef()", setup: []string{"r.p = new(C.int)"}, expr: "int(C.load(r))", change: "r = &C.ref{new(C.int)}"},
	{name: "pin made in place", expr: "int(C.load(&C.ref{new(C.int)}))", change: "note(5)"},
	{name: "move", setup: []string{"s := &state{next: new(state)}", "d := &s.data"}, expr: "int(C.first(unsafe.Pointer(d)))", change: "s = &state{next: new(state), data: [4]byte{1}}", uses: []string{"unsafe"}},
}
