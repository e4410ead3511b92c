package contract

import (
	"maps"
	"slices"
	"strings"
)

// A Table is a set of contracts by function name.
type Table struct {
	funcs   map[string]*Func
	final   map[string]bool // of funcs: those to which derived tables add nothing
	derived []*Derived
}

func newTable() *Table {
	return &Table{funcs: make(map[string]*Func), final: make(map[string]bool)}
}

// Lookup returns the contract of a function, or nil. A nil table has none.
func (t *Table) Lookup(name string) *Func { return t.Declared(name, nil) }

// Declared returns the contract of a function that the header at hand declares
// so, or nil. Rows that were derived from a version of the library with another
// declaration do not count. nil stands for an unknown declaration.
func (t *Table) Declared(name string, as *Declaration) *Func {
	if t == nil {
		return nil
	}
	f := t.funcs[name]
	if t.final[name] {
		return f
	}
	for _, d := range t.derived {
		g := d.lookup(name)
		switch {
		case g == nil || !g.Declared.Fits(as):
			continue
		case f == nil:
			return g
		}
		return f.over(g)
	}
	return f
}

// DerivedFrom returns the libraries, with their versions, that rows of the
// table are derived from. otherwise is the one whose declaration of a function
// differs from that in the installed header, or "".
func (t *Table) DerivedFrom(name string, as *Declaration) (libraries []string, otherwise string) {
	for _, d := range t.derived {
		libraries = append(libraries, d.version())
		if g := d.lookup(name); g != nil && !g.Declared.Fits(as) {
			otherwise = d.version()
		}
	}
	return libraries, otherwise
}

// Called returns the contract of a function that is called with a number of
// arguments, or nil: see Declared.
func (t *Table) Called(name string, args int) *Func {
	f := t.Lookup(name)
	if f == nil || f.Declared == nil || f.Declared.Variadic || len(f.Declared.Params) == args {
		return f
	}
	return t.funcs[name]
}

// With returns a table that has the rows of t and of others, which prevail.
func (t *Table) With(others *Table) *Table {
	if others == nil || len(others.funcs) == 0 {
		return t
	}
	merged := &Table{maps.Clone(t.funcs), maps.Clone(t.final), t.derived}
	for name, f := range others.funcs {
		merged.funcs[name], merged.final[name] = f, true
	}
	return merged
}

// Beside returns a table in which derived ones say what t does not.
func (t *Table) Beside(derived []*Derived) *Table {
	return &Table{t.funcs, t.final, append(slices.Clip(t.derived), derived...)}
}

// Without returns a table that says nothing of some functions.
func (t *Table) Without(names map[string]bool) *Table {
	rest := &Table{maps.Clone(t.funcs), t.final, t.derived}
	maps.DeleteFunc(rest.funcs, func(name string, _ *Func) bool { return names[name] })
	return rest
}

// Names returns the functions of the table, sorted. Those of derived tables
// are not among them.
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
	for _, d := range t.derived {
		b.WriteString(d.digest)
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
	both.Params = paramsOver(f, old)
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
	either(&both.Declared, old.Declared)
	return &both
}

// paramsOver returns what f says of parameters, and what old says beside it: of
// a pointer, what becomes of it, when f does not say that.
func paramsOver(f, old *Func) map[int]*Param {
	params := maps.Clone(f.Params)
	for i, q := range old.Params {
		p := params[i]
		switch {
		case p == nil && (f.Others == nil || !q.Derived):
			params[i] = q
		case p != nil && !p.Fate() && f.Others == nil:
			if both := *q; both.merge(p) {
				params[i] = &both
			}
		}
	}
	return params
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
