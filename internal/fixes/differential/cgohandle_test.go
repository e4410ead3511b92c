package differential_test

// cgohandleSubjects are handles that nothing deletes.
var cgohandleSubjects = []subject{
	{name: "visited", setup: []string{"h := cgo.NewHandle(7)"}, expr: "int(C.visit(C.uintptr_t(h)))", change: "h = cgo.NewHandle(8)", uses: []string{"runtime/cgo"}},
	{name: "looked at", setup: []string{"h := cgo.NewHandle(7)"}, expr: "int(C.is_set(C.uintptr_t(h)))", change: "h = 0", uses: []string{"runtime/cgo"}},
	{name: "value", setup: []string{"h := cgo.NewHandle(7)", "C.is_set(C.uintptr_t(h))"}, expr: "h.Value().(int)", change: "note(5)", uses: []string{"runtime/cgo"}},
}
