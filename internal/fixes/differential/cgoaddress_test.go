package differential_test

// cgoaddressSubjects are addresses taken before the call.
var cgoaddressSubjects = []subject{
	{name: "field", params: "s *state", args: "&state{}", setup: []string{"d := &s.data"}, expr: "int(C.first(unsafe.Pointer(d)))", change: "s = &state{data: [4]byte{1}}", uses: []string{"unsafe"}},
	{name: "pointer", params: "s *state", args: "&state{}", setup: []string{"d := unsafe.Pointer(&s.data)"}, expr: "int(C.first(d))", change: "s = &state{data: [4]byte{1}}", uses: []string{"unsafe"}},
	{name: "element", params: "s *state, i int", args: "&state{}, 1", setup: []string{"d := &s.data[i]"}, expr: "int(C.first(unsafe.Pointer(d)))", change: "i = 2", uses: []string{"unsafe"}},
}
