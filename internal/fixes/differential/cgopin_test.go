package differential_test

// cgopinSubjects are Pinners that nothing unpins, or that pin the wrong thing.
var cgopinSubjects = []subject{
	{name: "never", setup: []string{"var pins runtime.Pinner", "v := new(C.int)", "pins.Pin(v)", "r := &C.ref{v}"}, expr: "int(C.load(r))", change: "v = new(C.int)", uses: []string{"runtime"}},
	{name: "new", setup: []string{"pins, v := new(runtime.Pinner), new(C.int)", "pins.Pin(v)", "r := &C.ref{v}"}, expr: "int(C.load(r))", change: "v = new(C.int)", uses: []string{"runtime"}},
	{name: "closure", setup: []string{"var pins runtime.Pinner", "pin := func(v *C.int) *C.int { pins.Pin(v); return v }", "r := &C.ref{pin(new(C.int))}"}, expr: "int(C.load(r))", change: "r.p = pin(new(C.int))", uses: []string{"runtime"}},
	{name: "header", params: "b []C.int", args: "newInts()", setup: []string{"var pins runtime.Pinner", "defer pins.Unpin()", "pins.Pin(&b)", "r := &C.ref{unsafe.SliceData(b)}"}, expr: "choose(r != nil, 2)", change: "b = nil", uses: []string{"runtime", "unsafe"}},
}
