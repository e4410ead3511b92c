package main

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
)

// makeModule writes a module of a size into a folder, to be measured as the
// others are.
func makeModule(args []string) error {
	fs := flag.NewFlagSet("made", flag.ContinueOnError)
	packages := fs.Int("packages", 0, "make so many packages")
	calls := fs.Int("calls", 0, "make one package with so many calls of C")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if fs.NArg() != 1 || (*packages > 0) == (*calls > 0) {
		return errors.New("usage: corpus made -packages N FOLDER, or corpus made -calls N FOLDER")
	}
	dir := fs.Arg(0)
	if err := os.MkdirAll(filepath.Dir(dir), 0o777); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o777); err != nil {
		return err
	}
	files := map[string]string{"go.mod": "module example.com/made\n\ngo 1.26\n", "packages": "./...\n"}
	if *packages > 0 {
		maps.Copy(files, packagesOf(*packages))
	} else {
		maps.Copy(files, callsOf(*calls))
	}
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// cgoEvery is which of the packages of a made module call C: one in so many.
const cgoEvery = 50

// packagesOf returns the files of n packages. Each imports the one before
// it but for every tenth, and some of the standard library; one in fifty calls
// C.
func packagesOf(n int) map[string]string {
	files := make(map[string]string)
	for i := range n {
		files[fmt.Sprintf("p%d/p.go", i)] = goPackage(i)
		if i%cgoEvery == cgoEvery-1 || n < cgoEvery && i == 0 {
			files[fmt.Sprintf("p%d/c.go", i)] = cgoFile(i)
		}
	}
	return files
}

// goPackage returns a file of the kind that most packages are made of: a type
// with methods, a map with a lock, functions with errors.
func goPackage(i int) string {
	imported, used := "", ""
	if i%10 != 0 {
		imported = fmt.Sprintf("\t\"example.com/made/p%d\"\n", i-1)
		used = fmt.Sprintf("\tif _, ok := p%d.New().Get(name); ok {\n\t\treturn nil\n\t}\n", i-1)
	}
	return strings.NewReplacer("PKG", fmt.Sprint("p", i), "IMPORTED", imported, "USED", used).Replace(goText)
}

// goText is the text of goPackage: the name, an import and its use are put in.
const goText = `package PKG

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

IMPORTED)

// ErrNone says that there is none.
var ErrNone = errors.New("none")

// A Table has entries by name.
type Table struct {
	mu      sync.RWMutex
	entries map[string]*Entry
}

// An Entry is a line.
type Entry struct {
	Name   string
	Values []int
}

// New returns an empty table.
func New() *Table { return &Table{entries: make(map[string]*Entry)} }

// Get returns an entry.
func (t *Table) Get(name string) (*Entry, bool) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	e, ok := t.entries[name]
	return e, ok
}

// Load reads entries from a file.
func (t *Table) Load(name string) error {
USED	text, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("table: %w", err)
	}
	for i, line := range strings.Split(string(text), "\n") {
		if err := t.add(i, line); err != nil {
			return err
		}
	}
	return nil
}

func (t *Table) add(i int, line string) error {
	name, rest, ok := strings.Cut(line, "=")
	if !ok {
		return fmt.Errorf("line %d: %w", i, ErrNone)
	}
	e := &Entry{Name: name}
	for _, field := range strings.Fields(rest) {
		var n int
		if _, err := fmt.Sscan(field, &n); err != nil {
			return err
		}
		e.Values = append(e.Values, n)
	}
	t.mu.Lock()
	t.entries[name] = e
	t.mu.Unlock()
	return nil
}

// Sum adds up what an entry has.
func (e *Entry) Sum() (sum int) {
	for _, v := range e.Values {
		sum += v
	}
	return sum
}
`

// cgoFile returns a file that calls C.
func cgoFile(i int) string {
	return strings.ReplaceAll(`package PKG

/*
#include <stdlib.h>
#include <string.h>

static int count(const char *s, int c) {
	int n = 0;
	for (; *s; s++)
		if (*s == c)
			n++;
	return n;
}

static void fill(unsigned char *p, size_t n) { memset(p, 1, n); }
*/
import "C"

import "unsafe"

// Count counts a byte in C.
func Count(text string, c byte) int {
	s := C.CString(text)
	defer C.free(unsafe.Pointer(s))
	return int(C.count(s, C.int(c)))
}

// Fill fills b in C.
func Fill(b []byte) {
	if len(b) > 0 {
		C.fill((*C.uchar)(unsafe.Pointer(&b[0])), C.size_t(len(b)))
	}
}
`, "PKG", fmt.Sprint("p", i))
}

// callsPerFile and functions bound what is in a file and in the preamble of a
// made package with many calls, as in bindings that a program has generated.
const (
	callsPerFile = 5000
	functions    = 500
)

// callsOf returns the files of a package with n calls of C, one in each
// function, as generated bindings have them.
func callsOf(n int) map[string]string {
	files := map[string]string{"c.h": header()}
	for first := 0; first < n; first += callsPerFile {
		var b strings.Builder
		b.WriteString("package made\n\n// #include \"c.h\"\nimport \"C\"\n\nimport \"unsafe\"\n")
		for i := first; i < min(first+callsPerFile, n); i++ {
			b.WriteString(callOf(i))
		}
		files[fmt.Sprintf("calls%d.go", first/callsPerFile)] = b.String()
	}
	return files
}

// kinds are the functions of the preamble, in turn, and how they are called.
var kinds = []struct{ c, call string }{
	{"static int fN(int a, int b) { return a + b; }", "func FI(a, b int32) int32 { return int32(C.fN(C.int(a), C.int(b))) }"},
	{"static void fN(float *v, int n) { for (int i = 0; i < n; i++) v[i] = 0; }", "func FI(v []float32) {\n\tif len(v) > 0 {\n\t\tC.fN((*C.float)(unsafe.Pointer(&v[0])), C.int(len(v)))\n\t}\n}"},
	{"static int fN(const char *s) { int n = 0; while (s[n]) n++; return n; }", "func FI(s string) int {\n\tc := C.CString(s)\n\tdefer C.free(unsafe.Pointer(c))\n\treturn int(C.fN(c))\n}"},
	{"static void fN(void *p) { *(char *)p = 1; }", "func FI(p unsafe.Pointer) { C.fN(p) }"},
	{"static double fN(double x) { return x * x; }", "func FI(x float64) float64 { return float64(C.fN(C.double(x))) }"},
}

func header() string {
	var b strings.Builder
	b.WriteString("#include <stdlib.h>\n")
	for i := range functions {
		b.WriteString(strings.ReplaceAll(kinds[i%len(kinds)].c, "fN", fmt.Sprint("f", i)) + "\n")
	}
	return b.String()
}

func callOf(i int) string {
	f := i % functions
	call := strings.ReplaceAll(kinds[f%len(kinds)].call, "fN", fmt.Sprint("f", f))
	return "\n" + strings.ReplaceAll(call, "FI", fmt.Sprint("F", i)) + "\n"
}
