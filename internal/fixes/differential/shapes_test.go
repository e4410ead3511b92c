package differential_test

import "strings"

// A shape is a way to write a function around code that a check reports. In its
// body SETUP stands for the statements before, EXPR for an int expression, and
// CHANGE for a statement that gives a variable of the setup another value.
type shape struct{ name, body string }

// shapes are the forms that users give such code. Statements of one line stay
// on it.
var shapes = []shape{
	{"return", "SETUP\nreturn EXPR"},
	{"define", "SETUP\nx := EXPR\nreturn x"},
	{"declare", "SETUP\nvar x int = EXPR\nreturn x"},
	{"two values", "SETUP\nx, y := EXPR, 2\nreturn x + y"},
	{"several names", "SETUP\nvar x, y = 1, EXPR\nreturn x + y"},
	{"statement", "SETUP\nout(EXPR)\nreturn 1"},
	{"twice", "SETUP\nout(EXPR)\nout(EXPR)\nreturn 1"},
	{"changed", "SETUP\nout(EXPR)\nCHANGE\nreturn 1"},
	{"changed before", "SETUP\nx := 1\nif !yes {\n\tCHANGE\n}\nx += EXPR\nreturn x"},
	{"changed in closure", "SETUP\nreset := func() { CHANGE }\nx := EXPR\nreset()\nreturn x"},
	{"changed and used", "SETUP\nx := EXPR\nCHANGE\nx += EXPR\nreturn x"},

	{"one line", "{ SETUP; return EXPR }"},
	{"one line, comment", "{ SETUP; x := EXPR; return x } // ends here"},
	{"one line, statement", "{ SETUP; out(EXPR); return 2 } // ends here"},
	{"one line, block comment", "{ SETUP; /* now */ x := EXPR /* done */; return x }"},
	{"shared line", "SETUP; out(EXPR); out(2)\nreturn 1"},
	{"comments", "// First.\nSETUP // why\n// before\nout(EXPR) // after\n/* last */\nreturn 1"},

	{"if", "SETUP\nif yes {\n\tout(EXPR)\n}\nreturn 1"},
	{"if, one line", "SETUP\nif yes { out(EXPR) } // why\nreturn 1"},
	{"all in if", "if yes {\n\tSETUP\n\tout(EXPR)\n}\nreturn 1"},
	{"all in if, one line", "if yes { SETUP; out(EXPR) } // why\nreturn 1"},
	{"if with init", "SETUP\nif x := EXPR; x > 0 {\n\treturn x\n}\nreturn 0"},
	{"condition", "SETUP\nif EXPR > 0 {\n\treturn 1\n} else if yes {\n\treturn 2\n}\nreturn 0"},
	{"else if", "SETUP\nif !yes {\n\treturn 1\n} else if EXPR > 0 {\n\treturn 2\n}\nreturn 0"},
	{"else if with init", "SETUP\nif !yes {\n\treturn 1\n} else if x := EXPR; x > 0 {\n\treturn x\n}\nreturn 0"},
	{"else", "if !yes {\n\tout(1)\n} else {\n\tSETUP\n\tout(EXPR)\n}\nreturn 2"},
	{"switch", "SETUP\nswitch EXPR {\ncase 0:\n\treturn 1\ndefault:\n\treturn 2\n}"},
	{"switch with init", "SETUP\nswitch x := EXPR; {\ncase x > 0:\n\treturn x\n}\nreturn 0"},
	{"in case", "switch {\ncase yes:\n\tSETUP\n\tout(EXPR)\n}\nreturn 1"},
	{"in case, one line", "SETUP\nswitch {\ncase yes: out(EXPR) // why\ndefault: out(2)\n}\nreturn 1"},
	{"case", "SETUP\nswitch {\ncase !yes, EXPR > 0:\n\treturn 1\n}\nreturn 0"},
	{"send", "ch := make(chan int, 1)\nSETUP\nselect {\ncase ch <- EXPR:\n\tout(<-ch)\ndefault:\n}\nreturn 1"},
	{"receive", "ch := []chan int{ready(), ready(), ready(), ready(), ready(), ready(), ready(), ready()}\nSETUP\nselect {\ncase x := <-ch[EXPR&7]:\n\tout(x)\n}\nreturn 1"},
	{"in select", "SETUP\nselect {\ncase <-ready():\n\tout(EXPR)\n}\nreturn 1"},
	{"and", "SETUP\nok := yes && EXPR > 0\nout(ok)\nreturn 1"},
	{"order", "SETUP\nout(note(1), EXPR, note(2))\nreturn 1"},
	{"receives", "ch := ready()\nSETUP\nout(<-ch, EXPR)\nreturn 1"},
	{"literal", "SETUP\nreturn []int{1, EXPR}[1]"},
	{"key", "SETUP\nm := map[int]int{EXPR: 1}\nreturn len(m)"},
	{"index", "SETUP\nx := []int{4, 5}\nx[EXPR&1] = note(3)\nreturn x[0]"},

	{"for", "SETUP\nfor i := 0; i < 2; i++ {\n\tout(EXPR)\n}\nreturn 1"},
	{"for, changed", "SETUP\nfor range 2 {\n\tout(EXPR)\n\tCHANGE\n}\nreturn 1"},
	{"all in for", "for range 3 {\n\tSETUP\n\tout(EXPR)\n}\nreturn 1"},
	{"for, continue", "for i := range 3 {\n\tSETUP\n\tif i == 1 {\n\t\tcontinue\n\t}\n\tout(EXPR)\n}\nreturn 1"},
	{"for condition", "SETUP\nfor i := 0; i < EXPR && i < 2; i++ {\n\tout(i)\n}\nreturn 1"},
	{"for init", "SETUP\nfor i := EXPR; i > 0; i = 0 {\n\tout(i)\n}\nreturn 1"},
	{"range", "SETUP\nfor i := range EXPR & 3 {\n\tout(i)\n}\nreturn 1"},
	{"labelled loop", "SETUP\nloop:\nfor {\n\tout(EXPR)\n\tif yes {\n\t\tbreak loop\n\t}\n}\nreturn 1"},
	{"goto end", "SETUP\nif !yes {\n\tgoto end\n}\nout(EXPR)\nend:\nreturn 1"},
	{"goto end, one line", "SETUP\nif !yes { goto end }; out(EXPR)\nend:\nreturn 1"},
	{"goto again", "turns := 0\nSETUP\nagain:\nout(EXPR)\nturns++\nif turns < 3 {\n\tgoto again\n}\nreturn turns"},
	{"goto before setup", "turns := 0\nagain:\nturns++\nSETUP\nout(EXPR)\nif turns < 3 {\n\tgoto again\n}\nreturn turns"},
	{"labelled switch", "SETUP\nwhich:\nswitch {\ncase yes:\n\tout(EXPR)\n\tif yes {\n\t\tbreak which\n\t}\n}\nreturn 1"},
	{"block", "{\n\tSETUP\n\tout(EXPR)\n}\nreturn 1"},

	{"closure", "SETUP\nfunc() { out(EXPR) }()\nreturn 1"},
	{"closure with result", "SETUP\nf := func() int { return EXPR }\nreturn f()"},
	{"all in closure", "f := func() int { SETUP; return EXPR }\nreturn f()"},
	{"all in closure, lines", "f := func() int {\n\tSETUP\n\tx := EXPR\n\treturn x\n}\nreturn f()"},
	{"goroutine", "ch := make(chan int)\nSETUP\ngo func() { ch <- EXPR }()\nreturn <-ch"},
	{"deferred", "SETUP\ndefer out(EXPR)\nreturn 1"},
	{"deferred closure", "SETUP\ndefer func() { out(EXPR) }()\nreturn 1"},
	{"early return", "if !yes {\n\treturn 2\n}\nSETUP\nif !yes {\n\treturn 3\n}\nreturn EXPR"},
	{"several returns", "SETUP\nif !yes {\n\treturn 3\n}\nout(EXPR)\nif yes {\n\treturn 2\n}\nreturn 1"},
	{"returns the result", "SETUP\nif x := EXPR; x < 0 {\n\treturn x\n}\nif !yes {\n\treturn 3\n}\nreturn EXPR"},
	{"panics", "defer func() { out(recover()) }()\nSETUP\nout(EXPR)\npanic(1)"},
	{"adds later", "all := 1\ndefer func() { out(all) }()\nSETUP\nall += EXPR\nreturn all"},
	{"function value", "f := func(n int) int { return n }\nSETUP\nreturn f(EXPR)"},
}

// write returns the body of a function of a shape.
func (s shape) write(setup []string, expr, change string) string {
	var lines []string
	for line := range strings.SplitSeq(s.body, "\n") {
		separator := "\n" + line[:len(line)-len(strings.TrimLeft(line, "\t"))]
		if strings.TrimSpace(line) != "SETUP" {
			separator = "; "
		}
		lines = append(lines, strings.NewReplacer("SETUP", strings.Join(setup, separator), "EXPR", expr, "CHANGE", change).Replace(line))
	}
	body := strings.Join(lines, "\n")
	if strings.HasPrefix(body, "{ ") {
		return body
	}
	return "{\n\t" + strings.ReplaceAll(body, "\n", "\n\t") + "\n}"
}

// A signature is how a function is declared, and called.
type signature struct {
	name   string
	types  string // type parameters
	params string // more of them
	args   string
	result string
	first  string // a statement before all others
}

// signatures shadow the names that fixes write, among others.
var signatures = []signature{
	{name: "plain", result: "int"},
	{name: "named result", result: "(r int)"},
	{name: "generic", types: "[T any]", params: ", v T", args: ", 1.5", result: "int"},
	{name: "runtime is a parameter", params: ", runtime int", args: ", 1", result: "int"},
	{name: "unsafe is a parameter", params: ", unsafe int", args: ", 1", result: "int"},
	{name: "runtime is a variable", first: "runtime := note(4); _ = runtime", result: "int"},
	{name: "unsafe is a result", result: "(unsafe int)"},
	{name: "builtins", params: ", append, len, string, byte, uint64, nil int", args: ", 1, 2, 3, 4, 5, 6", result: "int"},
	{name: "names", params: ", cs, pinner, err, h, data, free, atomic int", args: ", 1, 2, 3, 4, 5, 6, 7", result: "int"},
}
