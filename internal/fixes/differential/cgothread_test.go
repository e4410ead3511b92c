package differential_test

// cgothreadSubjects read what another call left on the thread.
var cgothreadSubjects = []subject{
	{name: "pair", setup: []string{"C.fail(3)"}, expr: "int(C.failure())", change: "C.fail(4)"},
	{name: "tested", setup: []string{"rc := C.fail(3)"}, expr: "choose(rc < 0, int(C.failure()))", change: "rc = C.fail(4)"},
	{name: "in one", expr: "int(C.fail(3) * C.failure())", change: "C.fail(4)"},
	{name: "helper", setup: []string{"C.fail(3)"}, expr: "failureNAME()", change: "C.fail(4)",
		decls: "func failureNAME() int { return int(C.failure()) }\n"},
	{name: "error", setup: []string{"C.fail(3)"}, expr: "len(errNAME().Error())", change: "C.fail(4)",
		decls: "type kindNAME int\n\nfunc (k kindNAME) Error() string { return string(rune('a' + k)) }\n\nfunc errNAME() error {\n\treturn kindNAME(C.failure())\n}\n"},
	{name: "method", setup: []string{"t := thingNAME{2}"}, expr: "t.value()", change: "t = thingNAME{4}",
		decls: "type thingNAME struct{ n C.int }\n\nfunc (t thingNAME) value() (n int) {\n\tdefer func() { n++ }()\n\tif C.fail(t.n) < 0 { return int(C.failure()) } // why\n\treturn 0\n}\n"},
	{name: "recursion", expr: "depthNAME(3)", change: "depthNAME(1)",
		decls: "func depthNAME(n int) int {\n\tif n > 0 && C.fail(C.int(n)) < 0 {\n\t\treturn int(C.failure()) + depthNAME(n-1)\n\t}\n\treturn 0\n}\n"},
	{name: "generic", expr: "ofNAME(3)", change: "ofNAME(int8(1))",
		decls: "func ofNAME[T int | int8](n T) T {\n\tC.fail(C.int(n))\n\treturn T(C.failure())\n}\n"},
	{name: "variable", expr: "valueNAME()", change: "valueNAME()",
		decls: "var valueNAME = func() int {\n\tC.fail(5)\n\treturn int(C.failure())\n}\n"},
	{name: "locked late", setup: []string{"C.fail(3)", "runtime.LockOSThread()", "defer runtime.UnlockOSThread()"}, expr: "int(C.failure())", change: "C.fail(4)", uses: []string{"runtime"}},
}
