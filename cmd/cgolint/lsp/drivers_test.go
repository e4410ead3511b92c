package lsp_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/cgolint/cgolint/analyzers"
)

// A found is a finding as all drivers have it: column in bytes, file relative
// to the tree.
type found struct {
	File           string
	Line, Column   int
	Check, Message string
}

func sorted(list []found) []found {
	slices.SortFunc(list, func(a, b found) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column,
			strings.Compare(a.Check, b.Check), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(list)
}

// A tree is a module that all drivers look at: the packages that the checks
// are tested on. Without CGOLINT_DRIVERS=all it is a part of them.
type tree struct {
	testing.TB
	dir      string
	packages []string // directories, relative
}

func newTree(t testing.TB) *tree {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	tr := &tree{TB: t, dir: dir}
	tr.must(os.CopyFS(dir, os.DirFS("../../../testdata/src")))
	registry, err := filepath.Abs("../../../registry")
	tr.must(err)
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	tr.must(err)
	tr.must(os.WriteFile(filepath.Join(dir, "go.mod"), bytes.ReplaceAll(mod, []byte("../../registry"), []byte(registry)), 0o666))
	all := os.Getenv("CGOLINT_DRIVERS") == "all"
	tr.must(filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		goFiles, err := filepath.Glob(filepath.Join(name, "*.go"))
		if len(goFiles) > 0 && (all || slices.Contains([]string{"basic", "strides"}, e.Name())) {
			tr.packages = append(tr.packages, strings.TrimPrefix(name, dir+"/"))
		}
		return err
	}))
	return tr
}

func (tr *tree) must(err error) {
	tr.Helper()
	if err != nil {
		tr.Fatal(err)
	}
}

// patterns are the packages for a command line.
func (tr *tree) patterns() []string {
	var list []string
	for _, p := range tr.packages {
		list = append(list, "./"+p)
	}
	return list
}

// output runs a command in the tree, which may end with an error because of
// what it finds, and returns what it prints.
func (tr *tree) output(name string, args ...string) []byte {
	tr.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = tr.dir
	cmd.Env = append(os.Environ(), "CGOLINT_TEST_MAIN=1", "GOWORK=off", "GOPROXY=off", "GOLANGCI_LINT_CACHE="+filepath.Join(tr.dir, ".cache"))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || len(out) == 0) {
		tr.Fatalf("%s: %v\n%s", name, err, stderr.Bytes())
	}
	return out
}

func (tr *tree) at(name string, line, column int, check, message string) found {
	return found{strings.TrimPrefix(name, tr.dir+"/"), line, column, check, message}
}

// standalone is what the program finds.
func (tr *tree) standalone() []found {
	var report struct {
		Findings []struct {
			Check, Message, File string
			Start                struct{ Line, Column int }
		}
		Errors []string
	}
	tr.must(json.Unmarshal(tr.output(os.Args[0], append([]string{"-json"}, tr.patterns()...)...), &report))
	if len(report.Errors) > 0 {
		tr.Fatalf("errors %q", report.Errors)
	}
	var list []found
	for _, f := range report.Findings {
		list = append(list, tr.at(f.File, f.Start.Line, f.Start.Column, f.Check, f.Message))
	}
	return sorted(list)
}

// vettool is what go vet finds with the program as its tool.
func (tr *tree) vettool() []found {
	exe, err := filepath.Abs(os.Args[0])
	tr.must(err)
	out := tr.output("go", append([]string{"vet", "-json", "-vettool=" + exe}, tr.patterns()...)...)
	var list []found
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var trees map[string]map[string][]struct{ Posn, Message string }
		tr.must(d.Decode(&trees))
		for _, checks := range trees {
			for check, diagnostics := range checks {
				for _, d := range diagnostics {
					parts := strings.Split(d.Posn, ":")
					line, err1 := strconv.Atoi(parts[1])
					column, err2 := strconv.Atoi(parts[2])
					tr.must(errors.Join(err1, err2))
					list = append(list, tr.at(parts[0], line, column, check, d.Message))
				}
			}
		}
	}
	return sorted(list)
}

const golangciConfig = `version: "2"
linters:
  default: none
  enable: [cgolint]
  settings: {custom: {cgolint: {type: module}}}
  exclusions: {generated: disable}
issues: {uniq-by-line: false, max-issues-per-linter: 0, max-same-issues: 0}
`

// golangci is what a golangci-lint with cgolint in it finds.
func (tr *tree) golangci(program string) []found {
	tr.must(os.WriteFile(filepath.Join(tr.dir, ".golangci.yml"), []byte(golangciConfig), 0o666))
	out := tr.output(program, append([]string{"run", "--path-mode=abs", "--show-stats=false", "--output.json.path=stdout"}, tr.patterns()...)...)
	var report struct {
		Issues []struct {
			Text string
			Pos  struct {
				Filename     string
				Line, Column int
			}
		}
	}
	tr.must(json.Unmarshal(out, &report))
	var list []found
	for _, i := range report.Issues {
		check, message, _ := strings.Cut(i.Text, ": ")
		list = append(list, tr.at(i.Pos.Filename, i.Pos.Line, i.Pos.Column, check, message))
	}
	return sorted(list)
}

// server waits until a language server, started by cmd, has found just what
// is wanted, or nothing more for a long time, and returns what it has found.
func (tr *tree) server(cmd *exec.Cmd, options any, want []found) []found {
	c := newClient(tr.TB, tr.dir, cmd)
	for _, a := range analyzers.All {
		c.sources = append(c.sources, a.Name)
	}
	c.initialize(options)
	for _, p := range tr.packages {
		files, err := filepath.Glob(filepath.Join(tr.dir, p, "*.go"))
		tr.must(err)
		c.open(strings.TrimPrefix(files[0], tr.dir+"/"))
	}
	const (
		settled = 2 * time.Second // so that what comes in excess is seen too
		silence = 90 * time.Second
	)
	var before []found
	for end := time.Now().Add(silence); ; time.Sleep(settled) {
		c.mu.Lock()
		got := tr.published(c)
		c.mu.Unlock()
		switch same := slices.Equal(got, before); {
		case same && slices.Equal(got, want):
			return got
		case same && time.Now().After(end):
			tr.Logf("messages of the server: %q", c.messages)
			return got
		case !same:
			before, end = got, time.Now().Add(silence)
		}
	}
}

// published is what a server has found by now.
func (tr *tree) published(c *client) []found {
	var list []found
	for uri, p := range c.diagnostics {
		name := strings.TrimPrefix(uri, "file://")
		text, err := os.ReadFile(name)
		tr.must(err)
		lines := strings.Split(string(text), "\n")
		for _, d := range p.Diagnostics {
			check := d.Source // of gopls, which has the category as code
			if check == "cgolint" {
				check = d.Code
			}
			if !slices.Contains(c.sources, d.Source) {
				continue
			}
			units := utf16.Encode([]rune(lines[d.Range.Start.Line]))[:d.Range.Start.Character]
			list = append(list, tr.at(name, d.Range.Start.Line+1, len(string(utf16.Decode(units)))+1, check, d.Message))
		}
	}
	return sorted(list)
}

// TestDrivers holds that all drivers find the same. Those that are programs
// of their own are compared where CGOLINT_GOPLS and CGOLINT_GOLANGCI name
// them, as .ci/drivers does.
func TestDrivers(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	tr := newTree(t)
	want := tr.standalone()
	checks := make(map[string]int)
	for _, f := range want {
		checks[f.Check]++
	}
	if len(checks) != len(analyzers.All) {
		t.Fatalf("only these checks find something: %v", checks)
	}
	drivers := map[string]func() []found{
		"vettool": tr.vettool,
		"lsp": func() []found {
			return tr.server(serverCommand(t), map[string]any{"disable": []string{probe.Name}}, want)
		},
	}
	if program := os.Getenv("CGOLINT_GOLANGCI"); program != "" {
		drivers["golangci"] = func() []found { return tr.golangci(program) }
	}
	if program := os.Getenv("CGOLINT_GOPLS"); program != "" {
		drivers["gopls"] = func() []found {
			cmd := exec.Command(program)
			cmd.Env = append(os.Environ(), "GOWORK=off", "GOPROXY=off")
			return tr.server(cmd, nil, want)
		}
	}
	for name, find := range drivers {
		t.Run(name, func(t *testing.T) {
			got := find()
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("%d findings, want %d (-standalone +%s):\n%s", len(got), len(want), name, diff)
			}
		})
	}
}
