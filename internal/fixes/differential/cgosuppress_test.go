package differential_test

// cgosuppressSubjects have directives that ignore nothing.
var cgosuppressSubjects = []subject{
	{name: "above", setup: []string{"//cgolint:ignore cgoloop there are two", "w := two()"}, expr: "w", change: "w = 3"},
	{name: "spaces", setup: []string{"// cgolint:ignore cgoloop there are two", "w := two()"}, expr: "w", change: "w = 3"},
	{name: "behind", setup: []string{"w := two() //cgolint:ignore cgoloop there are two", "out(w)"}, expr: "w", change: "w = 3"},
	{name: "misspelt", setup: []string{"w := 0", "//cgolint:ignore cgolop there are two", "for i := range 2 {\n\tw += int(C.fail(C.int(i)))\n}"}, expr: "w", change: "w = 3"},
	{name: "no reason", setup: []string{"w := 0", "//cgolint:ignore cgoloop", "for i := range 2 {\n\tw += int(C.fail(C.int(i)))\n}"}, expr: "w", change: "w = 3"},
	{name: "of several", setup: []string{"// This says why.", "//cgolint:ignore cgoloop,cgoleak there are two", "// And more.", "w := two()"}, expr: "w", change: "w = 3"},
	{name: "of two", setup: []string{"w := 0", "//cgolint:ignore cgoloop there are two", "//cgolint:ignore cgolock there are two", "for i := range 2 {\n\tw += int(C.fail(C.int(i)))\n}"}, expr: "w", change: "w = 3"},
	{name: "alone in a block", setup: []string{"w := two()", "if yes {\n\t//cgolint:ignore cgoloop there are two\n}"}, expr: "w", change: "w = 3"},
	{name: "case", setup: []string{"w := two()", "switch {\ncase yes: //cgolint:ignore cgoloop there are two\n\tw++\n\t//cgolint:ignore cgoloop there are two\ndefault:\n}"}, expr: "w", change: "w = 3"},
	{name: "string", setup: []string{"w := len(`\n//cgolint:ignore cgoloop there are two\n`)"}, expr: "w", change: "w = 3"},
	{name: "field", expr: "(tNAME{2}).n", change: "note(1)", decls: "type tNAME struct {\n\tn int //cgolint:ignore cgoloop there are two\n}\n"},
	{name: "document", expr: "fNAME()", change: "note(1)", decls: "//cgolint:ignore cgoloop there are two\nfunc fNAME() int { return 2 }\n"},
	{name: "in a document", expr: "fNAME()", change: "note(1)", decls: "/* fNAME returns 2. */\n//\n//cgolint:ignore cgoloop there are two\n//go:noinline\nfunc fNAME() int { return 2 } /* end */ //cgolint:ignore cgoleak there are two\n"},
}
