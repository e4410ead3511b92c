package csummary

import (
	"bytes"
	"maps"
	"reflect"

	"github.com/cgolint/cgolint/internal/preamble"
)

// FunctionTypes are the types with which C declares and converts the package's
// exports, read from the text of its C and headers without expanding macros. A
// name with two different declarations is left out.
type FunctionTypes struct {
	Functions map[string]*preamble.Prototype // prototypes of exports
	Pointers  map[string]*preamble.Prototype // typedefs of function pointers
	Casts     []preamble.Cast                // of exports
}

// FunctionTypes looks for prototypes of the exports, for conversions of them in
// C, and for the typedefs with some names and those of the conversions.
func (p *Package) FunctionTypes(typedefs map[string]bool) *FunctionTypes {
	t := &FunctionTypes{Functions: make(map[string]*preamble.Prototype), Pointers: make(map[string]*preamble.Prototype)}
	exports := make(map[string]bool)
	for _, e := range p.src.Exports() {
		exports[e.Name] = true
	}
	wanted := maps.Clone(typedefs)
	for _, text := range p.texts() {
		if !text.Own || !mentionsAny(text.Data, exports) {
			continue
		}
		t.read(&preamble.Text{C: string(text.Data)}, exports)
		for _, cast := range preamble.Casts(string(text.Data), exports) {
			t.Casts = append(t.Casts, cast)
			wanted[cast.Type] = true
		}
	}
	delete(wanted, "")
	for _, text := range p.texts() {
		if mentionsAny(text.Data, wanted) {
			t.read(&preamble.Text{C: string(text.Data)}, wanted)
		}
	}
	return t
}

func mentionsAny(text []byte, names map[string]bool) bool {
	for name := range names {
		if bytes.Contains(text, []byte(name)) {
			return true
		}
	}
	return false
}

// read notes the prototypes and typedefs in a text whose names are wanted.
func (t *FunctionTypes) read(text *preamble.Text, wanted map[string]bool) {
	for _, p := range text.Prototypes() {
		all := t.Functions
		if p.Typedef {
			all = t.Pointers
		}
		known, again := all[p.Name]
		switch {
		case !wanted[p.Name]:
		case again && !reflect.DeepEqual(known, &p):
			all[p.Name] = nil
		default:
			all[p.Name] = &p
		}
	}
}
