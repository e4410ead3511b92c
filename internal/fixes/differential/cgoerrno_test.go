package differential_test

// cgoerrnoSubjects take results and errno for what they are not. The fixes
// change which error there is, but not whether there is one.
var cgoerrnoSubjects = []subject{
	{name: "status", params: "n C.int", args: "1", more: []string{"0", "-1"}, expr: "choose(fNAME(n) != nil, 5)", change: "n = 1", uses: []string{"syscall"},
		decls: "func fNAME(n C.int) error {\n\tif st := C.minus_one(n); st != 0 {\n\t\treturn syscall.Errno(st)\n\t}\n\treturn nil\n}\n"},
	{name: "status in a variable", params: "n C.int", args: "1", more: []string{"0", "-1"}, expr: "choose(fNAME(n) != nil, 5)", change: "n = 1", uses: []string{"syscall"},
		decls: "func fNAME(n C.int) (e error) {\n\tst := C.minus_one(n)\n\tout(st)\n\tif st < 0 { return syscall.Errno(-st) }\n\treturn nil\n}\n"},
	{name: "status of two", params: "n C.int", args: "1", more: []string{"0", "-1"}, expr: "choose(fNAME(n) != nil, 5)", change: "n = 1", uses: []string{"syscall"},
		decls: "func fNAME(n C.int) error {\n\tvar st C.int\n\tst = C.minus_one(n)\n\tif st == 0 {\n\t\tst = C.minus_one(n + 1)\n\t}\n\tif st < 0 {\n\t\treturn syscall.Errno(-st)\n\t}\n\treturn nil\n}\n"},
	{name: "err is there", params: "n C.int", args: "1", more: []string{"0", "-1"}, expr: "choose(fNAME(n) != nil, 5)", change: "n = 1", uses: []string{"syscall"},
		decls: "func fNAME(n C.int) (err error) {\n\tst := C.minus_one(n)\n\tif st < 0 {\n\t\treturn syscall.Errno(st)\n\t}\n\treturn err\n}\n"},
	{name: "err is hidden", params: "n C.int", args: "1", more: []string{"0", "-1"}, expr: "choose(fNAME(n) != nil, 5)", change: "n = 1", uses: []string{"syscall"},
		decls: "func fNAME(n C.int) error {\n\tif st := C.minus_one(n); st < 0 {\n\t\tvar err int\n\t\tout(err)\n\t\treturn syscall.Errno(st)\n\t}\n\treturn nil\n}\n"},
	{name: "several values", params: "n C.int", args: "1", more: []string{"0", "-1"}, expr: "choose(fNAME(n) != nil, 5)", change: "n = 1", uses: []string{"syscall"},
		decls: "func fNAME(n C.int) error {\n\tr, err := func() (int, error) {\n\t\tst := C.minus_one(n)\n\t\tif st < 0 {\n\t\t\treturn 0, syscall.Errno(st)\n\t\t}\n\t\treturn int(st), nil\n\t}()\n\tout(r)\n\treturn err\n}\n"},
	{name: "goto", params: "n C.int", args: "1", more: []string{"0", "-1"}, expr: "choose(fNAME(n) != nil, 5)", change: "n = 1", uses: []string{"syscall"},
		decls: "func fNAME(n C.int) error {\n\tvar st C.int\n\tif n > 5 {\n\t\tgoto end\n\t}\n\tst = C.minus_one(n)\n\tif st < 0 {\n\t\treturn syscall.Errno(st)\n\t}\nend:\n\treturn nil\n}\n"},
	{name: "minus", params: "n C.int", args: "1", more: []string{"0", "-1"}, expr: "choose(fNAME(n) != nil, 5)", change: "n = 1", uses: []string{"syscall"},
		decls: "func fNAME(n C.int) error {\n\tif st := C.minus_errno(n); st != 0 {\n\t\treturn syscall.Errno(st)\n\t}\n\treturn nil\n}\n"},
	{name: "minus of a call", params: "n C.int", args: "1", more: []string{"0", "-1"}, expr: "choose(fNAME(n) != nil, 5)", change: "n = 1", uses: []string{"syscall"},
		decls: "func fNAME(n C.int) error {\n\tif e := syscall.Errno(C.minus_errno(n)); e != 0 { return e }\n\treturn nil\n}\n"},
	{name: "plus", params: "n C.int", args: "1", more: []string{"0", "-1"}, expr: "choose(fNAME(n) != nil, 5)", change: "n = 1", uses: []string{"syscall"},
		decls: "func fNAME(n C.int) error {\n\tst := C.plus_errno(n)\n\tif st != 0 {\n\t\treturn syscall.Errno(-st)\n\t}\n\treturn nil\n}\n"},
}
