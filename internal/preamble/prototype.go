package preamble

import (
	"strings"

	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// A Prototype is a function type that C text declares by a name: a function's
// prototype, or a typedef of a pointer to a function.
type Prototype struct {
	Name    string
	Typedef bool     // of a pointer to a function
	Result  string   // the type, as the text spells it
	Params  []string // the types, without the parameters' names

	// Open tells that there is nothing between the parentheses: before C23
	// that says nothing of the parameters.
	Open bool
}

// Prototypes returns the prototypes and the typedefs of function pointers that
// the text declares at its top level. What is behind macros, or takes a
// function pointer itself, is not among them.
func (t *Text) Prototypes() []Prototype {
	var all []Prototype
	for _, decl := range topLevel(t.WithoutDirectives()) {
		if p, ok := parsePrototype(decl); ok {
			all = append(all, p)
		}
	}
	return all
}

var (
	function        = lazyregexp.New(`^([\w\s*]*[\s*])(\w+) ?\(([^()]*)\)$`)
	functionPointer = lazyregexp.New(`^typedef ([\w\s*]+)\( ?\* ?(\w+) ?\) ?\(([^()]*)\)$`)
	storage         = lazyregexp.New(`\b(extern|static|inline|const|volatile|restrict|register)\b`)
	paramName       = lazyregexp.New(`^(.*[\s*])\w+(?:\[\w*\])?$`)
)

func parsePrototype(decl string) (Prototype, bool) {
	if m := functionPointer.FindStringSubmatch(decl); m != nil {
		return prototype(m[2], m[1], m[3], true), true
	}
	if strings.HasPrefix(decl, "typedef") || strings.Contains(decl, "=") {
		return Prototype{}, false
	}
	m := function.FindStringSubmatch(decl)
	if m == nil || cleanType(m[1]) == "" {
		return Prototype{}, false
	}
	return prototype(m[2], m[1], m[3], false), true
}

func prototype(name, result, params string, typedef bool) Prototype {
	return Prototype{
		Name: name, Typedef: typedef, Result: cleanType(result), Params: parameters(params), Open: strings.TrimSpace(params) == "",
	}
}

// A Cast is a place where C text converts a function to a function pointer
// type.
type Cast struct {
	Func string
	Type string     // the type's name, or ""
	To   *Prototype // the type where it has no name, or nil
}

var (
	namedCast = lazyregexp.New(`\(\s*(\w+)\s*\)\s*&?\s*(\w+)\b`)
	plainCast = lazyregexp.New(`\(\s*([\w\s*]+?)\s*\(\s*\*\s*\)\s*\(([^()]*)\)\s*\)\s*&?\s*(\w+)\b`)
)

// Casts returns the conversions of functions whose names are wanted.
func Casts(c string, wanted map[string]bool) (all []Cast) {
	c = blank.ReplaceAllString(c, " ")
	for _, m := range namedCast.FindAllStringSubmatch(c, -1) {
		if wanted[m[2]] {
			all = append(all, Cast{Func: m[2], Type: m[1]})
		}
	}
	for _, m := range plainCast.FindAllStringSubmatch(c, -1) {
		if wanted[m[3]] {
			p := prototype("", m[1], m[2], true)
			all = append(all, Cast{Func: m[3], To: &p})
		}
	}
	return all
}

// parameters splits a list of parameters and leaves their types.
func parameters(list string) []string {
	if s := strings.TrimSpace(list); s == "" || s == "void" {
		return nil
	}
	var all []string
	for _, p := range strings.Split(list, ",") {
		p = cleanType(p)
		if m := paramName.FindStringSubmatch(p); m != nil && !isTypeAlone(p) {
			star := ""
			if strings.HasSuffix(p, "]") {
				star = "*"
			}
			p = cleanType(m[1]) + star
		}
		all = append(all, p)
	}
	return all
}

// isTypeAlone reports whether a parameter has no name: its last word is of a
// type's name.
func isTypeAlone(p string) bool {
	words := strings.Fields(p)
	switch words[len(words)-1] {
	case "int", "char", "long", "short", "unsigned", "signed", "double", "float", "_Bool":
		return true
	}
	tagged := words[0] == "struct" || words[0] == "enum" || words[0] == "union"
	return tagged && len(words) == 2 && !strings.Contains(words[1], "*")
}

// cleanType drops what does not change a type's size, and white space.
func cleanType(s string) string {
	s = storage.ReplaceAllString(s, " ")
	s = strings.Join(strings.Fields(s), " ")
	return strings.ReplaceAll(s, " *", "*")
}

// topLevel returns the declarations of C text that stand at its top level,
// with white space made one space; of a function's definition the part before
// the body.
func topLevel(c string) []string {
	var all []string
	var current strings.Builder
	depth := 0
	flush := func() {
		if decl := strings.Join(strings.Fields(current.String()), " "); decl != "" {
			all = append(all, decl)
		}
		current.Reset()
	}
	for _, r := range blank.ReplaceAllString(linkage.ReplaceAllString(c, " "), " ") {
		switch {
		case r == '{':
			if depth == 0 {
				flush()
			}
			depth++
		case r == '}':
			depth = max(depth-1, 0)
		case r == ';' && depth == 0:
			flush()
		case depth == 0:
			current.WriteRune(r)
		}
	}
	return all
}

// linkage matches the start of a block that headers have for C++.
var linkage = lazyregexp.New(`extern\s*"C"\s*\{`)

// blank matches comments, preprocessor lines and literals.
var blank = lazyregexp.New(`(?s)/\*.*?\*/|//[^\n]*|(?m:^[ \t]*#(?:[^\n\\]|\\.)*)|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`)
