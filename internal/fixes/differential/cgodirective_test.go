package differential_test

// cgodirectiveSubjects are functions of C whose promises are missing, or half
// made.
var cgodirectiveSubjects = []subject{
	{name: "half", setup: []string{"b := [2]C.int{1, 2}"}, expr: "int(C.add_NAME(&b[0]))", change: "b[0] = 3",
		c: "#cgo noescape add_NAME\nstatic int add_NAME(const int *p) { return p[0] + p[1]; }"},
	{name: "half, below", setup: []string{"b := [2]C.int{1, 2}"}, expr: "int(C.add_NAME(&b[0]))", change: "b[0] = 3",
		c: "static int add_NAME(const int *p) { return p[0] + p[1]; }\n#cgo   noescape  add_NAME"},
	{name: "none", setup: []string{"b := [2]C.int{1, 2}"}, expr: "int(C.add_NAME(&b[0]))", change: "b[0] = 3",
		c: "static int add_NAME(const int *p) { return p[0] + p[1]; }"},
	{name: "none, in a value", setup: []string{"var b C.int = 4"}, expr: "int(C.add_NAME(&b)) + int(b)", change: "b = 3",
		c: "static int add_NAME(int *p) { return ++*p; }"},
	{name: "other half", setup: []string{"b := [2]C.int{1, 2}"}, expr: "int(C.add_NAME(&b[0]))", change: "b[0] = 3",
		c: "#cgo nocallback add_NAME\nstatic int add_NAME(const int *p) { return p[0] + p[1]; }"},
	{name: "keeps", setup: []string{"b := new(C.int)"}, expr: "int(C.add_NAME(b))", change: "*b = 3",
		c: "static int *last_NAME;\nstatic int add_NAME(int *p) { if (*p > 100) last_NAME = p; return last_NAME != 0; }"},
	{name: "calls", setup: []string{"b := [2]C.int{1, 2}"}, expr: "int(C.add_NAME(&b[0]))", change: "b[0] = 3",
		c: "extern int twice_NAME(int);\nstatic int add_NAME(const int *p) { return twice_NAME(p[0]) + p[1]; }", decls: "//export twice_NAME\nfunc twice_NAME(n C.int) C.int { return 2 * n }\n"},
	{name: "promised wrongly", setup: []string{"b := [2]C.int{1, 2}"}, expr: "int(C.add_NAME(&b[0]))", change: "b[0] = 3",
		c: "#cgo noescape add_NAME\nextern int twice_NAME(int);\nstatic int add_NAME(const int *p) { return twice_NAME(p[0]) + p[1]; }", decls: "//export twice_NAME\nfunc twice_NAME(n C.int) C.int { return 2 * n }\n"},
}
