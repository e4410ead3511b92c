package preamble

import (
	"errors"
	"fmt"
	"strings"

	"github.com/cgolint/cgolint/internal/quoted"
)

// A Directive is one #cgo line.
type Directive struct {
	Offset int    // of the '#', in Text.C
	Text   string // the line from the '#' on, trimmed

	// Verb is what the line sets or says: CFLAGS, CPPFLAGS, CXXFLAGS,
	// FFLAGS, LDFLAGS or pkg-config; or noescape or nocallback.
	Verb string

	// Conditions are the build constraints before a flag verb: one must
	// hold; each is a comma-separated list whose terms all must hold.
	Conditions []string

	// Args are the flags, unquoted but with ${SRCDIR} left as it is, or
	// the C function's name of a noescape or nocallback.
	Args []string

	// Err says what is wrong with the line, in which case the fields
	// above hold what could be read. The go command refuses such a line.
	Err error
}

// isDirective reports whether cgo takes the line for a #cgo line
// (cmd/cgo's File.ProcessCgoDirectives).
func isDirective(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) >= 5 && line[:4] == "#cgo" && (line[4] == ' ' || line[4] == '\t')
}

// Directives returns the #cgo lines of the text, in order.
func (t *Text) Directives() []Directive {
	var all []Directive
	for offset, line := range lines(t.C) {
		if isDirective(line) {
			d := parseDirective(strings.TrimSpace(line))
			d.Offset = offset + strings.IndexByte(line, '#')
			all = append(all, d)
		}
	}
	return all
}

// parseDirective parses a trimmed #cgo line. The two forms are told apart
// as the go command does it: go/build leaves noescape and nocallback to
// cmd/cgo, and expects a colon in all others.
func parseDirective(line string) Directive {
	d := Directive{Text: line}
	fields := strings.Fields(line[len("#cgo"):])
	if len(fields) > 0 && (fields[0] == "noescape" || fields[0] == "nocallback") {
		d.Verb, d.Args = fields[0], fields[1:]
		if len(d.Args) != 1 {
			d.Err = fmt.Errorf("#cgo %s takes one C function name, not %d", d.Verb, len(d.Args))
		}
		return d
	}
	head, rest, found := strings.Cut(line[len("#cgo"):], ":")
	if !found {
		d.Err = errors.New("#cgo line has no colon after its verb")
		return d
	}
	words := strings.Fields(head)
	if len(words) == 0 {
		d.Err = errors.New("#cgo line has no verb before its colon")
		return d
	}
	d.Verb, d.Conditions = words[len(words)-1], words[:len(words)-1]
	switch d.Verb {
	case "CFLAGS", "CPPFLAGS", "CXXFLAGS", "FFLAGS", "LDFLAGS", "pkg-config":
	default:
		d.Err = fmt.Errorf("#cgo line has the unknown verb %q", d.Verb)
	}
	args, err := quoted.Cgo(rest)
	d.Args = args
	if d.Err == nil {
		d.Err = err
	}
	return d
}
