package cbatch

import (
	"fmt"
	"strings"
)

// A wrapper is the C function that has the loop. It is C of 1990, as the
// flags of a package may ask for that.
type wrapper struct {
	callee string
	name   string
	result string // C type
	vars   []string
	each   []string // what an iteration does
	last   string   // the statement after the loop, or ""

	params   []*param
	callArgs []string // what the callee gets in an iteration
	n        string   // the parameter that is the number of iterations
	i        string   // the variable of the loop

	isMacro func(string) bool
	names   map[string]bool // of parameters and variables
}

// A param is a parameter of a wrapper.
type param struct {
	ctype, name string
	goArg       string // what Go passes
	readOnly    bool   // it is an array whose elements are only read
}

func newWrapper(callee string, isMacro func(string) bool) *wrapper {
	w := &wrapper{callee: callee, result: "void", isMacro: isMacro, names: map[string]bool{callee: true}}
	w.i = w.local("i")
	w.vars = []string{"size_t " + w.i + ";"}
	return w
}

// local returns a name for a parameter or variable: the given one, or one
// like it that is free.
func (w *wrapper) local(name string) string {
	for w.names[name] || w.isMacro(name) {
		name += "_"
	}
	w.names[name] = true
	return name
}

// param adds a parameter of a C type.
func (w *wrapper) param(ctype, name, goArg string) *param {
	p := &param{ctype: ctype, name: w.local(name), goArg: goArg}
	w.params = append(w.params, p)
	return p
}

// same adds a parameter for what is the same in each iteration, once.
func (w *wrapper) same(ctype, name, goArg string) *param {
	for _, p := range w.params {
		if p.ctype == ctype && p.goArg == goArg && !p.readOnly {
			return p
		}
	}
	return w.param(ctype, name, goArg)
}

// constParam adds a pointer by which C only reads.
func (w *wrapper) constParam(ctype, name, goArg string) *param {
	p := w.param(ctype, name, goArg)
	p.readOnly = true
	return p
}

func declare(ctype, name string) string {
	if strings.HasSuffix(ctype, "*") {
		return ctype + name
	}
	return ctype + " " + name
}

// call is the call of the callee in an iteration.
func (w *wrapper) call() string {
	return w.callee + "(" + strings.Join(w.callArgs, ", ") + ")"
}

// goCall is the call that Go makes of the wrapper.
func (w *wrapper) goCall() string {
	var args []string
	for _, p := range w.params {
		args = append(args, p.goArg)
	}
	return "C." + w.name + "(" + strings.Join(args, ", ") + ")"
}

// code returns the C function.
func (w *wrapper) code(inline bool) string {
	storage := "static"
	if inline {
		storage = "static inline"
	}
	var params []string
	for _, p := range w.params {
		text := declare(p.ctype, p.name)
		if p.readOnly {
			text = "const " + text
		}
		params = append(params, text)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n{\n", storage, declare(w.result, w.name)+"("+strings.Join(params, ", ")+")")
	for _, v := range w.vars {
		fmt.Fprintf(&b, "\t%s\n", v)
	}
	open := ""
	if len(w.each) > 1 {
		open = " {"
	}
	fmt.Fprintf(&b, "\n\tfor (%[1]s = 0; %[1]s < %[2]s; %[1]s++)%[3]s\n", w.i, w.n, open)
	for _, s := range w.each {
		fmt.Fprintf(&b, "\t\t%s\n", s)
	}
	if open != "" {
		b.WriteString("\t}\n")
	}
	if w.last != "" {
		fmt.Fprintf(&b, "\t%s\n", w.last)
	}
	b.WriteString("}\n")
	return b.String()
}
