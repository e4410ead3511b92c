package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/analyzers"
)

// The code on a check's page is part of testdata/src/samples/CHECK: what is
// wrong below bad, and what is right below good. There it is compiled and
// linted, with what it needs around it.

// unsampled are pieces of code on pages that are no code of a program, by their
// first line, with the reason.
var unsampled = map[string]string{
	"C.f(x)":         "forms of a loop's body, in which much is left open",
	"var v C.double": "the same",
}

// TestSamples holds that the code on the pages of checks compiles, that the
// check reports what the page says is wrong, and nothing that it says is right.
func TestSamples(t *testing.T) {
	src, err := filepath.Abs("../../testdata/src")
	if err != nil {
		t.Fatal(err)
	}
	found := lintSamples(t, src)
	for _, a := range analyzers.All {
		t.Run(a.Name, func(t *testing.T) {
			files := sampleFiles(t, filepath.Join(src, "samples", a.Name))
			for _, block := range blocks(a.Doc) {
				if unsampled[block[0]] == "" {
					checkSample(t, block, files, found[a.Name])
				}
			}
		})
	}
}

// A place is a line of a file.
type place struct {
	file string
	line int
}

// lintSamples returns the places that are reported in samples, by check. Each
// finding has a fix, or says why there is none.
func lintSamples(t *testing.T, src string) map[string][]place {
	t.Helper()
	program := filepath.Join(t.TempDir(), "cgolint")
	if out, err := exec.Command("go", "build", "-o", program, "../cgolint").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	cmd := exec.Command(program, "-json", "-exit-zero", "./samples/...")
	cmd.Dir, cmd.Env = src, append(os.Environ(), "GOWORK=off", "CGO_ENABLED=1")
	out, err := cmd.Output()
	var report struct {
		Findings []struct {
			Check, File, Message, NoFix string

			Start struct{ Line int }
			Fixes []any
		}
		Errors []string
	}
	if json.Unmarshal(out, &report) != nil || err != nil || len(report.Errors) > 0 {
		t.Fatalf("%v\n%s", err, out)
	}
	found := make(map[string][]place)
	for _, f := range report.Findings {
		found[f.Check] = append(found[f.Check], place{f.File, f.Start.Line})
		if (len(f.Fixes) == 0) != (f.NoFix != "") {
			t.Errorf("%s:%d: %s: %d fixes, and why there is none: %q", f.File, f.Start.Line, f.Message, len(f.Fixes), f.NoFix)
		}
	}
	return found
}

// A sampleFile is a file with samples.
type sampleFile struct {
	name  string
	lines []string
	bad   bool // what it has is reported
}

// sampleFiles returns the files below a folder.
func sampleFiles(t *testing.T, dir string) []sampleFile {
	t.Helper()
	var files []sampleFile
	for _, kind := range []string{"bad", "good"} {
		for _, pattern := range []string{"*.go", "*/*.go"} {
			names, err := filepath.Glob(filepath.Join(dir, kind, pattern))
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range names {
				text, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				files = append(files, sampleFile{name, strings.Split(string(text), "\n"), kind == "bad"})
			}
		}
	}
	return files
}

// blocks returns the pieces of code in a check's documentation, each as lines
// without the indentation of all. Those with nothing between them but empty
// lines are one, with an empty line between.
func blocks(doc string) [][]string {
	var all [][]string
	inside := false
	for line := range strings.Lines(doc) {
		line = strings.TrimRight(line, "\n")
		code, ok := strings.CutPrefix(line, "\t")
		last := len(all) - 1
		switch {
		case ok && inside:
			all[last] = append(all[last], code)
		case ok:
			all, inside = append(all, []string{code}), true
		case line == "" && inside:
			all[last] = append(all[last], "")
		default:
			inside = false
		}
	}
	return all
}

// checkSample looks for a piece of code in the files, and whether something in
// it is reported, or nothing, as its place says. What stands between empty
// lines may be at different places.
func checkSample(t *testing.T, block []string, files []sampleFile, found []place) {
	t.Helper()
	var bad, reported bool
	for _, part := range parts(block) {
		f, from, to := findIn(files, part)
		if f == nil {
			t.Errorf("testdata/src/samples does not have this code of the page:\n%s", strings.Join(part, "\n"))
			return
		}
		bad = bad || f.bad
		reported = reported || slices.ContainsFunc(found, func(p place) bool { return p.file == f.name && from <= p.line && p.line <= to })
	}
	switch {
	case bad && !reported:
		t.Errorf("the page says that this is wrong, and nothing is reported:\n%s", strings.Join(block, "\n"))
	case !bad && reported:
		t.Errorf("the page says that this is right, and it is reported:\n%s", strings.Join(block, "\n"))
	}
}

// parts returns what stands between empty lines.
func parts(block []string) [][]string {
	var all [][]string
	for i, line := range block {
		switch {
		case line == "":
		case i == 0 || block[i-1] == "":
			all = append(all, []string{line})
		default:
			all[len(all)-1] = append(all[len(all)-1], line)
		}
	}
	return all
}

func findIn(files []sampleFile, part []string) (f *sampleFile, from, to int) {
	for i := range files {
		if from, to, ok := find(files[i].lines, part); ok {
			return &files[i], from, to
		}
	}
	return nil, 0, 0
}

// find returns the lines of a text, from 1, that a block of code is, but for
// indentation and comments at the ends of lines. A line "..." of the block
// stands for any.
func find(lines, block []string) (from, to int, ok bool) {
	for i := range lines {
		if n := matched(lines[i:], block); n > 0 {
			return i + 1, i + n, true
		}
	}
	return 0, 0, false
}

// matched returns how many lines at the start of a text are the block, or 0.
func matched(lines, block []string) int {
	n := 0
	for i, want := range block {
		if code(want) == "..." {
			for skip := n; skip < len(lines); skip++ {
				if rest := matched(lines[skip:], block[i+1:]); rest > 0 {
					return skip + rest
				}
			}
			return 0
		}
		if n >= len(lines) || !lineMatches(lines[n], want) {
			return 0
		}
		n++
	}
	return n
}

func lineMatches(line, want string) bool {
	before, isOpen := strings.CutSuffix(code(want), "{ ... }")
	if isOpen {
		return strings.HasPrefix(code(line), before+"{")
	}
	return code(line) == code(want)
}

var trailing = regexp.MustCompile(`\s*// .*$`)

// code returns a line without indentation and the comment at its end.
func code(line string) string {
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "//") {
		return line
	}
	return strings.Join(strings.Fields(trailing.ReplaceAllString(line, "")), " ")
}
