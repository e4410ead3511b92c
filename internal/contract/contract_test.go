package contract

import (
	"strings"
	"testing"
)

func TestLibrary(t *testing.T) {
	table, err := loadTables()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(table.Names()); n < 600 {
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
	if f := table.Lookup("get"); f.Result != Inside || f.Inside != 0 {
		t.Errorf("%+v", f)
	}
	if c := table.Lookup("solve").Cost; c != CostComputation {
		t.Errorf("solve costs %v", c)
	}
	if table.Lookup("wait").Blocks != "time" || table.Lookup("nothing") != nil {
		t.Error("wait")
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"f 1 retained":                            `f:1: a row needs a function, a parameter and what becomes of it`,
		"f\t1\tkept\tX":                           `f:1: "kept" is nothing that becomes of an argument`,
		"f\t0\tretained\tX":                       `f:1: "0" is no parameter`,
		"f\tone\tretained\tX":                     `f:1: "one" is no parameter`,
		"f()\t1\tretained\tX":                     `f:1: "f()" is no name of a C function`,
		"f\t1\tretained until 3\tX":               `f:1: "3" is no name of a C function`,
		"f\t1\tretained for ever\tX":              `f:1: "for ever" does not say how an argument is retained`,
		"f\t1\tretained in x\tX":                  `f:1: "x" is no argument`,
		"f\t1\tretained if x\tX":                  `f:1: "x" is no condition`,
		"f\t1\tretained if 2 == y\tX":             `f:1: "y" is no number`,
		"f\t1\tretained; not retained\tX":         `f:1: "retained; not retained" says of one argument`,
		"f\tresult\tnew\tX":                       `f:1: "new" is nothing that a result is`,
		"f\t-\tcost much\tX":                      `f:1: "much" is no kind of cost: have trivial, loop, allocation, lock, step or computation`,
		"f\t-\tblocks often\tX":                   `f:1: "often" is no kind of waiting`,
		"f\t-\tsleeps\tX":                         `f:1: "sleeps" is nothing that a function does`,
		"# one\n\nf\t1\tfreed\tX\nf\t1\tfreed\tX": `f:4: parameter 1 of f has a row already`,
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
	f.Add("library x\nf\t1\tretained in 2 until g if 3 != 0x10\tY\n")
	f.Fuzz(func(t *testing.T, text string) {
		if table, _ := Parse("f", text); table != nil {
			_ = table.Digest()
		}
	})
}
