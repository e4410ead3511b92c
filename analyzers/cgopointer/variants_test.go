package cgopointer_test

import (
	"fmt"
	"strings"
)

// A program is one case as it is run: a function of its own, and what that
// needs.
type program struct {
	name                 string
	c, support, exported string
	body                 string
	fail                 bool // meaningful when known
	known                bool
}

// A variant is a way to write a call of C with one argument. In body, SETUP
// stands for the statements before the call, TYPE for the argument's type,
// ARG for the argument, and CALL(x) for the call. The run time's verdict on a
// variant is found by running it: to take an address before the call, say,
// makes a difference.
type variant struct{ name, support, body string }

var variants = []variant{
	{"direct", "", "SETUP; CALL(ARG)"},
	{"variable", "", "SETUP; arg := ARG; CALL(arg)"},
	{"helper", "func help@(a TYPE) { CALL(a) }", "SETUP; help@(ARG)"},
	{"helpers", "func help@(a TYPE) { CALL(a) }; func help2@(n int, a TYPE) { if n > 0 { help@(a) } }", "SETUP; help2@(1, ARG)"},
	{"literal", "", "SETUP; func() { CALL(ARG) }()"},
	{"closure", "", "call := func(a TYPE) { CALL(a) }; SETUP; call(ARG)"},
	{"passed", "func run@(f func()) { f() }", "SETUP; run@(func() { CALL(ARG) })"},
	{"struct", "", "SETUP; held := struct{ a TYPE }{ARG}; CALL(held.a)"},
	{"structPointer", "type h@ struct { n int; a TYPE }", "SETUP; held := &h@{}; held.a = ARG; CALL(held.a)"},
	{"slice", "", "SETUP; held := []TYPE{ARG}; CALL(held[0])"},
	{"range", "", "SETUP; for _, arg := range []TYPE{ARG} { CALL(arg) }"},
	{"map", "", "SETUP; mapped := map[int]TYPE{1: ARG}; _ = mapped; CALL(ARG)"},
	{"defer", "", "SETUP; defer CALL(ARG)"},
	{"deferVariable", "", "SETUP; arg := ARG; defer CALL(arg)"},
	{"deferLiteral", "", "SETUP; defer func() { CALL(ARG) }()"},
	{"method", "type m@ struct { a TYPE }; func (x m@) call() { CALL(x.a) }", "SETUP; m@{ARG}.call()"},
	{"pointerMethod", "type m@ struct { a TYPE }; func (x *m@) call() { CALL(x.a) }", "SETUP; recv := &m@{a: ARG}; recv.call()"},
	{"interface", "type i@ interface { call() }; type m@ struct { a TYPE }; func (x m@) call() { CALL(x.a) }", "SETUP; var recv i@ = m@{ARG}; recv.call()"},
	{"assertion", "", "SETUP; var boxed any = ARG; CALL(boxed.(TYPE))"},
	{"methodValue", "type m@ struct { a TYPE }; func (x m@) call() { CALL(x.a) }", "SETUP; method := m@{ARG}.call; method()"},
	{"goroutine", "", "SETUP; done := make(chan bool); go func() { CALL(ARG); close(done) }(); <-done"},
	{"loop", "", "for range 2 { SETUP; CALL(ARG) }"},
	{"returned", "func make2@() TYPE { SETUP; return ARG }", "CALL(make2@())"},
	{"once", "", "SETUP; var once sync.Once; once.Do(func() { CALL(ARG) })"},
	{"phi", "", "SETUP; var arg TYPE; if len(os.Args) > 0 { arg = ARG } else { arg = ARG }; CALL(arg)"},
	{"package", "", "SETUP; wrap.Pass(unsafe.Pointer(ARG))"},
	{"packages", "", "SETUP; wrap.Maybe(1, unsafe.Pointer(ARG))"},
	{"packageStruct", "", "SETUP; v@ := wrap.View{N: 1, P: unsafe.Pointer(ARG)}; v@.Pass()"},
	{"packageAfter", "", "SETUP; CALL(nil); wrap.Pass(unsafe.Pointer(ARG))"},
	{"generic", "func gen@[T any](a T, f func(T)) { f(a) }", "SETUP; gen@(ARG, func(a TYPE) { CALL(a) })"},
}

// programOf writes a case in the form of a variant.
func programOf(c passCase, v variant) program {
	name := c.name + "_" + v.name
	body := v.body
	replace := strings.NewReplacer("SETUP", c.setup, "TYPE", c.typ, "ARG", c.arg)
	call := func(s string) string { return strings.ReplaceAll(replace.Replace(s), "CALL", "C.f@") }
	p := program{
		name:    name,
		c:       fmt.Sprintf("%s\nstatic void f@(%s) {}", c.c, c.param),
		support: c.support + "\n" + call(v.support),
		body:    call(body),
		fail:    c.fail, known: v.name == "direct",
	}
	for _, s := range []*string{&p.c, &p.support, &p.body} {
		*s = strings.ReplaceAll(*s, "@", "_"+name)
	}
	return p
}

// pointing reports whether the case's argument is a pointer, as the variants
// that go through another package need it.
func (c passCase) pointing() bool {
	return c.typ == "unsafe.Pointer" || strings.HasPrefix(c.typ, "*")
}

// program writes the case.
func (c programCase) program() program {
	p := program{name: c.name, c: c.c + "\n" + c.call(), support: c.support, exported: c.exported, body: c.body, fail: c.fail, known: true}
	if p.exported != "" && !strings.Contains(p.exported, "//export") {
		p.exported = "//export Ret@\n" + p.exported
	}
	for _, s := range []*string{&p.c, &p.support, &p.exported, &p.body} {
		*s = strings.ReplaceAll(*s, "@", "_"+c.name)
	}
	return p
}

// sources writes the programs as one, which runs those that its arguments
// name. Exported functions are in a file of their own.
func sources(programs []program) map[string]string {
	var c, body, exported strings.Builder
	for _, p := range programs {
		fmt.Fprintln(&c, p.c)
		fmt.Fprintf(&body, "// CASE %s\n%s\nfunc case_%s() {\n%s\n}\n\n", p.name, p.support, p.name, p.body)
		if p.exported != "" {
			fmt.Fprintf(&exported, "// CASE %s\n\n%s\n\n", p.name, p.exported)
		}
	}
	body.WriteString("// CASE main\nfunc main() {\n\tfor _, name := range os.Args[1:] {\n\t\tfuncs[name]()\n\t}\n}\n\nvar funcs = map[string]func(){\n")
	for _, p := range programs {
		fmt.Fprintf(&body, "\t%q: case_%s,\n", p.name, p.name)
	}
	body.WriteString("}\n")
	files := map[string]string{"main.go": "package main\n\n/*\n#include <stdlib.h>\n" + c.String() + "*/\nimport \"C\"\n\n" + imports + body.String()}
	if exported.Len() > 0 {
		files["exported.go"] = "package main\n\n/*\n#include <stdint.h>\n*/\nimport \"C\"\n\n" + imports + exported.String()
	}
	return files
}

// wrapper is a package that hands to C what it is given.
const wrapper = `package wrap

// static void take(void *p) {}
import "C"

import "unsafe"

func Pass(p unsafe.Pointer) { C.take(p) }

func Maybe(n int, p unsafe.Pointer) {
	if n > 0 {
		Pass(p)
	}
}

type View struct {
	N int
	P unsafe.Pointer
}

func (v *View) Pass() { C.take(v.P) }
`

const imports = `import (
	"fmt"
	"os"
	"runtime"
	"runtime/cgo"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"unsafe"

	"ptrtest/wrap"
)

var (
	_ = fmt.Sprint
	_ = os.Args
	_ = strings.Repeat
	_ = syscall.Mmap
	_ unsafe.Pointer
	_ runtime.Pinner
	_ cgo.Handle
	_ sync.Mutex
	_ atomic.Int32
	_ wrap.View
)

`
