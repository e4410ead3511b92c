package lsp_test

import (
	"bytes"
	"encoding/json"
	"errors"
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
