package cparse_test

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/cpp"
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// A reader reads units as a compiler would have them.
type reader struct {
	names    *ctoken.Names
	files    map[string]*ctoken.File
	macros   *cpp.Cache
	compiler *ccompiler.Compiler
	include  []string
	goos     string
	goarch   string
}

// newReader asks the C compiler of the machine, or skips the test.
func newReader(t testing.TB) *reader {
	t.Helper()
	cc, err := ccompiler.Command("")
	if err != nil {
		t.Skip(err)
	}
	c, err := ccompiler.Probe(context.Background(), cc, runtime.GOARCH)
	if err != nil {
		t.Fatal(err)
	}
	return &reader{names: ctoken.NewNames(), files: make(map[string]*ctoken.File), macros: cpp.NewCache(), compiler: c, goos: runtime.GOOS, goarch: runtime.GOARCH}
}

func (r *reader) open(name string) *ctoken.File {
	f, ok := r.files[name]
	if !ok {
		if text, err := os.ReadFile(name); err == nil {
			f = ctoken.NewFile(name, text, r.names)
		}
		r.files[name] = f
	}
	return f
}

func (r *reader) preprocessor(name, text string) *cpp.Preprocessor {
	return cpp.New(cpp.Config{
		Names: r.names, Macros: r.macros, Limit: 1e8, System: append(r.include, r.compiler.Include...),
		Open: r.open, Exists: func(name string) bool { return r.open(name) != nil },
		Clang:    strings.Contains(r.compiler.Macros, "#define __clang__ "),
		Features: strings.Contains(r.compiler.Macros, "#define __clang__ "),
	}, ctoken.NewFile("<predefined>", []byte(r.compiler.Macros), r.names), ctoken.NewFile(name, []byte(text), r.names))
}

// A collector parses every body, and keeps the objects.
type collector struct {
	p       *cparse.Parser
	pp      *cpp.Preprocessor
	objects map[string]*cparse.Object
	bodies  int
}

func (c *collector) Function(def *cparse.FuncDef) {
	c.objects[def.Obj.Text] = def.Obj
	if _, _, ok := c.p.Body(def); ok {
		c.bodies++
	}
}

func (c *collector) Variable(obj *cparse.Object, _ *cparse.Init) { c.objects[obj.Text] = obj }

// read reads a unit, and returns what it declares and what is wrong.
func (r *reader) read(name, text string) (*collector, []string) {
	pp := r.preprocessor(name, text)
	p := cparse.New(pp, ctype.NewTarget(r.goos, r.goarch, r.compiler.Macros), false)
	c := &collector{p: p, pp: pp, objects: make(map[string]*cparse.Object)}
	p.Unit(c)
	var errs []string
	for _, e := range p.Errors {
		at := pp.Position(e.Pos)
		errs = append(errs, fmt.Sprintf("%s:%d:%d: %s%s", at.File, at.Line, at.Column, strings.TrimLeft(e.Function+": ", ": "), e.Text))
	}
	if pp.Err() != nil {
		errs = append(errs, pp.Err().Error())
	}
	return c, errs
}

// TestFiles reads the files that CGOLINT_C names, each of which must be read
// whole.
func TestFiles(t *testing.T) {
	if os.Getenv("CGOLINT_C") == "" {
		t.Skip("CGOLINT_C names no files")
	}
	r := newReader(t)
	for _, name := range strings.Fields(os.Getenv("CGOLINT_C")) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c, errs := r.read(name, string(text))
		t.Logf("%s: %d bodies, %d objects", name, c.bodies, len(c.objects))
		for _, e := range errs {
			t.Error(e)
		}
	}
}

// BenchmarkFile reads the file that CGOLINT_C names.
func BenchmarkFile(b *testing.B) {
	name := os.Getenv("CGOLINT_C")
	if name == "" {
		b.Skip("CGOLINT_C names no file")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		newReader(b).read(name, string(text))
	}
}
