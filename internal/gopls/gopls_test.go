package gopls

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestHooks(t *testing.T) {
	const analyzer = "package settings\n\ntype Analyzer struct {\n\tanalyzer, other int\n\tseverity int\n\tnonDefault bool\n}\n"
	for _, test := range []struct{ name, text, want string }{
		{"all", analyzer + "\nvar AllAnalyzers = initAnalyzers()\n", ""},
		{"a function", analyzer + "\nfunc AllAnalyzers() {}\n", "has no AllAnalyzers any more"},
		{"a constant", analyzer + "\nconst AllAnalyzers = 1\n", "has no AllAnalyzers any more"},
		{"no field", "package settings\n\nvar AllAnalyzers int\n\ntype Analyzer struct{ severity int }\n", "has no Analyzer.analyzer any more"},
		{"nothing", "package settings\n", "has no AllAnalyzers any more"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "analysis.go"), []byte(test.text), 0o666); err != nil {
				t.Fatal(err)
			}
			err := checkHooks(dir)
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

func TestCommand(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, test := range []struct {
		args   string
		status int
		want   string
	}{
		{"", 2, "usage:"},
		{"bogus", 2, "usage:"},
		{"help", 0, "cgolint gopls build"},
		{"-help", 0, "cgolint gopls build"},
		{"build -h", 0, "cgolint gopls build"},
		{"build -bogus", 2, "flag provided but not defined: -bogus"},
		{"build now", 2, `"now": no arguments are expected`},
		{"build -o " + dir + "/gopls", 2, "give the directory of its source by -source"},
		{"build -source " + dir, 2, "is no checkout of github.com/cgolint/cgolint"},
		{"check " + exe, 2, "is no gopls but "},
		{"check " + dir + "/missing", 2, "no such file"},
		{"check a b", 2, "one program is checked"},
	} {
		t.Run(test.args, func(t *testing.T) {
			var out bytes.Buffer
			if status := Main(context.Background(), strings.Fields(test.args), &out, &out); status != test.status || !strings.Contains(out.String(), test.want) {
				t.Errorf("status %d, printed %q; want %d and %q", status, out.String(), test.status, test.want)
			}
		})
	}
}

// TestCheckWithout checks a program that has the name of gopls, and no checks.
func TestCheckWithout(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module golang.org/x/tools/gopls\n\ngo 1.26\n", "main.go": "package main\n\nfunc main() {}\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "build", "-o", "gopls", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var out bytes.Buffer
	status := Main(t.Context(), []string{"check", filepath.Join(dir, "gopls")}, &out, &out)
	if want := "has no checks of cgolint: build one that has, by cgolint gopls build"; status != 1 || !strings.Contains(out.String(), want) {
		t.Errorf("status %d, printed %q; want 1 and %q", status, out.String(), want)
	}
}

// TestRefusals holds what is said of versions that cannot be built, without a
// module proxy that has them.
func TestRefusals(t *testing.T) {
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOMODCACHE", filepath.Join(t.TempDir(), "mod"))
	t.Setenv("GOTOOLCHAIN", "local")
	b := &Build{Version: "v0.0.1", Out: filepath.Join(t.TempDir(), "gopls"), Source: "../..", Progress: new(bytes.Buffer)}
	err := b.Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "fetching golang.org/x/tools/gopls@v0.0.1: ") {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(b.Out); err == nil {
		t.Error("there is a program all the same")
	}
}

func TestGoMod(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) {
		if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	b := &Build{Version: "v0.23.0", Cgolint: "v0.1.0"}
	const requires = "\nrequire (\n\tgolang.org/x/tools v0.47.1\n\thonnef.co/go/tools v0.8.0\n\tgolang.org/x/mod v0.37.0\n)\n"
	write("module golang.org/x/tools/gopls\n\ngo 1.99\n" + requires)
	if _, err := b.goMod(t.Context(), t.TempDir(), dir, ""); err == nil || !strings.Contains(err.Error(), "gopls v0.23.0 needs Go 1.99, and this is go1.") {
		t.Errorf("for a newer Go: error %v", err)
	}
	write("module golang.org/x/tools/gopls\n\ngo 1.26.0\n" + requires)
	got, err := b.goMod(t.Context(), t.TempDir(), dir, "")
	if err != nil {
		t.Fatal(err)
	}
	want := `module goplsbuild

go 1.26.0

tool golang.org/x/tools/gopls

require golang.org/x/tools/gopls v0.23.0
replace golang.org/x/tools/gopls => ./gopls
require github.com/cgolint/cgolint v0.1.0
replace golang.org/x/tools => golang.org/x/tools v0.47.1
replace honnef.co/go/tools => honnef.co/go/tools v0.8.0
`
	if string(got) != want {
		t.Errorf("go.mod is\n%s\nwant\n%s", got, want)
	}
}

// What is for a newer Go is built with a newer one, once.
func TestTakeNewerGo(t *testing.T) {
	for _, test := range []struct{ said, want string }{
		{"golang.org/x/tools/gopls@v0.24.0 requires go >= 1.27.0 (running go 1.26.8; GOTOOLCHAIN=local)", testedGo},
		{"golang.org/x/tools/gopls@v0.99.0 requires go >= 1.99.1 (running go 1.26.8)", "go1.99.1"},
		{"golang.org/x/tools/gopls@v0.99.0: reading: 404 Not Found", ""},
	} {
		b := &Build{Progress: new(bytes.Buffer)}
		if took := b.takeNewerGo(test.said); took != (test.want != "") || b.toolchain != test.want {
			t.Errorf("%q: takes %q, want %q", test.said, b.toolchain, test.want)
		}
		if test.want != "" && b.takeNewerGo(test.said) {
			t.Errorf("%q: tries again", test.said)
		}
	}
}

func TestInstall(t *testing.T) {
	dir := t.TempDir()
	built := filepath.Join(dir, "built")
	if err := os.WriteFile(built, []byte("#!/bin/sh\necho installed\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "bin", "gopls")
	if err := install(built, out); err != nil {
		t.Fatal(err)
	}
	if got, err := exec.Command(out).Output(); err != nil || string(got) != "installed\n" {
		t.Errorf("%s: %q, %v", out, got, err)
	}
}
