package cgostring

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// unterminated says why memory need not end in a NUL where a call reads it up
// to one, or returns "".
func (c *checker) unterminated(m *memory, call *ssa.Call) (string, finding.Confidence) {
	what := c.nameOf(m)
	if m.kind == goBytes || m.kind == goText || m.kind == copied {
		switch c.ending(m.root) {
		case noNUL:
			return what + " up to a NUL, and nothing puts one at its end: what lies behind is read too", finding.High
		case ofCaller:
			return what + " up to a NUL, which a Go string or slice does not have at its end", finding.Medium
		}
	}
	if m.kind == array {
		if field, ok := c.fixedField(m.root); ok {
			return fmt.Sprintf("%s up to a NUL, and %s has none when all %d bytes are in use", what, field, m.size), finding.High
		}
	}
	if m.kind == given {
		name := cFunction(&m.root.(*ssa.Call).Call)
		if fn := c.sums.Func(name); fn != nil && fn.Result.Unterminated {
			return fmt.Sprintf("the result of C.%s up to a NUL, and C fills its memory to the end without one", name), finding.High
		}
		return "", finding.High
	}
	if m.kind == allocated {
		args := m.root.(*ssa.Call).Call.Args
		if text := copiedTo(m.root, args[len(args)-1]); text != nil && cFunction(&m.root.(*ssa.Call).Call) == "malloc" {
			return fmt.Sprintf("%s up to a NUL, and there is room for %s alone: what lies behind is read too", what, c.variableOf(text)), finding.High
		}
	}
	if by := c.filledBy(m, call); by != "" {
		return fmt.Sprintf("%s up to a NUL, and C.%s may fill all of it without one", what, by), finding.High
	}
	return "", finding.High
}

// nameOf returns what the user calls the memory.
func (c *checker) nameOf(m *memory) string {
	switch v := m.root.(type) {
	case *ssa.FieldAddr:
		return "the field " + c.fieldName(v)
	case *ssa.Parameter, *ssa.Global:
		return v.Name()
	case *ssa.Alloc:
		if v.Comment != "" && !strings.Contains(v.Comment, " ") {
			return v.Comment
		}
	}
	if name := c.variableOf(m.root); name != "" {
		return name
	}
	if name := c.variableOf(govalue.Unconverted(m.root)); name != "" {
		return name
	}
	return "memory"
}

// variableOf returns the name of a variable that holds a value, or the value
// converted, or "".
func (c *checker) variableOf(v ssa.Value) string {
	if p, ok := v.(*ssa.Parameter); ok {
		return p.Name()
	}
	for _, ref := range govalue.Referrers(v) {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
			if obj, ok := ref.Object().(*types.Var); ok && obj != nil {
				return obj.Name()
			}
		case *ssa.Convert:
			if name := c.variableOf(ref); name != "" {
				return name
			}
		case *ssa.ChangeType:
			if name := c.variableOf(ref); name != "" {
				return name
			}
		}
	}
	return ""
}

// fixedField returns the name in C of a field that is documented to have no
// NUL when it is full, or false.
func (c *checker) fixedField(root ssa.Value) (string, bool) {
	v, ok := root.(*ssa.FieldAddr)
	if !ok {
		return "", false
	}
	t := v.X.Type().Underlying().(*types.Pointer).Elem()
	field := strings.TrimPrefix(govalue.Field(v).Name(), "_")
	name := strings.TrimPrefix(cgosource.TypeString(t), "C.")
	return field + " of " + strings.Replace(name, "struct_", "struct ", 1), unterminatedFields[name][field]
}

// filledBy returns the C function that a call comes after and that may fill
// the memory to its end without a NUL, or "". Where Go stores to an element,
// it may put a NUL there.
func (c *checker) filledBy(m *memory, at *ssa.Call) string {
	by := ""
	for _, b := range at.Parent().Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				if c.storesElement(instr, m) {
					return ""
				}
			case *ssa.Call:
				if instr != at && govalue.Precedes(instr, at) {
					if name := c.fills(instr, m); name != "" {
						by = name
					}
				}
			}
		}
	}
	return by
}

// storesElement reports whether a store is to an element of the memory.
func (c *checker) storesElement(store *ssa.Store, m *memory) bool {
	at, ok := store.Addr.(*ssa.IndexAddr)
	return ok && placeOf(govalue.Unconverted(at.X)) == m.key()
}

// fills returns the name of the C function that a call runs when it gets the
// memory, and all of it as the bound of what it writes, without a NUL.
func (c *checker) fills(call *ssa.Call, m *memory) string {
	name := cFunction(&call.Call)
	if name == "" {
		return ""
	}
	for i, arg := range call.Call.Args {
		if c.fillsField(name, i, arg, m) {
			return name
		}
		other := memoryOf(arg)
		if other == nil || other.kind != m.kind || other.key() != m.key() {
			continue
		}
		fn := c.sums.Func(name)
		if fn == nil || i >= len(fn.Params) || fn.Params[i].WritesAtMost == nil {
			return ""
		}
		e := fn.Params[i].WritesAtMost
		if e.NUL == csummary.No && e.Element == 1 && !e.Pointer && e.Times < 0 && e.Length >= 0 && e.Length < len(call.Call.Args) && c.isAll(call.Call.Args[e.Length], call, m) {
			return name
		}
	}
	return ""
}

// fillsField reports whether a C function gets the struct that an array is a
// field of, and may fill the array to its end.
func (c *checker) fillsField(name string, i int, arg ssa.Value, m *memory) bool {
	field, ok := m.root.(*ssa.FieldAddr)
	if !ok || m.kind != array || placeOf(govalue.Unconverted(arg)) != placeOf(field.X) {
		return false
	}
	fn := c.sums.Func(name)
	return fn != nil && i < len(fn.Params) && slices.Contains(fn.Params[i].Unterminated, "."+c.fieldName(field))
}

// fieldName returns the name in C of a field.
func (c *checker) fieldName(v *ssa.FieldAddr) string {
	s := v.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct)
	return strings.TrimPrefix(s.Field(v.Field).Name(), "_")
}

// isAll reports whether a number is the size of the memory.
func (c *checker) isAll(n ssa.Value, at *ssa.Call, m *memory) bool {
	bound := c.bounds.Int(n, at)
	switch m.kind {
	case array:
		return bound.Lo >= m.size && bound.Lo == bound.Hi
	case goBytes:
		size := c.bounds.Len(m.root, at)
		return bound.Lo == bound.Hi && size.Lo == size.Hi && bound.Lo == size.Lo || isLenOf(n, m.root)
	case allocated:
		args := m.root.(*ssa.Call).Call.Args
		return c.sameNumber(n, args[len(args)-1], at)
	}
	return false
}

// isLenOf reports whether a number is len of a slice.
func isLenOf(n, slice ssa.Value) bool {
	call, ok := govalue.Unconverted(n).(*ssa.Call)
	if !ok {
		return false
	}
	return govalue.Builtin(&call.Call) == "len" && placeOf(call.Call.Args[0]) == placeOf(slice)
}

func (c *checker) sameNumber(x, y ssa.Value, at *ssa.Call) bool {
	if govalue.Unconverted(x) == govalue.Unconverted(y) {
		return true
	}
	a, b := c.bounds.Int(x, at), c.bounds.Int(y, at)
	return a.Lo == a.Hi && a == b
}
