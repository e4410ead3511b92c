package contract

import (
	"maps"
	"slices"
	"strings"
)

// A Table is a set of contracts by function name.
type Table struct{ funcs map[string]*Func }

// Lookup returns the contract of a function, or nil. A nil table has none.
func (t *Table) Lookup(name string) *Func {
	if t == nil {
		return nil
	}
	return t.funcs[name]
}

// With returns a table that has the rows of t and of others, which prevail.
func (t *Table) With(others *Table) *Table {
	if others == nil || len(others.funcs) == 0 {
		return t
	}
	merged := &Table{make(map[string]*Func, len(t.funcs)+len(others.funcs))}
	for name, f := range t.funcs {
		merged.funcs[name] = f
	}
	for name, f := range others.funcs {
		merged.funcs[name] = f
	}
	return merged
}

// Names returns the functions of the table, sorted.
func (t *Table) Names() []string {
	return slices.Sorted(maps.Keys(t.funcs))
}

// Digest returns a text that is the same for tables with the same rows.
func (t *Table) Digest() string {
	var b strings.Builder
	for _, name := range t.Names() {
		b.WriteString(t.funcs[name].Library)
		b.WriteByte('\n')
		b.WriteString(t.funcs[name].Rows())
	}
	return b.String()
}

// And returns a table that has the rows of both: of a function that both
// name, what u says, and beside it what t says.
func (t *Table) And(u *Table) *Table {
	merged := t.With(u)
	for name, f := range u.funcs {
		if old := t.Lookup(name); old != nil {
			merged.funcs[name] = f.over(old)
		}
	}
	return merged
}

// over returns a contract that says what f says, and what old says beside it.
func (f *Func) over(old *Func) *Func {
	both := *f
	both.Params = maps.Clone(old.Params)
	maps.Copy(both.Params, f.Params)
	either(&both.Variadic, old.Variadic)
	either(&both.Others, old.Others)
	if both.Result.Kind == OriginUnknown {
		both.Result = old.Result
	}
	if both.Fails == StatusUnknown {
		both.Fails, both.LastError = old.Fails, old.LastError
	}
	either(&both.Blocks, old.Blocks)
	either(&both.Cost, old.Cost)
	both.NoCallback = both.NoCallback || old.NoCallback
	both.CallsGo = both.CallsGo || old.CallsGo
	both.Exports = add(both.Exports, old.Exports)
	both.Reads, both.Writes = add(both.Reads, old.Reads), add(both.Writes, old.Writes)
	both.MainThread = both.MainThread || old.MainThread
	both.Serial = both.Serial || old.Serial
	both.LongJumps = both.LongJumps || old.LongJumps
	return &both
}

// either sets a value that is zero to another.
func either[T comparable](value *T, other T) {
	if *value == *new(T) {
		*value = other
	}
}

// add returns a list with those of another that it lacks.
func add(list, other []string) []string {
	list = slices.Clone(list)
	for _, s := range other {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
