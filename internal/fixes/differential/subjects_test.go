package differential_test

// A subject is code that a check reports with a fix.
type subject struct {
	name   string
	params string   // of the function
	args   string   // for them
	setup  []string // statements
	expr   string   // an int
	change string   // a statement that gives a variable of the setup another value
	uses   []string // packages
}

// subjects by the check that reports them.
var subjects = map[string][]subject{
	"cgoleak": {
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
	},
	"cgokeepalive": {
		{name: "variable", setup: []string{"t := newThing(7)"}, expr: "int(C.thing_value(t.c))", change: "t = newThing(8)"},
		{name: "temporary", expr: "int(C.thing_value(newThing(7).c))", change: "note(5)"},
		{name: "parameter", params: "t *thing", args: "newThing(7)", expr: "int(C.thing_value(t.c))", change: "t = newThing(8)"},
		{name: "two", setup: []string{"t, o := newThing(7), newThing(8)"}, expr: "int(C.thing_sum(t.c, o.c))", change: "t, o = o, t"},
		{name: "field", setup: []string{"t := newThing(7)", "c := t.c"}, expr: "int(C.thing_value(c))", change: "c = newThing(8).c"},
		{name: "owner", setup: []string{"b := &box{newThing(7)}"}, expr: "int(C.thing_value(b.t.c))", change: "b = &box{newThing(8)}"},
		{name: "early", setup: []string{"t := newThing(7)", "c := t.c", "runtime.KeepAlive(t)"}, expr: "int(C.thing_value(c))", change: "note(5)", uses: []string{"runtime"}},
	},
	"cgohandle": {
		{name: "visited", setup: []string{"h := cgo.NewHandle(7)"}, expr: "int(C.visit(C.uintptr_t(h)))", change: "h = cgo.NewHandle(8)", uses: []string{"runtime/cgo"}},
		{name: "looked at", setup: []string{"h := cgo.NewHandle(7)"}, expr: "int(C.is_set(C.uintptr_t(h)))", change: "h = 0", uses: []string{"runtime/cgo"}},
		{name: "value", setup: []string{"h := cgo.NewHandle(7)", "C.is_set(C.uintptr_t(h))"}, expr: "h.Value().(int)", change: "note(5)", uses: []string{"runtime/cgo"}},
	},
	"cgopin": {
		{name: "never", setup: []string{"var pins runtime.Pinner", "v := new(C.int)", "pins.Pin(v)", "r := &C.ref{v}"}, expr: "int(C.load(r))", change: "v = new(C.int)", uses: []string{"runtime"}},
		{name: "new", setup: []string{"pins, v := new(runtime.Pinner), new(C.int)", "pins.Pin(v)", "r := &C.ref{v}"}, expr: "int(C.load(r))", change: "v = new(C.int)", uses: []string{"runtime"}},
		{name: "closure", setup: []string{"var pins runtime.Pinner", "pin := func(v *C.int) *C.int { pins.Pin(v); return v }", "r := &C.ref{pin(new(C.int))}"}, expr: "int(C.load(r))", change: "r.p = pin(new(C.int))", uses: []string{"runtime"}},
		{name: "header", params: "b []C.int", args: "newInts()", setup: []string{"var pins runtime.Pinner", "defer pins.Unpin()", "pins.Pin(&b)", "r := &C.ref{unsafe.SliceData(b)}"}, expr: "choose(r != nil, 2)", change: "b = nil", uses: []string{"runtime", "unsafe"}},
	},
	"cgopointer": {
		{name: "pin", setup: []string{"v := new(C.int)", "r := &C.ref{v}"}, expr: "int(C.load(r))", change: "r = &C.ref{}; C.store_int(&r.p)"},
		{name: "pin value", setup: []string{"r := C.ref{p: new(C.int)}"}, expr: "int(C.load(&r))", change: "r.p = new(C.int)"},
		{name: "pin parameter", params: "r *C.ref", args: "newRef()", setup: []string{"r.p = new(C.int)"}, expr: "int(C.load(r))", change: "r = &C.ref{new(C.int)}"},
		{name: "pin made in place", expr: "int(C.load(&C.ref{new(C.int)}))", change: "note(5)"},
		{name: "move", setup: []string{"s := &state{next: new(state)}", "d := &s.data"}, expr: "int(C.first(unsafe.Pointer(d)))", change: "s = &state{next: new(state), data: [4]byte{1}}", uses: []string{"unsafe"}},
	},
	"cgoaddress": {
		{name: "field", params: "s *state", args: "&state{}", setup: []string{"d := &s.data"}, expr: "int(C.first(unsafe.Pointer(d)))", change: "s = &state{data: [4]byte{1}}", uses: []string{"unsafe"}},
		{name: "pointer", params: "s *state", args: "&state{}", setup: []string{"d := unsafe.Pointer(&s.data)"}, expr: "int(C.first(d))", change: "s = &state{data: [4]byte{1}}", uses: []string{"unsafe"}},
		{name: "element", params: "s *state, i int", args: "&state{}, 1", setup: []string{"d := &s.data[i]"}, expr: "int(C.first(unsafe.Pointer(d)))", change: "i = 2", uses: []string{"unsafe"}},
	},
	"cgoemptyslice": {
		{name: "first", params: "b []byte", args: `[]byte("abc")`, expr: "int(C.total((*C.uchar)(&b[0]), C.int(len(b))))", change: "b = b[1:]"},
		{name: "unsafe", params: "b []byte", args: `[]byte("abc")`, expr: "int(C.total((*C.uchar)(unsafe.Pointer(&b[0])), C.int(len(b))))", change: "b = b[1:]", uses: []string{"unsafe"}},
		{name: "rest", params: "b []byte", args: `[]byte("abc")`, setup: []string{"i := 1"}, expr: "int(C.total((*C.uchar)(&b[i:][0]), C.int(len(b[i:]))))", change: "i = 2"},
		{name: "pointer", params: "b *[]byte", args: `&[]byte{1, 2}`, expr: "int(C.total((*C.uchar)(&(*b)[0]), C.int(len(*b))))", change: "*b = (*b)[1:]"},
		{name: "variable", params: "b []byte", args: `[]byte("abc")`, setup: []string{"p := (*C.uchar)(&b[0])"}, expr: "int(C.total(p, C.int(len(b))))", change: "p = nil"},
	},
	"cgoslice": {
		{name: "bounded", setup: []string{"var n C.int", "p := C.ints(&n)"}, expr: "sum((*[1 << 26]C.int)(unsafe.Pointer(p))[:n:n])", change: "n = 1", uses: []string{"unsafe"}},
		{name: "open", setup: []string{"var n C.int", "p := C.ints(&n)"}, expr: "sum((*[1 << 26]C.int)(unsafe.Pointer(p))[:n])", change: "n = 1", uses: []string{"unsafe"}},
		{name: "called", setup: []string{"var n C.int", "p := C.ints(&n)"}, expr: "sum((*[1 << 26]C.int)(unsafe.Pointer(p))[:two():two()])", change: "n = 1", uses: []string{"unsafe"}},
		{name: "pointers", setup: []string{"p := C.names()"}, expr: "len(C.GoString((*[1 << 20]*C.char)(unsafe.Pointer(p))[:2:2][1]))", change: "p = C.names()", uses: []string{"unsafe"}},
	},
}
