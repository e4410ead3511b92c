package contract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// A Class is the class of a parameter's or a result's type, which tells one
// version of a declaration from another.
type Class uint8

// The classes. The words for them are those of a table.
const (
	Nothing   Class = iota // of a result: void
	Number                 // an integer, a floating point number, an enumeration
	Pointer                // also to a function, and an array
	Structure              // a structure or a union, by value
)

var classes = []string{"nothing", "number", "pointer", "structure"}

func (c Class) String() string { return classes[c] }

// A Declaration is how a library declares a function.
type Declaration struct {
	Result   Class
	Params   []Class
	Variadic bool
}

var declaration = lazyregexp.New(`^(\w+) \(([\w, .]*)\)$`)

// parseDeclaration parses what follows "declared": "number (pointer, ...)".
func parseDeclaration(text string) (*Declaration, error) {
	m := declaration.FindStringSubmatch(text)
	if m == nil {
		return nil, fmt.Errorf("%q is no declaration; want as in \"number (pointer, pointer, ...)\"", text)
	}
	d := new(Declaration)
	var err error
	if d.Result, err = parseClass(m[1]); err != nil {
		return nil, err
	}
	if m[2] == "" {
		return d, nil
	}
	for word := range strings.SplitSeq(m[2], ", ") {
		if word == "..." {
			d.Variadic = true
			continue
		}
		c, err := parseClass(word)
		if err != nil {
			return nil, err
		}
		d.Params = append(d.Params, c)
	}
	return d, nil
}

func parseClass(word string) (Class, error) {
	i := slices.Index(classes, word)
	if i < 0 {
		return 0, fmt.Errorf("unknown class %q; want %s", word, strings.Join(classes, ", "))
	}
	return Class(i), nil
}

// String returns the declaration in the words of a table.
func (d *Declaration) String() string {
	var params []string
	for _, c := range d.Params {
		params = append(params, c.String())
	}
	if d.Variadic {
		params = append(params, "...")
	}
	return fmt.Sprintf("%v (%s)", d.Result, strings.Join(params, ", "))
}

// Fits reports whether two declarations may be of one function. What is not
// known, which a nil declaration stands for, may be.
func (d *Declaration) Fits(other *Declaration) bool {
	return d == nil || other == nil ||
		d.Result == other.Result && d.Variadic == other.Variadic && slices.Equal(d.Params, other.Params)
}
