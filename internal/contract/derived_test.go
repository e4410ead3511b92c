package contract

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "pack the tables of tables/derived")

// pack makes the archive of all derived tables. It is the same for the same
// tables.
func pack() ([]byte, error) {
	files, err := filepath.Glob("tables/derived/*.txt")
	if err != nil {
		return nil, err
	}
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	write := func(name, text string) error {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		return err
	}
	index := make(map[string][]string)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		library := strings.TrimSuffix(filepath.Base(file), ".txt")
		for _, name := range foundByOf(string(text)) {
			index[name] = append(index[name], library)
		}
		if err := write(library, string(text)); err != nil {
			return nil, err
		}
	}
	var lines []string
	for name, libraries := range index {
		lines = append(lines, name+"\t"+strings.Join(libraries, "\t")+"\n")
	}
	slices.Sort(lines)
	if err := write(indexName, strings.Join(lines, "")); err != nil {
		return nil, err
	}
	err = w.Close()
	return archive.Bytes(), err
}

// foundByOf returns the names after which a table is found.
func foundByOf(text string) []string {
	for line := range strings.Lines(text) {
		if names, ok := strings.CutPrefix(strings.TrimSpace(line), foundBy); ok {
			return strings.Split(names, ", ")
		}
	}
	return nil
}

// What is packed in the binary are the tables beside it.
func TestPacked(t *testing.T) {
	want, err := pack()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("derived.zip", want, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !maps.Equal(unpacked(t, want), unpacked(t, packed)) { // a release of Go may pack otherwise
		t.Error("derived.zip is not of the tables in tables/derived: run go test ./internal/contract -update")
	}
	if len(packed) > 8<<20 {
		t.Errorf("the derived tables take %d bytes of the binary", len(packed))
	}
}

func unpacked(t *testing.T, data []byte) map[string]string {
	a, err := openArchive(data)
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	for name := range a.files {
		if files[name], err = a.unpack(name); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

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

// docs/libraries.md has a line for each derived table, from what that says of
// itself.
func TestLibraries(t *testing.T) {
	files, _ := filepath.Glob("tables/derived/*.txt")
	var rows strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		rows.WriteString(libraryRow(string(text)))
	}
	name := "../../docs/libraries.md"
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	const start, end = "|---|---|---|---|---|---|\n", "\n\n"
	before, rest, ok := strings.Cut(string(page), start)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("the page has no table")
	}
	want := before + start + strings.TrimSuffix(rows.String(), "\n") + end + after
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if want != string(page) {
		t.Error("docs/libraries.md is not of the tables in tables/derived: run go test ./internal/contract -update")
	}
}

// libraryRow returns the line of a library: its version, the units and the
// bodies of functions that were read, the functions in its headers, with
// something proven, and why nothing is said of the others.
func libraryRow(text string) string {
	var version, units, bodies, functions string
	var unknown []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, derivedFrom); ok {
			_, version, _ = strings.Cut(rest, " ") // after the library's name
		}
		comment, ok := strings.CutPrefix(line, "# ")
		switch {
		case !ok:
		case strings.HasSuffix(comment, "bodies of functions read"):
			read, rest, _ := strings.Cut(comment, " of ")
			all, _, _ := strings.Cut(rest, " ")
			if bodies = read; read != all {
				bodies += " of " + all
			}
		case strings.Contains(comment, " read, "):
			units, _, _ = strings.Cut(comment, " ")
		case strings.HasSuffix(comment, "with something proven"):
			functions = strings.TrimSuffix(comment, " with something proven")
		case strings.Contains(comment, " unknown: "):
			unknown = append(unknown, strings.Replace(comment, " unknown", "", 1))
		}
	}
	of, proven, _ := strings.Cut(functions, ", ")
	of, _, _ = strings.Cut(of, " ")
	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s |\n", version, units, bodies, of, proven, strings.Join(unknown, "; "))
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
