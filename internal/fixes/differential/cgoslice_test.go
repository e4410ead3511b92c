package differential_test

// cgosliceSubjects are slices over C memory made by huge arrays.
var cgosliceSubjects = []subject{
	{name: "bounded", setup: []string{"var n C.int", "p := C.ints(&n)"}, expr: "sum((*[1 << 26]C.int)(unsafe.Pointer(p))[:n:n])", change: "n = 1", uses: []string{"unsafe"}},
	{name: "open", setup: []string{"var n C.int", "p := C.ints(&n)"}, expr: "sum((*[1 << 26]C.int)(unsafe.Pointer(p))[:n])", change: "n = 1", uses: []string{"unsafe"}},
	{name: "called", setup: []string{"var n C.int", "p := C.ints(&n)"}, expr: "sum((*[1 << 26]C.int)(unsafe.Pointer(p))[:two():two()])", change: "n = 1", uses: []string{"unsafe"}},
	{name: "pointers", setup: []string{"p := C.names()"}, expr: "len(C.GoString((*[1 << 20]*C.char)(unsafe.Pointer(p))[:2:2][1]))", change: "p = C.names()", uses: []string{"unsafe"}},
}
