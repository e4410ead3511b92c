package cgosize

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// structs reports a Go struct that is converted to a struct of C that it
// mirrors, but for a field.
func (m *mismatch) structs() {
	from, ok1 := m.from.Underlying().(*types.Struct)
	to, ok2 := m.to.Underlying().(*types.Struct)
	if !ok1 || !ok2 || cgosource.IsC(m.from) == cgosource.IsC(m.to) {
		return
	}
	text := m.fieldMessage(from, to)
	if text == "" {
		return
	}
	m.src.Report(m.pass, analysis.Diagnostic{
		Pos: m.call.Pos(), End: m.call.End(), Category: "layout",
		Message: text,
	})
}

// fieldMessage says which field differs first, or which size, or "" when the
// structs agree or do not look as if one mirrors the other.
func (m *mismatch) fieldMessage(from, to *types.Struct) string {
	mine, theirs := m.fields(from), m.fields(to)
	alike, differs := 0, ""
	for i, f := range mine {
		for _, g := range theirs {
			if f.name != g.name {
				continue
			}
			alike++
			if f.offset == g.offset && (f.size == g.size || fillsPadding(mine, theirs, i)) || differs != "" {
				continue
			}
			differs = fmt.Sprintf("%s is at byte %d with %d bytes in %s, and at byte %d with %d in %s",
				f.text, f.offset, f.size, cgosource.TypeString(m.from), g.offset, g.size, cgosource.TypeString(m.to))
		}
	}
	const enough = 2 // fields by the same name, of a mirror
	mirror := alike >= enough && 2*alike > len(theirs)
	switch a, b := m.src.Sizes.Sizeof(m.from), m.src.Sizes.Sizeof(m.to); {
	case mirror && differs != "":
		return differs + ": the conversion mixes up the fields"
	case mirror && !cgosource.IsC(m.from) && b > a:
		return fmt.Sprintf("%s has %d bytes and %s has %d: the memory behind it is read or overwritten",
			cgosource.TypeString(m.from), a, cgosource.TypeString(m.to), b)
	case mirror && a != b && m.isElement():
		return fmt.Sprintf("%s has %d bytes and %s has %d: all elements but the first are misplaced",
			cgosource.TypeString(m.from), a, cgosource.TypeString(m.to), b)
	}
	return ""
}

// fillsPadding reports whether field i takes the padding of the other struct
// too, as where an int of Go stands for an int of C before a pointer: the next
// fields lie at the same place.
func fillsPadding(mine, theirs []field, i int) bool {
	if i+1 >= len(mine) {
		return false
	}
	for _, g := range theirs {
		if g.name == mine[i+1].name {
			return g.offset == mine[i+1].offset
		}
	}
	return false
}

// A field is one of a struct, by a name that does not tell Go's spelling from
// C's.
type field struct {
	name, text   string
	offset, size int64
}

func (m *mismatch) fields(s *types.Struct) []field {
	var vars []*types.Var
	for i := range s.NumFields() {
		vars = append(vars, s.Field(i))
	}
	var all []field
	for i, offset := range m.src.Sizes.Offsetsof(vars) {
		name := strings.ToLower(strings.ReplaceAll(vars[i].Name(), "_", ""))
		if name == "" {
			continue // padding
		}
		all = append(all, field{name, vars[i].Name(), offset, m.src.Sizes.Sizeof(vars[i].Type())})
	}
	return all
}
