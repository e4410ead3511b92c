// Package derive finds out from the C sources of a library what its functions
// do with their arguments, and writes that as contracts (package contract):
// what is evident and what is proven, and nothing else.
package derive

import (
	"cmp"
	"context"
	"fmt"
	"go/build"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/cflow"
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cfront"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/diskcache"
)

// A Library says what to read.
type Library struct {
	Name    string // of the library in the contracts
	Version string // what it is derived from, as "libusb 1.0.26"
	FoundBy []string
	Units   []Command
	Headers []string // files that declare the functions of interest; none for all functions
	Partial bool     // the units are not all of the library

	Compiler  *ccompiler.Compiler
	Contracts *contract.Table // of other libraries
	Cache     *diskcache.Cache
}

// Derived is what was found.
type Derived struct {
	Library *Library
	Funcs   []*contract.Func // of functions with something proven, sorted by name
	Read    int              // units
	Bodies  int              // of functions outside of the system's headers, that were read
	Unread  []cfront.Unread
	Program []string       // units left out, as they have a main function
	Unknown map[string]int // functions without a contract, by the reason
	Public  int            // functions that the headers declare and the units define
}

// Derive reads a library and says what its functions do.
func Derive(ctx context.Context, l *Library) *Derived {
	d := &Derived{Library: l, Unknown: make(map[string]int)}
	units := d.read(ctx)
	defined := make(map[string]bool)
	for _, u := range units {
		for _, f := range u.Funcs {
			defined[f.Name] = defined[f.Name] || !f.Static && !f.System
		}
	}
	// What is known of the library is left out, so that this is derived.
	public := publicOf(l.Headers)
	in := &cflow.Input{Units: units, Contracts: l.Contracts.Without(defined), Uses: true, Whole: d.whole(public)}
	result := cflow.Analyze(in)
	w := &writer{result: result, public: make(map[string]bool), root: root(l.Units)}
	for name := range defined {
		w.public[name] = defined[name] && public.names(name)
	}
	for name, f := range result.Funcs {
		if w.public[name] {
			c := w.contract(f)
			c.Library = l.Name
			d.Funcs = append(d.Funcs, c)
		}
	}
	d.Public = len(d.Funcs)
	dropChance(d.Funcs)
	d.Funcs = slices.DeleteFunc(d.Funcs, func(c *contract.Func) bool {
		if saysMore(c) {
			return false
		}
		d.Unknown[reason(result.Funcs[c.Name])]++
		return true
	})
	slices.SortFunc(d.Funcs, func(a, b *contract.Func) int { return strings.Compare(a.Name, b.Name) })
	return d
}

// dropChance takes back that functions return minus a number of errno, unless
// the library has many that do and few whose negative results are others: a
// code of its own may have the same number.
func dropChance(funcs []*contract.Func) {
	count := make(map[contract.Convention]int)
	for _, f := range funcs {
		count[f.Fails]++
	}
	n := count[contract.NegativeErrno]
	if n >= 3 && n >= 4*count[contract.NegativeFails] {
		return
	}
	for _, f := range funcs {
		if f.Fails == contract.NegativeErrno {
			f.Fails = contract.StatusUnknown
		}
	}
}

// read reads and lowers the units.
func (d *Derived) read(ctx context.Context) []*cir.Unit {
	var units []*cir.Unit
	for _, c := range ordered(d.Library.Units) {
		in := &cfront.Input{
			Dir: c.Directory, Files: []string{c.File}, Flags: c.Flags, Compiler: d.Library.Compiler,
			Build: &build.Context{GOOS: runtime.GOOS, GOARCH: runtime.GOARCH},
		}
		r := cfront.Read(ctx, in, d.Library.Cache)
		for _, u := range r.Lowered() {
			if isProgram(u) {
				d.Program = append(d.Program, c.File)
				continue
			}
			d.Read++
			d.Bodies += bodies(u)
			units = append(units, u)
		}
		d.Unread = append(d.Unread, r.Unread...)
	}
	return units
}

// bodies returns how many functions of a unit are not of the system's headers.
func bodies(u *cir.Unit) int {
	n := 0
	for _, f := range u.Funcs {
		if !f.System {
			n++
		}
	}
	return n
}

// isProgram reports whether a unit has a main function: it is of a program
// that uses the library, such as a test.
func isProgram(u *cir.Unit) bool {
	return slices.ContainsFunc(u.Funcs, func(f *cir.Func) bool { return f.Name == "main" && !f.Static })
}

// root returns the directory that all units are in, or "".
func root(units []Command) string {
	if len(units) == 0 {
		return ""
	}
	dir := filepath.Dir(units[0].File)
	for _, u := range units {
		for dir != "/" && dir != "." && !strings.HasPrefix(u.File, dir+"/") {
			dir = filepath.Dir(dir)
		}
	}
	return dir
}

// saysMore reports whether a contract says more than how the function is
// declared, and what a call takes.
func saysMore(f *contract.Func) bool {
	rest := *f
	rest.Declared, rest.Cost = nil, contract.CostUnknown
	return rest.Rows() != ""
}

// reason says why nothing is said of a function.
func reason(f *summary.Func) string {
	for i := range f.Params {
		why := strings.TrimPrefix(f.Params[i].Why, "what it points to: ")
		switch {
		case why == "":
		case strings.HasPrefix(why, "passed to ") && strings.HasSuffix(why, "whose body is not here"):
			return "passed to a function whose body is not here"
		case strings.HasPrefix(why, "it may be stored in what"):
			return "it may be stored in what another argument points to"
		case strings.HasSuffix(why, "does not say what becomes of it"):
			return "passed to a function of which not all is known"
		default:
			return why
		}
	}
	return "nothing to say of its arguments"
}

// Text returns the contracts as a table.
func (d *Derived) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "library %s\nderived from %s\n", d.Library.Name, d.Library.Version)
	if len(d.Library.FoundBy) > 0 {
		fmt.Fprintf(&b, "found by %s\n", strings.Join(d.Library.FoundBy, ", "))
	}
	for line := range strings.Lines(d.Summary()) {
		b.WriteString("# " + line)
	}
	for _, f := range d.Funcs {
		b.WriteString(f.Rows())
	}
	return b.String()
}

// Summary says how much was read and found, and why there is no more, in lines.
func (d *Derived) Summary() string {
	var b strings.Builder
	unread, other, bodies := 0, 0, 0
	for _, u := range d.Unread {
		bodies += u.Bodies
		switch {
		case filepath.Ext(u.Name) != ".c":
			other++
		case !u.Partial:
			unread++
		}
	}
	fmt.Fprintf(&b, "%s read, %d not, %d in other languages than C\n", counted(d.Read, "unit"), unread, other)
	fmt.Fprintf(&b, "%d of %d bodies of functions read\n", d.Bodies, d.Bodies+bodies)
	fmt.Fprintf(&b, "%s, %d with something proven\n", counted(d.Public, "function"), len(d.Funcs))
	reasons := slices.SortedFunc(maps.Keys(d.Unknown), func(a, b string) int {
		return cmp.Or(d.Unknown[b]-d.Unknown[a], strings.Compare(a, b))
	})
	for _, reason := range reasons {
		fmt.Fprintf(&b, "%d unknown: %s\n", d.Unknown[reason], reason)
	}
	return b.String()
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
