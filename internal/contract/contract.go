// Package contract holds what C functions do with their arguments where
// their bodies are not at hand: tables of libraries, as data with the
// documentation they rest on, and what users add in the same form.
//
// # Format
//
// A table is a text of lines. A line that starts with # is a comment, a line
// "library NAME" begins the rows of a library, and "callbacks listed" says
// that the library's functions call back only where their rows say so. Every
// other line is a row of four columns, separated by tabs or two or more
// spaces:
//
//	function   parameter   what   source
//
// The function column has one C function or several, separated by commas.
// The parameter is a number from 1, several numbers or ranges separated by
// commas, "..." for the arguments after the declared ones, "*" for all
// parameters that no other row names, "result", or "-" for the function as a
// whole. What is one or more of these, separated by semicolons:
//
//	not retained           the pointer is not kept after the call
//	retained               it is kept, for good or for longer than can be said
//	retained until F       it is kept until F is called; F may be a list
//	retained in 2          it is kept in the object that argument 2 points to; "until" may follow
//	contents retained      it is not kept, but the pointers in what it points to are;
//	                       "in" and "until" may follow as for retained
//	copied                 what it points to is copied; the pointer is not kept
//	copied to 2            the same, to where argument 2 points
//	written                what it points to is written; the pointer is not kept
//	filled                 the same, and pointers may be stored there
//	freed                  what it points to is freed
//	returned               the result is the pointer, or points into the same object
//	called                 it is a function, called before the return
//	called per element     the same, once for each of many elements
//	called later           it is a function, kept and called after the return
//	fresh                  (result) newly allocated memory of C
//	static                 (result) memory that the library owns
//	inside 2               (result) points into what argument 2 points to, or into what that owns
//	blocks KIND            (-) may wait: for io, a lock, time or an event (wait)
//	no callback            (-) calls back nothing
//	cost KIND              (-) what a call takes: see Cost
//
// A parameter that no row names is a number, or nothing is known of it.
//
// "retained" can be followed by a condition on another argument:
// "retained if 5 == 0", "retained if 2 == 10001, 10009". The source names the document
// and its section. In a row that a user adds, it may be missing.
package contract

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A What says what becomes of an argument.
type What uint16

// What may become of an argument, as bits.
const (
	NotRetained What = 1 << iota
	Retained
	Copied
	Written
	Freed
	Returned
	Called
	PerElement // with Called
	Later      // with Called: after the return
	Filled     // with Written: pointers may be stored there
	Contents   // the pointers in what it points to are retained
)

// A Param is what a function does with one argument.
type Param struct {
	What   What
	In     int      // Retained, Contents: the argument whose object keeps it, from 0, or -1
	CopyTo int      // Copied: the argument it is copied to, from 0, or -1
	Until  []string // Retained, Contents: the functions that end it
	If     *If      // Retained, Contents: a condition
	Source string
}

// An If is a condition on the value of another argument.
type If struct {
	Arg    int  // from 0
	Equal  bool // it must be one of Values, or must be none
	Values []int64
}

// A Result says where a result comes from.
type Result uint8

// Where a result comes from.
const (
	ResultUnknown Result = iota
	Fresh
	Static
	Inside
)

// A Func is what is known of a C function.
type Func struct {
	Name       string
	Library    string
	Params     map[int]*Param // by index from 0
	Variadic   *Param         // of arguments after the declared ones
	Others     *Param         // of all other parameters
	Result     Result
	Inside     int    // Result Inside: the argument, from 0
	Blocks     string // "" or the kind
	Cost       Cost
	NoCallback bool
	Source     string // of a row about the function as a whole
}

// Param returns what the function does with argument i, from 0, or nil when
// that is unknown. declared is the number of declared parameters, or -1 when
// that is unknown.
func (f *Func) Param(i int) *Param {
	if p := f.Params[i]; p != nil {
		return p
	}
	if f.Variadic != nil && i > f.last() {
		return f.Variadic
	}
	return f.Others
}

// last returns the last parameter that a row names.
func (f *Func) last() int {
	last := -1
	for i := range f.Params {
		last = max(last, i)
	}
	return last
}

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
	var names []string
	for name := range t.funcs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// String returns the contract of one argument as a table has it.
func (p *Param) String() string {
	var s []string
	for _, w := range words {
		if p.What&w.what != 0 {
			s = append(s, w.word)
		}
	}
	if len(p.Until) > 0 {
		s = append(s, "until "+strings.Join(p.Until, ", "))
	}
	return strings.Join(s, "; ")
}

// words are the words of the format for each What.
var words = []struct {
	word string
	what What
}{
	{"not retained", NotRetained}, {"retained", Retained}, {"copied", Copied}, {"written", Written}, {"filled", Filled},
	{"contents retained", Contents},
	{"freed", Freed}, {"returned", Returned}, {"called", Called}, {"per element", PerElement}, {"later", Later},
}

// ReturnsArgument reports whether the result is one of the arguments.
func (f *Func) ReturnsArgument() bool {
	for _, p := range f.Params {
		if p.What&Returned != 0 {
			return true
		}
	}
	return f.Others != nil && f.Others.What&Returned != 0
}

// Digest returns a text that is the same for tables with the same rows.
func (t *Table) Digest() string {
	var b strings.Builder
	for _, name := range t.Names() {
		f := t.funcs[name]
		fmt.Fprintln(&b, name, f.Library, f.Result, f.Inside, f.Blocks, f.NoCallback, f.Cost)
		for _, i := range slices.Sorted(maps.Keys(f.Params)) {
			fmt.Fprintln(&b, i, f.Params[i].digest())
		}
		fmt.Fprintln(&b, f.Variadic.digest(), f.Others.digest())
	}
	return b.String()
}

func (p *Param) digest() string {
	if p == nil {
		return "-"
	}
	condition := ""
	if p.If != nil {
		condition = fmt.Sprint(*p.If)
	}
	return fmt.Sprint(p.What, p.In, p.CopyTo, p.Until, condition, p.Source)
}

// And returns a table that has the rows of both: of a function that both
// name, the parameters of either.
func (t *Table) And(u *Table) *Table {
	merged := t.With(u)
	for name, f := range u.funcs {
		old := t.Lookup(name)
		if old == nil {
			continue
		}
		both := *f
		both.Params = maps.Clone(old.Params)
		maps.Copy(both.Params, f.Params)
		if both.Variadic == nil {
			both.Variadic = old.Variadic
		}
		if both.Others == nil {
			both.Others = old.Others
		}
		if both.Result == ResultUnknown {
			both.Result, both.Inside = old.Result, old.Inside
		}
		if both.Blocks == "" {
			both.Blocks = old.Blocks
		}
		if both.Cost == CostUnknown {
			both.Cost = old.Cost
		}
		both.NoCallback = both.NoCallback || old.NoCallback
		merged.funcs[name] = &both
	}
	return merged
}

// PerElement reports whether the argument is a function that is called once
// for each of many elements.
func (p *Param) PerElement() bool { return p.What&PerElement != 0 }
