package cparse_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/ctype"
)

// readerFor reads units as a compiler would have them, or skips the test where
// there is none.
func readerFor(t *testing.T, command, goos, goarch string) *reader {
	t.Helper()
	cc := strings.Fields(command)
	if _, err := exec.LookPath(cc[0]); err != nil {
		t.Skip(err)
	}
	r := newReader(t)
	var err error
	if r.compiler, err = ccompiler.Probe(context.Background(), cc, ""); err != nil {
		t.Skip(err)
	}
	r.goos, r.goarch = goos, goarch
	if strings.HasSuffix(command, " -m32") {
		stubs := t.TempDir() // for a machine without the headers of 32 bits
		if err := os.MkdirAll(filepath.Join(stubs, "gnu"), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(stubs, "gnu", "stubs-32.h"), nil, 0o666); err != nil {
			t.Fatal(err)
		}
		r.include = []string{stubs, "/usr/include/x86_64-linux-gnu"}
	}
	return r
}

// hold compares the values of expressions with those of each compiler.
func hold(t *testing.T, text string, exprs func(*collector) []string) {
	for _, c := range slices.Concat(compilers, furtherCompilers(t)) {
		t.Run(strings.ReplaceAll(c.command, " ", ""), func(t *testing.T) {
			r := readerFor(t, c.command, c.goos, c.goarch)
			command := strings.Fields(c.command)
			for _, dir := range r.include {
				command = append(command, "-I"+dir)
			}
			text := available(r, text)
			col, errs := r.read("x.c", text)
			for _, e := range errs {
				t.Error(e)
			}
			all := exprs(col)
			theirs := answers(t, command, text, all)
			ours := r.evaluate(t, text, all)
			if len(theirs) != len(all) {
				t.Fatalf("%d answers to %d questions", len(theirs), len(all))
			}
			wrong := 0
			for i, e := range all {
				if ours[i] == nil || *ours[i] != theirs[i] {
					if wrong++; wrong < 40 {
						t.Errorf("%s is %s here and %d to the compiler", e, deref(ours[i]), theirs[i])
					}
				}
			}
			t.Logf("%d questions, %d wrong", len(all), wrong)
		})
	}
}

func deref(n *int64) string {
	if n == nil {
		return "unknown"
	}
	return fmt.Sprint(*n)
}

// evaluate returns the values of integer expressions, nil where one is not
// known.
func (r *reader) evaluate(t *testing.T, text string, exprs []string) []*int64 {
	t.Helper()
	var b strings.Builder
	b.WriteString(text)
	for i, e := range exprs {
		fmt.Fprintf(&b, "\nenum { cgolint_%d __attribute__((unused)) = (long long)(%s) };", i, e)
	}
	p := cparse.New(r.preprocessor("x.c", b.String()), ctype.NewTarget(r.goos, r.goarch, r.compiler.Macros), false)
	p.Unit(&collector{p: p, objects: make(map[string]*cparse.Object)})
	all := make([]*int64, len(exprs))
	for i := range exprs {
		if obj := p.Lookup(fmt.Sprintf("cgolint_%d", i)); obj != nil {
			v := obj.Value
			all[i] = &v
		}
	}
	return all
}

// TestLayouts holds the layouts of all types of the headers, and of those in
// testdata, against the compilers' own.
func TestLayouts(t *testing.T) {
	own, err := os.ReadFile("testdata/layout.c")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"own": string(own), "headers": theHeaders} {
		t.Run(name, func(t *testing.T) {
			hold(t, text, questions)
		})
	}
}

// questions asks for sizes, alignments and offsets of all types of the file's
// scope.
func questions(c *collector) []string {
	p := c.p
	types := p.FileTypes()
	names := make([]string, 0, len(types))
	for name := range types {
		names = append(names, name)
	}
	sort.Strings(names)
	var all []string
	for _, name := range names {
		t := types[name]
		if t.Incomplete() || t.VLA || t.Kind == ctype.Function || t.Kind == ctype.Void {
			continue
		}
		all = append(all, "sizeof("+name+")", "_Alignof("+name+")")
		if !t.IsRecord() {
			continue
		}
		for _, f := range t.Record.Fields {
			// A member may be named like a macro that was defined after it.
			if f.Name != 0 && f.Bits < 0 && !c.pp.IsDefined(f.Name) {
				all = append(all, "__builtin_offsetof("+name+", "+p.Text(f.Name)+")")
			}
		}
	}
	const most = 6000 // windows.h has ten times as many
	if step := len(all)/most + 1; step > 1 {
		var some []string
		for i := 0; i < len(all); i += step {
			some = append(some, all[i])
		}
		return some
	}
	return all
}

// TestConstants holds the values of the expressions in testdata, one a line,
// against the compilers' own.
func TestConstants(t *testing.T) {
	text, err := os.ReadFile("testdata/constants.txt")
	if err != nil {
		t.Fatal(err)
	}
	declarations, lines, _ := strings.Cut(string(text), "\n---\n")
	hold(t, declarations, func(*collector) []string { return strings.Split(strings.TrimSpace(lines), "\n") })
}
