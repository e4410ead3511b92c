package contract

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Each row of the derived tables can be parsed, and found by its function.
func TestDerived(t *testing.T) {
	files, _ := filepath.Glob("tables/derived/*.txt")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		table, err := Parse(file, string(text))
		if err != nil {
			t.Error(err)
		}
		d := NewDerived(string(text))
		for _, name := range table.Names() {
			f := d.lookup(name)
			if f == nil || f.Rows() != table.Lookup(name).Rows() {
				t.Errorf("%s: the rows of %s are not found", file, name)
			}
			if f != nil && f.Declared == nil {
				t.Errorf("%s: it is not said how %s is declared", file, name)
			}
		}
		if len(foundByOf(string(text))) == 0 {
			t.Errorf("%s: nothing tells which packages use the library", file)
		}
	}
}

const exampleTable = `library example
derived from example 1.2
found by example.h, -lexample
close	-	declared number (pointer)	a.c:10
close	1	freed	a.c:12
open	-	declared number (pointer, pointer)	a.c:1
open	1	retained in 2	a.c:3
open	2	out fresh freed by close if result == 0	a.c:4
set	-	declared nothing (pointer, pointer)	b.c:1
set	1	not retained; filled	b.c:1
set	2	retained in 1 until close	b.c:2
`

func TestDerivedRows(t *testing.T) {
	d := NewDerived(exampleTable)
	for _, name := range []string{"clos", "closed", "a", "z", "", "opeN", "b.c"} {
		if f := d.lookup(name); f != nil {
			t.Errorf("found %s for %q", f.Name, name)
		}
	}
	hand, err := Parse("", "library example\nset  2  not retained  Manual\nopen  *  not retained  Manual\nclose  1  reads until NUL  Manual\n")
	if err != nil {
		t.Fatal(err)
	}
	user, err := Parse("", "close  1  not retained\n")
	if err != nil {
		t.Fatal(err)
	}
	both := hand.Beside([]*Derived{d})
	if p := both.Lookup("set").Param(1); p.What != NotRetained || p.Derived {
		t.Errorf("the documentation does not prevail: %v", p)
	}
	if p := both.Lookup("set").Param(0); p == nil || p.What&Filled == 0 || !p.Complete() {
		t.Errorf("what is derived is not said beside it: %v", p)
	}
	if p := both.Lookup("open").Param(0); p.What&Retained != 0 {
		t.Errorf("what is documented of all parameters does not prevail: %v", p)
	}
	if p := both.Lookup("close").Param(0); p.What != Freed|UntilNUL || p.Complete() {
		t.Errorf("what the documentation does not say is not derived: %v", p)
	}
	if p := both.With(user).Lookup("close").Param(0); p.What != NotRetained {
		t.Errorf("the user does not prevail: %v", p)
	}
	if both.Digest() == hand.Digest() {
		t.Error("the digest does not tell the tables apart")
	}
}

// A contract is of no use where the header declares the function otherwise.
func TestDeclared(t *testing.T) {
	table := newTable().Beside([]*Derived{NewDerived(exampleTable)})
	for _, c := range []struct {
		declared string
		found    bool
	}{
		{"nothing (pointer, pointer)", true},
		{"nothing (pointer, pointer, number)", false},
		{"nothing (pointer, structure)", false},
		{"number (pointer, pointer)", false},
		{"nothing (pointer, pointer, ...)", false},
	} {
		d, err := parseDeclaration(c.declared)
		if err != nil {
			t.Fatal(err)
		}
		if d.String() != c.declared {
			t.Errorf("%q is printed as %q", c.declared, d)
		}
		if found := table.Declared("set", d) != nil; found != c.found {
			t.Errorf("%s: found %v", c.declared, found)
		}
	}
	if d, err := parseDeclaration("number ()"); err != nil || d.Params != nil {
		t.Errorf("%v, %v", d, err)
	}
	for _, bad := range []string{"number", "number (int)", "many (pointer)"} {
		if _, err := parseDeclaration(bad); err == nil {
			t.Errorf("%q is parsed", bad)
		}
	}
}

func BenchmarkDerivedLookup(b *testing.B) {
	var text strings.Builder
	text.WriteString("library large\nderived from large 1\nfound by large.h\n")
	for i := range 5000 {
		fmt.Fprintf(&text, "large_%05d\t-\tdeclared number (pointer, pointer)\ta.c:%d\nlarge_%05d\t1-2\tnot retained\ta.c:%d\n", i, i, i, i)
	}
	for b.Loop() {
		d := NewDerived(text.String())
		for i := range 50 {
			if d.lookup(fmt.Sprintf("large_%05d", 97*i)) == nil {
				b.Fatal("not found")
			}
		}
	}
}

// What a package pays that uses one large library.
func BenchmarkDerivedFor(b *testing.B) {
	for library, names := range map[string][]string{
		"libxml2": {"xmlFreeDoc", "xmlReadMemory", "xmlDocGetRootElement", "xmlNewParserCtxt", "xmlCtxtReadMemory"},
		"libnl":   {"nl_socket_alloc", "nl_connect", "nl_socket_free", "rtnl_link_alloc_cache", "nl_cache_free"}, // the largest
	} {
		b.Run(library, func(b *testing.B) {
			for b.Loop() {
				a, err := openArchive(packed)
				if err != nil {
					b.Fatal(err)
				}
				text, err := a.unpack(library)
				if err != nil {
					b.Fatal(err)
				}
				d := NewDerived(text)
				for _, name := range names {
					d.lookup(name)
				}
			}
		})
	}
}
