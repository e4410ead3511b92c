package ownership

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A symbol stands for a value on a path: two SSA values that have the same
// symbol are equal. The zero symbol is none.
type symbol int32

type form uint8

const (
	opaque    form = iota // of the result b of the instruction at, on visit a; of a parameter
	literal               // path is its text
	address               // of the place path in what a points to
	content               // what was at the address a when the memory had changed b times
	field                 // the part path of the value a
	inside                // a pointer into what a points to
	belonging             // what C says is a part of the object a; path is the field that points to it, or ""
	negation              // !a
	operation             // a op b
	boxed                 // an interface that holds a
	code                  // the function at
	closure               // the function at with variables
	tuple                 // several results
	structure             // a struct that was read from memory at a
)

// A shape is what a symbol is made of. Equal shapes have one symbol.
type shape struct {
	form form
	op   token.Token
	a, b symbol
	path string
	at   any
}

// symbols are the symbols of one exploration.
type symbols struct {
	shapes  []shape
	of      map[shape]symbol
	parts   map[symbol][]symbol          // of closures and tuples
	fields  map[symbol]map[string]symbol // of structures, by path
	vars    map[symbol]*types.Var        // of addresses: the field
	lengths map[symbol]symbol            // of slices that are made
}

func newSymbols() *symbols {
	return &symbols{
		shapes: make([]shape, 1), of: make(map[shape]symbol), parts: make(map[symbol][]symbol),
		fields: make(map[symbol]map[string]symbol), vars: make(map[symbol]*types.Var),
		lengths: make(map[symbol]symbol),
	}
}

func (y *symbols) make(s shape) symbol {
	if id, ok := y.of[s]; ok {
		return id
	}
	id := symbol(len(y.shapes))
	y.shapes = append(y.shapes, s)
	y.of[s] = id
	return id
}

// list makes a closure or tuple.
func (y *symbols) list(f form, at any, parts []symbol) symbol {
	id := y.make(shape{form: f, at: at, path: fmt.Sprint(parts)})
	y.parts[id] = parts
	return id
}

// constant returns the symbol of a constant. nil and 0 are the same, as they
// are the same number in C.
func (y *symbols) constant(c *ssa.Const) symbol {
	if c.Value == nil {
		return y.zero(c.Type())
	}
	return y.make(shape{form: literal, path: c.Value.ExactString()})
}

// zero returns the zero value of a type.
func (y *symbols) zero(t types.Type) symbol {
	text := "0"
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			text = "false"
		case u.Info()&types.IsString != 0:
			text = `""`
		}
	case *types.Struct, *types.Array:
		text = "{}"
	}
	return y.make(shape{form: literal, path: text})
}

func (y *symbols) null() symbol { return y.make(shape{form: literal, path: "0"}) }

// element returns the address of a part of what p points to.
func (y *symbols) element(p symbol, path string) symbol {
	s := y.shapes[p]
	if s.form == address {
		return y.make(shape{form: address, a: s.a, path: s.path + path})
	}
	return y.make(shape{form: address, a: p, path: path})
}

// A place is where a value is stored: a part of what base points to.
type place struct {
	base symbol
	path string
}

// place returns where p points to.
func (y *symbols) place(p symbol) place {
	if s := y.shapes[p]; s.form == address {
		return place{s.a, s.path}
	}
	return place{p, ""}
}

func (y *symbols) addressOf(c place) symbol {
	if c.path == "" {
		return c.base
	}
	return y.make(shape{form: address, a: c.base, path: c.path})
}

// part returns a part of a value.
func (y *symbols) part(s symbol, path string, t types.Type) symbol {
	switch sh := y.shapes[s]; sh.form {
	case literal:
		return y.zero(t)
	case field:
		return y.make(shape{form: field, a: sh.a, path: sh.path + path})
	case structure:
		if f, ok := y.fields[s][path]; ok {
			return f
		}
		for at, f := range y.fields[s] {
			if rest, ok := strings.CutPrefix(path, at); ok && at != "" {
				return y.part(f, rest, t)
			}
		}
		if sh.op == token.VAR {
			return y.zero(t) // of a new variable
		}
		return y.make(shape{form: content, a: y.element(sh.a, path), b: sh.b})
	}
	return y.make(shape{form: field, a: s, path: path})
}

// not returns the negation of a condition.
func (y *symbols) not(s symbol) symbol {
	switch sh := y.shapes[s]; {
	case sh.form == negation:
		return sh.a
	case sh.form == literal && sh.path == "true":
		return y.make(shape{form: literal, path: "false"})
	case sh.form == literal && sh.path == "false":
		return y.make(shape{form: literal, path: "true"})
	}
	return y.make(shape{form: negation, a: s})
}

// comparison returns a op b with an operator among == and <.
func (y *symbols) comparison(op token.Token, a, b symbol) symbol {
	switch op {
	case token.NEQ:
		return y.not(y.comparison(token.EQL, a, b))
	case token.GEQ:
		return y.not(y.comparison(token.LSS, a, b))
	case token.GTR:
		return y.comparison(token.LSS, b, a)
	case token.LEQ:
		return y.not(y.comparison(token.LSS, b, a))
	case token.EQL:
		if y.shapes[a].form == literal && y.shapes[b].form != literal || y.shapes[b].form != literal && b < a {
			a, b = b, a
		}
	}
	return y.make(shape{form: operation, op: op, a: a, b: b})
}

// root returns what a pointer leads into: without offsets.
func (y *symbols) root(s symbol) symbol {
	for {
		switch sh := y.shapes[s]; sh.form {
		case address, inside:
			s = sh.a
		default:
			return s
		}
	}
}

// computedFrom reports whether a number is another one, or computed from it, as
// by a mask.
func (y *symbols) computedFrom(s, other symbol) bool {
	if s == 0 || s == other {
		return s != 0
	}
	sh := y.shapes[s]
	return sh.form == operation && (y.computedFrom(sh.a, other) || y.computedFrom(sh.b, other))
}

// start reports whether a pointer is to the start of what root says.
func (y *symbols) start(s symbol) bool {
	for {
		switch sh := y.shapes[s]; sh.form {
		case address:
			if strings.Trim(sh.path, ".0[]") != "" {
				return false
			}
			s = sh.a
		case inside:
			return false
		default:
			return true
		}
	}
}
