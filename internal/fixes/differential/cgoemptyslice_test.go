package differential_test

// cgoemptysliceSubjects are first elements of slices.
var cgoemptysliceSubjects = []subject{
	{name: "first", params: "b []byte", args: `[]byte("abc")`, expr: "int(C.total((*C.uchar)(&b[0]), C.int(len(b))))", change: "b = b[1:]"},
	{name: "unsafe", params: "b []byte", args: `[]byte("abc")`, expr: "int(C.total((*C.uchar)(unsafe.Pointer(&b[0])), C.int(len(b))))", change: "b = b[1:]", uses: []string{"unsafe"}},
	{name: "rest", params: "b []byte", args: `[]byte("abc")`, setup: []string{"i := 1"}, expr: "int(C.total((*C.uchar)(&b[i:][0]), C.int(len(b[i:]))))", change: "i = 2"},
	{name: "pointer", params: "b *[]byte", args: `&[]byte{1, 2}`, expr: "int(C.total((*C.uchar)(&(*b)[0]), C.int(len(*b))))", change: "*b = (*b)[1:]"},
	{name: "variable", params: "b []byte", args: `[]byte("abc")`, setup: []string{"p := (*C.uchar)(&b[0])"}, expr: "int(C.total(p, C.int(len(b))))", change: "p = nil"},
}
