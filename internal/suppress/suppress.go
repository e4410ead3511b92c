// Package suppress reads the comments by which users have findings ignored.
package suppress

import (
	"slices"
	"strings"
)

// Check is the name of the check that reports directives which ignore nothing.
const Check = "cgosuppress"

// A Directive is a comment that has findings ignored:
//
//	//cgolint:ignore NAME[,NAME...] reason
//	//cgolint:file-ignore NAME[,NAME...] reason
//	//lint:ignore NAME[,NAME...] reason
//	//lint:file-ignore NAME[,NAME...] reason
//	//nolint:NAME[,NAME...] // reason
//
// The first two are cgolint's own, the next two staticcheck's, the last
// golangci-lint's. In C, a directive may also stand in a comment between /* and
// */, and after white space.
type Directive struct {
	Word   string // "cgolint:ignore" and so on; "nolint" for the last
	Names  []string
	Reason string

	// Spaced says that white space stands before the word where none may,
	// so that it is a comment like others.
	Spaced bool

	// WordAt and NamesAt are byte offsets in the comment.
	WordAt, NamesAt int
	NamesEnd        int // behind the last name
}

// The words that begin a directive. Longer ones come first.
const (
	Ignore     = "cgolint:ignore"
	FileIgnore = "cgolint:file-ignore"
	lint       = "lint:ignore"
	lintFile   = "lint:file-ignore"
	nolint     = "nolint"
)

// IsOwn reports whether the directive is cgolint's, so that its names can be
// of our checks only.
func (d *Directive) IsOwn() bool { return d.Word == Ignore || d.Word == FileIgnore }

// IsNolint reports whether the directive is golangci-lint's.
func (d *Directive) IsNolint() bool { return d.Word == nolint }

// WholeFile reports whether the directive is about all of its file.
func (d *Directive) WholeFile() bool { return d.Word == FileIgnore || d.Word == lintFile }

// Parse reads a comment of Go, or of C, with the marks around it. ok is false
// when it is no directive.
func Parse(comment string, inC bool) (d Directive, ok bool) {
	body, line := strings.CutPrefix(comment, "//")
	if !line {
		if !inC {
			return d, false
		}
		body = strings.TrimSuffix(strings.TrimPrefix(comment, "/*"), "*/")
	}
	text := strings.TrimLeft(body, " \t")
	d.WordAt = len("//") + len(body) - len(text)
	for _, word := range []string{Ignore, FileIgnore, lint, lintFile} {
		rest, found := strings.CutPrefix(text, word)
		if found && (rest == "" || strings.ContainsAny(rest[:1], " \t\r")) {
			d.Word = word
			d.Spaced = !inC && len(text) < len(body)
			d.split(rest)
			return d, d.IsOwn() || !d.Spaced
		}
	}
	rest, found := strings.CutPrefix(text, nolint+":")
	if !found || len(text) < len(body) && !inC {
		return d, false
	}
	d.Word = nolint
	d.splitNolint(rest)
	return d, true
}

// split reads the names and the reason after a word.
func (d *Directive) split(rest string) {
	rest, _, _ = strings.Cut(rest, "//") // what follows is another comment
	text := strings.TrimLeft(rest, " \t")
	d.NamesAt = d.WordAt + len(d.Word) + len(rest) - len(text)
	names, reason, _ := strings.Cut(strings.TrimRight(text, " \t\r"), " ")
	d.setNames(names)
	d.Reason = strings.TrimSpace(reason)
}

func (d *Directive) setNames(names string) {
	d.Names = list(names)
	d.NamesEnd = d.NamesAt + len(names)
}

// splitNolint is split for golangci-lint's form.
func (d *Directive) splitNolint(rest string) {
	d.NamesAt = d.WordAt + len(nolint) + len(":")
	names, reason, _ := strings.Cut(rest, "//")
	d.setNames(strings.TrimRight(names, " \t\r"))
	d.Reason = strings.TrimSpace(reason)
}

func list(names string) []string {
	return strings.FieldsFunc(names, func(r rune) bool { return r == ',' || r == ' ' })
}

// Without returns the list of names, as it stands in the comment, without one.
func (d *Directive) Without(name string) string {
	rest := slices.DeleteFunc(slices.Clone(d.Names), func(n string) bool { return n == name })
	return strings.Join(rest, ",")
}
