package differential_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// A function is a generated one: a subject in a shape.
type function struct {
	subject
	name  string
	text  string
	calls []string // the arguments of each
}

// word matches a name in code.
var word = regexp.MustCompile(`\b[a-zA-Z_]\w*\b`)

// newFunction returns the function, or false where the parts do not go
// together: the code uses a name that the signature shadows.
func newFunction(name string, f form, s subject, sh shape, sig signature) (function, bool) {
	s = s.in(name)
	if !s.fits(sh) {
		return function{}, false
	}
	code := strings.Join(append(slices.Clone(s.setup), s.expr, s.change, sh.body), "\n")
	taken := make(map[string]bool)
	for _, w := range word.FindAllString(sig.params+" "+sig.first+" "+sig.result, -1) {
		taken[w] = true
	}
	delete(taken, "int")
	for _, w := range word.FindAllString(code+" "+s.params, -1) {
		if taken[w] && w != "note" && w != "_" {
			return function{}, false
		}
	}
	if strings.Contains(code, "C.free") && !f.stdlib || s.exportsPointer() && f.as["unsafe"] != "" {
		return function{}, false
	}
	setup := s.setup
	if sig.first != "" {
		setup = append([]string{sig.first}, setup...)
	}
	if len(setup) == 0 {
		setup = []string{"out(0)"}
	}
	params := f.named(strings.TrimPrefix(s.params+sig.params, ", "))
	var calls []string
	for _, args := range append([]string{s.args}, s.more...) {
		calls = append(calls, strings.TrimPrefix(args+sig.args, ", "))
	}
	body := f.named(sh.write(setup, s.expr, s.change) + "\n" + s.decls)
	text := fmt.Sprintf("// %s, %s, %s\nfunc %s%s(%s) %s %s\n", s.name, sh.name, sig.name, name, sig.types, params, sig.result, body)
	return function{subject: s, name: name, text: text, calls: calls}, true
}

// A file is a generated one.
type file struct {
	form
	functions []function
}

// c returns the C of the functions' subjects.
func (f *file) c() []string {
	var lines []string
	for _, fn := range f.functions {
		if fn.subject.c != "" {
			lines = append(lines, strings.Split(fn.subject.c, "\n")...)
		}
	}
	return lines
}

// write returns the text of the file in a package.
func (f *file) write(pkg string) string {
	var uses []string
	for _, fn := range f.functions {
		for _, path := range fn.uses {
			if !slices.Contains(uses, path) {
				uses = append(uses, path)
			}
		}
	}
	slices.Sort(uses)
	var b strings.Builder
	b.WriteString(f.header(pkg, uses, f.c()))
	for _, path := range uses { // in a dot import each must be used
		if f.as[path] == "." {
			fmt.Fprintf(&b, "var _ %s\n\n", map[string]string{"unsafe": "Pointer", "runtime": "Error", "sync": "Mutex"}[path])
		}
	}
	for _, fn := range f.functions {
		b.WriteString(fn.text + "\n")
	}
	if f.crlf {
		return strings.ReplaceAll(b.String(), "\n", "\r\n")
	}
	return b.String()
}

// choose returns a file with n functions for the subjects, drawn at random.
func choose(r *rand.Rand, f form, prefix string, list []subject, n int) *file {
	made := &file{form: f}
	for tries := 0; len(made.functions) < n && tries < 20*n; tries++ {
		sig := signatures[0]
		if r.IntN(2) == 0 {
			sig = signatures[r.IntN(len(signatures))]
		}
		name := fmt.Sprintf("%s%d", prefix, len(made.functions))
		if fn, ok := newFunction(name, f, list[r.IntN(len(list))], shapes[r.IntN(len(shapes))], sig); ok {
			made.functions = append(made.functions, fn)
		}
	}
	return made
}
