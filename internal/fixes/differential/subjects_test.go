package differential_test

import "strings"

// A subject is code that a check reports with a fix. NAME stands for the name
// of the function that it becomes part of.
type subject struct {
	name   string
	params string   // of the function
	args   string   // for them
	more   []string // for them, in further calls
	setup  []string // statements
	expr   string   // an int
	change string   // a statement that gives a variable of the setup another value
	uses   []string // packages

	c      string // C of the preamble
	decls  string // behind the function
	beside string // declarations of another file, which imports nothing
	tests  string // declarations of a test file
}

// in returns the subject as part of a function.
func (s subject) in(function string) subject {
	for _, text := range []*string{&s.params, &s.args, &s.expr, &s.change, &s.c, &s.decls, &s.beside, &s.tests} {
		*text = strings.ReplaceAll(*text, "NAME", function)
	}
	var setup []string
	for _, line := range s.setup {
		setup = append(setup, strings.ReplaceAll(line, "NAME", function))
	}
	s.setup = setup
	return s
}

// fits reports whether the subject can be written in a shape: a comment needs a
// line of its own.
func (s subject) fits(sh shape) bool {
	if !strings.Contains(strings.Join(s.setup, ""), "//") {
		return true
	}
	for line := range strings.Lines(sh.body) {
		if strings.Contains(line, "SETUP") && strings.TrimSpace(line) != "SETUP" {
			return false
		}
	}
	return true
}

// exportsPointer reports whether the subject exports an unsafe.Pointer, which
// cgo knows by no other name.
func (s subject) exportsPointer() bool {
	return strings.Contains(s.decls, "//export") && strings.Contains(s.decls, "unsafe.Pointer")
}

// subjects by the check that reports them.
var subjects = map[string][]subject{
	"cgoaddress":    cgoaddressSubjects,
	"cgodirective":  cgodirectiveSubjects,
	"cgoemptyslice": cgoemptysliceSubjects,
	"cgoerrno":      cgoerrnoSubjects,
	"cgohandle":     cgohandleSubjects,
	"cgokeepalive":  cgokeepaliveSubjects,
	"cgoleak":       cgoleakSubjects,
	"cgoloop":       cgoloopSubjects,
	"cgopin":        cgopinSubjects,
	"cgopointer":    cgopointerSubjects,
	"cgoretain":     cgoretainSubjects,
	"shardskew":     shardskewSubjects,
	"cgorace":       cgoraceSubjects,
	"cgoslice":      cgosliceSubjects,
	"cgostring":     cgostringSubjects,
	"cgosuppress":   cgosuppressSubjects,
	"cgothread":     cgothreadSubjects,
	"cgotruncate":   cgotruncateSubjects,
	"globalmap":     globalmapSubjects,
	"mutexid":       mutexidSubjects,
}
