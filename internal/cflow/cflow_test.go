package cflow

import (
	"context"
	"go/build"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/cfront"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// TestFiles holds the summaries of the functions in testdata against the
// comments that stand directly above them.
func TestFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.c")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			result := analyze(t, file, string(text))
			funcs := result.Funcs
			for _, w := range readWants(string(text)) {
				f := funcs[w.function]
				if f == nil {
					t.Errorf("%s:%d: there is no summary of %s", file, w.line, w.function)
					continue
				}
				got := describe(f, w.what)
				if name, ok := strings.CutPrefix(w.what, "thread of "); ok {
					got = describeUse(result.Exports[name])
				}
				if got != w.want {
					var b strings.Builder
					f.Print(&b)
					t.Errorf("%s:%d: %s, %s: got %q, want %q\n%s", file, w.line, w.function, w.what, got, w.want, b.String())
				}
			}
		})
	}
}

func analyze(t testing.TB, file, text string) *Result {
	exports := readExports(text)
	a := &Input{Units: lowered(t, file, exports...), Contracts: contract.Library(), All: true}
	for _, e := range exports {
		a.Exports = append(a.Exports, e.Name)
	}
	return Analyze(a)
}

// lowered returns the unit of a C file.
func lowered(t testing.TB, file string, exports ...cfront.Export) []*cir.Unit {
	name, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	in := &cfront.Input{
		Dir: filepath.Dir(name), Build: &build.Default, Compiler: probe(t),
		Files: []string{name}, Exports: exports,
	}
	r := cfront.Read(context.Background(), in, nil)
	for _, u := range r.Unread {
		t.Fatal(u.Name, u.Err)
	}
	return r.Lowered()
}

func write(t testing.TB, file, text string) {
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

var exportLine = regexp.MustCompile(`(?m)^// export (\w+) (\w+) (.*)$`)

func readExports(text string) []cfront.Export {
	var all []cfront.Export
	for _, m := range exportLine.FindAllStringSubmatch(text, -1) {
		all = append(all, cfront.Export{Name: m[1], Result: m[2], Params: strings.Split(m[3], ",")})
	}
	return all
}

// A want is what a comment says of a function.
type want struct {
	function, what, want string
	line                 int
}

var (
	wantLine = regexp.MustCompile(`^// ([\w ]+): (.*)$`)
	funcLine = regexp.MustCompile(`(\w+)\(`)
)

func readWants(text string) []want {
	var all, open []want
	for i, line := range strings.Split(text, "\n") {
		if m := wantLine.FindStringSubmatch(line); m != nil {
			open = append(open, want{what: m[1], want: m[2], line: i + 1})
			continue
		}
		m := funcLine.FindStringSubmatch(line)
		if len(open) > 0 && m != nil {
			for _, w := range open {
				w.function = m[1]
				all = append(all, w)
			}
			open = nil
		}
	}
	return all
}
