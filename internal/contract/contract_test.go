package contract

import (
	"slices"
	"strings"
	"testing"
)

func TestLibrary(t *testing.T) {
	table, err := loadTables()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(table.Names()); n < 3000 {
		t.Errorf("the tables have %d functions", n)
	}
	for _, name := range table.Names() {
		f := table.Lookup(name)
		for i, p := range f.Params {
			if p.Source == "" {
				t.Errorf("%s: parameter %d has no source", name, i+1)
			}
		}
	}
}

func TestParse(t *testing.T) {
	table, err := Parse("table", `
# a comment
library example
callbacks listed
set_user	1	retained until clear_user, reset	Manual, set_user
bind	2	retained in 1 if 3 != -1	Manual, bind
copy,copy_n	1	written; returned	Manual, copy
copy,copy_n	2	copied to 1	Manual, copy
each	1-2,4	not retained	Manual, each
each	3	called per element	Manual, each
log	1	not retained	Manual, log
log	...	copied	Manual, log
get	result	inside 1	Manual, get
wait	-	blocks time	Manual, wait
solve	-	cost computation	Manual, solve
configure	2	copied; contents retained in 1 until close	Manual, configure
`)
	if err != nil {
		t.Fatal(err)
	}
	user := table.Lookup("set_user").Param(0)
	if user.What != Retained || user.In != -1 || strings.Join(user.Until, " ") != "clear_user reset" || user.Source != "Manual, set_user" {
		t.Errorf("%+v", user)
	}
	if p := table.Lookup("configure").Param(1); p.What != Copied|Contents || p.In != 0 || len(p.Until) != 1 {
		t.Errorf("%+v", p)
	}
	bind := table.Lookup("bind").Param(1)
	if bind.In != 0 || bind.If == nil || bind.If.Arg != 2 || bind.If.Equal || bind.If.Values[0] != -1 {
		t.Errorf("%+v", bind)
	}
	if p := table.Lookup("copy_n").Param(1); p.What != Copied || p.CopyTo != 0 || !table.Lookup("copy").ReturnsArgument() {
		t.Errorf("%+v", p)
	}
	each := table.Lookup("each")
	if each.Param(3) == nil || each.Param(4) != nil || !each.Param(2).PerElement() || !each.NoCallback || each.Library != "example" {
		t.Errorf("%+v", each)
	}
	if p := table.Lookup("log").Param(5); p == nil || p.What != Copied {
		t.Error("a variadic argument has no contract")
	}
	if f := table.Lookup("get"); f.Result.Kind != Inside || f.Result.Arg != 0 {
		t.Errorf("%+v", f)
	}
	if c := table.Lookup("solve").Cost; c != CostComputation {
		t.Errorf("solve costs %v", c)
	}
	if table.Lookup("wait").Blocks != "time" || table.Lookup("nothing") != nil {
		t.Error("wait")
	}
}

// What lifetimes, strings, errors and threads ask for.
func TestParseLifetimes(t *testing.T) {
	table, err := Parse("table", `
library example
dup  result  fresh freed by example_free, free  Manual, dup
open  2  out fresh freed by close_it if result == 0  Manual, open
open  result  fails with negative errno  Manual, open
name  result  inside 1 until rename_it  Manual, name
error  result  static until error; fails with NULL  Manual, error
same  result  argument 2  Manual, same
give  1  taken  Manual, give
put  1  copied  Manual, put
put  1  reads until NUL  Manual, put
fill  1  writes at most 2 without NUL  Manual, fill
read_all  1  writes at most 2 * 3  Manual, read_all
format  1  writes at most *2 of 4 bytes with NUL  Manual, format
stamp  1  writes at most 26 bytes with NUL  Manual, stamp
send  1  not retained; reads at most 2  Manual, send
check  result  fails with last error example errors  Manual, check
check  -  reads thread state example errors; writes thread state current; main thread; serialises itself; longjmps  Manual, check
run  -  calls export goRun, goStop; blocks wait  Manual, run
`)
	if err != nil {
		t.Fatal(err)
	}
	if r := table.Lookup("dup").Result; r.Kind != Fresh || strings.Join(r.FreedBy, " ") != "example_free free" || r.Source != "Manual, dup" {
		t.Errorf("%+v", r)
	}
	open := table.Lookup("open")
	if out := open.Param(1).Out; out.Kind != Fresh || out.FreedBy[0] != "close_it" || out.Cond.Holds(-1) || !out.Cond.Holds(0) {
		t.Errorf("%+v", out)
	}
	if open.Param(1).What&Filled == 0 || open.Fails != NegativeErrno {
		t.Errorf("%+v", open)
	}
	if r := table.Lookup("name").Result; r.Kind != Inside || r.Arg != 0 || r.Until[0] != "rename_it" {
		t.Errorf("%+v", r)
	}
	if f := table.Lookup("error"); f.Result.Kind != Static || f.Fails != NullFails {
		t.Errorf("%+v", f)
	}
	if p := table.Lookup("put").Param(0); p.What != Copied|UntilNUL {
		t.Errorf("%+v", p)
	}
	if w := table.Lookup("format").Param(0).Writes; *w != (Extent{Length: 1, Times: -1, Pointer: true, Element: 4, NUL: true}) {
		t.Errorf("%+v", w)
	}
	if f := table.Lookup("check"); f.LastError != "example errors" || f.Reads[0] != "example errors" || f.Writes[0] != "current" || !f.MainThread || !f.Serial || !f.LongJumps {
		t.Errorf("%+v", f)
	}
	if f := table.Lookup("run"); !f.CallsGo || strings.Join(f.Exports, " ") != "goRun goStop" || f.Blocks != "wait" {
		t.Errorf("%+v", f)
	}
}

// What is printed is parsed as the same, for all that the tables have.
func TestRows(t *testing.T) {
	all := Library()
	var b strings.Builder
	library := ""
	for _, name := range all.Names() {
		f := all.Lookup(name)
		if f.Library != library {
			library = f.Library
			b.WriteString("library " + library + "\n")
		}
		b.WriteString(f.Rows())
	}
	again, err := Parse("printed", b.String())
	if err != nil {
		t.Fatal(err)
	}
	if again.Digest() != all.Digest() {
		t.Error("what is printed says something else")
	}
	for _, name := range all.Names() {
		if a, b := all.Lookup(name).Rows(), again.Lookup(name).Rows(); a != b {
			t.Errorf("%s: printed\n%s, parsed\n%s", name, a, b)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"f 1 retained":                            `f:1: a row needs a function, a parameter and what becomes of it`,
		"f\t1\tretaned\tX":                        `f:1: unknown effect "retaned"; want retained, contents retained, copied, `,
		"f\t0\tretained\tX":                       `f:1: "0" is no parameter`,
		"f\tone\tretained\tX":                     `f:1: "one" is no parameter`,
		"f()\t1\tretained\tX":                     `f:1: "f()" is no name of a C function`,
		"f\t1\tretained until 3\tX":               `f:1: "3" is no name of a C function`,
		"f\t1\tretained for ever\tX":              `f:1: unknown words "for ever" after "retained"; want`,
		"f\t1\tretained in x\tX":                  `f:1: "x" is no argument`,
		"f\t1\tretained if x\tX":                  `f:1: "x" is no condition`,
		"f\t1\tretained if 2 == y\tX":             `f:1: "y" is no number`,
		"f\t1\tretained; not retained\tX":         `f:1: "retained; not retained" says of one argument`,
		"f\tresult\tnew\tX":                       `f:1: unknown result "new"; want fresh, static, `,
		"f\tresult\tfresh by g\tX":                `f:1: unknown words "by g"; want "freed by" and functions`,
		"f\tresult\tfails with -1\tX":             `f:1: unknown way to fail "-1"; want errno, `,
		"f\tresult\tfresh\tX\nf\tresult\tstatic":  `f:2: the result of f has a row already: fresh`,
		"f\t1\tout new\tX":                        `f:1: unknown origin "new"; want fresh, `,
		"f\t1\tout fresh if 0\tX":                 `f:1: "0" is no condition on the result`,
		"f\t1\tout fresh if result ~ 0\tX":        `f:1: unknown operator "~"; want ==, `,
		"f\t1\twrites at most n\tX":               `f:1: "n" is no length; want an argument`,
		"f\t-\tcost much\tX":                      `f:1: unknown cost "much"; want trivial, loop, allocation, lock, step, computation`,
		"f\t-\tblocks often\tX":                   `f:1: unknown kind of waiting "often"; want io, lock, time, wait`,
		"f\t-\tsleeps\tX":                         `f:1: unknown effect of a function "sleeps"; want blocks KIND`,
		"# one\n\nf\t1\tfreed\tX\nf\t1\tfreed\tX": `f:4: parameter 1 of f has a row that says this already`,
		"f\t1\tcopied\tX\nf\t1\tretained\tX":      `f:2: parameter 1 of f has a row that says this already, or the contrary`,
	} {
		if _, err := Parse("f", text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

// All errors are told at once, and the rows that are right are kept.
func TestParseGoesOn(t *testing.T) {
	table, err := Parse("f", "a\t1\tx\tX\nb\t1\tfreed\tX\nc\t1\ty\tX\n")
	if err == nil || strings.Count(err.Error(), "\n") != 1 || table.Lookup("b") == nil {
		t.Error(table.Names(), err)
	}
}

func TestParseRow(t *testing.T) {
	table, err := ParseRow("set_user 1 retained until clear_user")
	if err != nil || table.Lookup("set_user").Param(0).Until[0] != "clear_user" {
		t.Error(table, err)
	}
	if _, err := ParseRow("set_user retained"); err == nil {
		t.Error("a row without a parameter is taken")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("f\tresult\tfresh freed by g; fails with last error k\nf\t2\tout inside 1 until g if result != 0; writes at most *3 of 4 bytes\nf\t-\tlongjmps")
	f.Add("library x\nf\t1\tretained in 2 until g if 3 != 0x10\tY\n")
	f.Fuzz(func(t *testing.T, text string) {
		table, _ := Parse("f", text)
		for _, name := range table.Names() {
			f := table.Lookup(name)
			again, err := Parse("f", f.Rows())
			if err != nil || f.Rows() != "" && again.Lookup(name).Rows() != f.Rows() {
				t.Errorf("%q is printed as %q: %v", text, f.Rows(), err)
			}
		}
	})
}

func TestColumns(t *testing.T) {
	for row, want := range map[string][]string{
		"f\t1\tretained\tManual  of f":  {"f", "1", "retained", "Manual  of f"},
		"f, g  1  not retained":         {"f, g", "1", "not retained"},
		"f\t\t 1   retained \tin a set": {"f", "1", "retained", "in a set"},
		"f 1 retained":                  {"f 1 retained"},
	} {
		if got := columns(row, 4); !slices.Equal(got, want) {
			t.Errorf("columns of %q: %q, want %q", row, got, want)
		}
	}
}
