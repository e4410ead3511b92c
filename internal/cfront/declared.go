package cfront

import (
	"bytes"
	"path/filepath"
	"slices"

	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// Declared are the parameters of C functions as headers declare them.
type Declared struct {
	params  map[string][][]string // by function: the declarations, each with the text of its parameters
	results map[string][]string   // by function: the declarations, each with the text before its name; "" when it has a body
	own     map[string]bool       // functions that something else declares than the compiler's headers
	consts  map[string]bool       // types that are pointers to const
}

// DeclaredIn looks for declarations of the functions in the texts of a package,
// whatever conditions they stand under. What macros make of the texts is not
// seen, and a function that is not found is not declared.
func DeclaredIn(texts []Text, wanted map[string]bool) *Declared {
	d := newDeclared()
	for _, t := range texts {
		d.read(t.Data, wanted, declaredIn{own: t.Own, unread: isCPlusPlus(t.File)})
	}
	return d
}

// declaredIn tells of a text where it stands.
type declaredIn struct {
	own    bool // in none of the compiler's headers
	unread bool // in a language whose bodies nobody reads
}

// isCPlusPlus reports whether the go command has a file compiled as C++ or
// Objective-C++.
func isCPlusPlus(file string) bool {
	return slices.Contains([]string{".cc", ".cpp", ".cxx", ".mm"}, filepath.Ext(file))
}

func newDeclared() *Declared {
	return &Declared{make(map[string][][]string), make(map[string][]string), make(map[string]bool), make(map[string]bool)}
}

// LendsConst reports whether each declaration of a function says that its
// result points to const, and all are in the compiler's headers: a program may
// declare so what it allocates itself in another language.
func (d *Declared) LendsConst(name string) bool { return !d.own[name] && d.ReturnsConst(name) }

// ReturnsConst reports whether each declaration of a function says that its
// result points to const.
func (d *Declared) ReturnsConst(name string) bool {
	all := d.results[name]
	return len(all) > 0 && !slices.ContainsFunc(all, func(result string) bool { return !d.pointsToConst(result) })
}

// Const reports whether each declaration of a function says that parameter i,
// from 0, points to const.
func (d *Declared) Const(name string, i int) bool {
	all := d.params[name]
	return len(all) > 0 && !slices.ContainsFunc(all, func(params []string) bool {
		return i >= len(params) || !d.pointsToConst(params[i])
	})
}

// ConstWithin is Const for a pointer at any level: of a parameter
// "const char **", the strings are const.
func (d *Declared) ConstWithin(name string, i int) bool {
	all := d.params[name]
	return len(all) > 0 && !slices.ContainsFunc(all, func(params []string) bool {
		return i >= len(params) || !slices.Contains(wordsOfText.FindAllString(params[i], -1), "const")
	})
}

func (d *Declared) read(text []byte, wanted map[string]bool, where declaredIn) {
	text = withoutComments(text)
	if bytes.Contains(text, []byte("typedef")) {
		for _, m := range constTypedef.FindAllSubmatch(text, -1) {
			d.consts[string(m[1])] = true
		}
	}
	for i := 0; i < len(text); i++ {
		if !isLetter(text[i]) {
			continue
		}
		start := i
		for i < len(text) && (isLetter(text[i]) || '0' <= text[i] && text[i] <= '9') {
			i++
		}
		if !wanted[string(text[start:i])] {
			continue
		}
		rest := bytes.TrimLeft(text[i:], " \t\r\n")
		if len(rest) == 0 || rest[0] != '(' || !followsType(text[:start]) {
			continue
		}
		if params, end, ok := parameters(rest); ok {
			name := string(text[start:i])
			result := resultText(text[:start])
			if after := bytes.TrimLeft(rest[end:], " \t\r\n"); len(after) > 0 && after[0] == '{' {
				result = ""
				if !where.unread {
					params = nil // its body says more: it may pass on what it gets
				}
			}
			d.params[name] = append(d.params[name], params)
			d.results[name] = append(d.results[name], result)
			d.own[name] = d.own[name] || where.own
		}
	}
}

// resultText returns the text of the type that a declaration begins with, which
// a macro may enclose: "API(const char *)".
func resultText(before []byte) string {
	text := before[max(0, len(before)-200):]
	if i := bytes.LastIndexAny(text, ";{}"); i >= 0 {
		text = text[i+1:]
	}
	if i := bytes.LastIndexByte(text, '#'); i >= 0 { // a directive
		_, text, _ = bytes.Cut(text[i:], []byte("\n"))
	}
	text = bytes.TrimSpace(text)
	if m := enclosed.FindSubmatch(text); m != nil {
		text = m[1]
	}
	return string(text)
}

var enclosed = lazyregexp.New(`^(?:extern\s+)?\w+\s*\(([^()]*)\)(?:\s*\w+)?$`)

// constTypedef matches types such as gconstpointer.
var constTypedef = lazyregexp.New(`typedef\s+const\s+(?:struct\s+|union\s+)?\w+\s*\*\s*(\w+)\s*;`)

// followsType reports whether a name that comes next is declared: a type is
// before it, and not an operator or the end of a statement, as before a call.
func followsType(before []byte) bool {
	before = bytes.TrimRight(before, " \t\r\n")
	if len(before) == 0 {
		return false
	}
	last := before[len(before)-1]
	if last == '*' || last == ')' {
		return true
	}
	if !isLetter(last) && (last < '0' || last > '9') {
		return false
	}
	start := len(before)
	for start > 0 && (isLetter(before[start-1]) || '0' <= before[start-1] && before[start-1] <= '9') {
		start--
	}
	switch string(before[start:]) {
	case "return", "else", "define", "do", "case", "goto", "sizeof":
		return false
	}
	return true
}

// parameters returns the texts of the parameters in a list that starts with a
// parenthesis, and where the list ends.
func parameters(list []byte) (params []string, end int, ok bool) {
	const longest = 4000
	list = list[:min(len(list), longest)]
	depth, start := 0, 1
	for i, c := range list {
		switch {
		case c == '(':
			depth++
		case c == ')' && depth == 1, c == ',' && depth == 1:
			text := string(bytes.TrimSpace(list[start:i]))
			start = i + 1
			if c == ')' && len(params) == 0 && (text == "" || text == "void") {
				return nil, i + 1, true
			}
			params = append(params, text)
			if c == ')' {
				return params, i + 1, true
			}
		case c == ')':
			depth--
		case c == ';' || c == '{':
			return nil, 0, false
		}
	}
	return nil, 0, false
}

// withoutComments returns a text without its comments, in which there may be
// examples of calls.
func withoutComments(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for {
		i := bytes.IndexByte(text, '/')
		if i < 0 || i+1 >= len(text) {
			return append(out, text...)
		}
		end := -1
		switch text[i+1] {
		case '*':
			end = bytes.Index(text[i+2:], []byte("*/")) + 4
		case '/':
			end = bytes.IndexByte(text[i:], '\n')
		default:
			out, text = append(out, text[:i+1]...), text[i+1:]
			continue
		}
		out = append(append(out, text[:i]...), ' ')
		if end < 4 && text[i+1] == '*' || end < 0 {
			return out
		}
		text = text[i+end:]
	}
}

// pointsToConst reports whether a parameter is a pointer to what is const,
// by its text: "const char *name", "char *const argv[]".
func (d *Declared) pointsToConst(param string) bool {
	if bytes.ContainsAny([]byte(param), "()") {
		return false // a function, or what a macro makes
	}
	end := bytes.LastIndexAny([]byte(param), "*[")
	if end < 0 {
		for _, word := range wordsOfText.FindAllString(param, -1) {
			if d.consts[word] {
				return true
			}
		}
		return false
	}
	pointee := param[:end]
	if i := bytes.LastIndexAny([]byte(pointee), "*["); i >= 0 {
		pointee = pointee[i+1:]
	}
	return slices.Contains(wordsOfText.FindAllString(pointee, -1), "const")
}

var wordsOfText = lazyregexp.New(`\w+`)
