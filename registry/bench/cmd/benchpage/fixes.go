package main

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// fixed is a test package of a check that has benchmarks, built before and
// after the check's fixes.
type fixed struct {
	name          string // its folder
	before, after string // test binaries
}

// runFixes writes the results of the benchmarks in the test packages of a
// check, before and after its fixes.
func (p plan) runFixes(check string, w io.Writer) error {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "benchpage")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	list, err := buildFixed(root, dir, check)
	if err != nil {
		return err
	}
	start := time.Now()
	p.writeConfig(w, start)
	loads := []string{loadAverage()}
	for round := range p.rounds {
		for _, f := range list {
			fmt.Fprintf(os.Stderr, "%5s  round %d of %d: %s\n", time.Since(start).Round(time.Second), round+1, p.rounds, f.name)
			if err := p.runFixed(w, f); err != nil {
				return err
			}
		}
		loads = append(loads, loadAverage())
	}
	return writeLoads(w, loads, start)
}

func (p plan) runFixed(w io.Writer, f fixed) error {
	for _, form := range []struct{ name, binary string }{{"before", f.before}, {"after", f.after}} {
		var out bytes.Buffer
		if err := p.runGroup(&out, group{pkg: f.name, bench: ".*"}, form.binary); err != nil {
			return err
		}
		label := fmt.Sprintf("$1/in=%s/fix=%s$2$3", f.name, form.name)
		if _, err := w.Write(benchmarkName.ReplaceAll(out.Bytes(), []byte(label))); err != nil {
			return err
		}
	}
	return nil
}

var benchmarkName = regexp.MustCompile(`(?m)^(Benchmark\S*?)(-\d+)?([ \t])`)

// buildFixed builds the test packages of a check that have benchmarks, in a
// copy of their module, applies the fixes with the program, and builds them
// again. Those that the fixes leave as they are have nothing to show.
func buildFixed(root, dir, check string) ([]fixed, error) {
	src := filepath.Join(dir, "src")
	if err := copyModule(root, src, check); err != nil {
		return nil, err
	}
	tests, err := benchmarkTests(src)
	if err != nil {
		return nil, err
	}
	var list []fixed
	var patterns []string
	texts := make(map[string]string)
	for _, test := range tests {
		pkg, _ := filepath.Rel(src, filepath.Dir(test))
		f := fixed{name: filepath.Base(pkg), before: filepath.Join(dir, filepath.Base(pkg)+".before"), after: filepath.Join(dir, filepath.Base(pkg)+".after")}
		list, patterns = append(list, f), append(patterns, "./"+filepath.ToSlash(pkg))
		texts[f.name] = goFiles(filepath.Dir(test))
	}
	tool := filepath.Join(dir, "cgolint")
	if err := command(root, nil, "go", "build", "-o", tool, "./cmd/cgolint"); err != nil {
		return nil, err
	}
	if err := buildTests(src, patterns, list, func(f fixed) string { return f.before }); err != nil {
		return nil, err
	}
	args := append([]string{"-" + check, "-fix", "-unsafe", "-exit-zero"}, patterns...)
	if err := command(src, alone, tool, args...); err != nil {
		return nil, err
	}
	if err := buildTests(src, patterns, list, func(f fixed) string { return f.after }); err != nil {
		return nil, err
	}
	for i, test := range tests {
		if name := list[i].name; goFiles(filepath.Dir(test)) == texts[name] {
			fmt.Fprintf(os.Stderr, "left out %s, which no fix changes\n", name)
			list[i].name = ""
		}
	}
	list = slices.DeleteFunc(list, func(f fixed) bool { return f.name == "" })
	if len(list) == 0 {
		return nil, fmt.Errorf("no test package of %s has benchmarks and a fix", check)
	}
	return list, nil
}

// copyModule copies the test packages of a check, as a module that requires
// package registry.
func copyModule(root, src, check string) error {
	from := filepath.Join(root, "testdata", "src")
	if err := os.CopyFS(filepath.Join(src, check), os.DirFS(filepath.Join(from, check))); err != nil {
		return err
	}
	mod, err := os.ReadFile(filepath.Join(from, "go.mod"))
	if err != nil {
		return err
	}
	mod = bytes.ReplaceAll(mod, []byte("=> ../../"), []byte("=> "+filepath.ToSlash(root)+"/"))
	mod = bytes.ReplaceAll(mod, []byte("=> ./"), []byte("=> "+filepath.ToSlash(from)+"/"))
	mod = append(mod, "\nrequire github.com/cgolint/cgolint/registry v0.0.0\n"...)
	return os.WriteFile(filepath.Join(src, "go.mod"), mod, 0o666)
}

// benchmarkTests returns the files bench_test.go below dir.
func benchmarkTests(dir string) ([]string, error) {
	var tests []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "bench_test.go" {
			tests = append(tests, path)
		}
		return err
	})
	if err == nil && len(tests) == 0 {
		err = errors.New("no test package has a file bench_test.go")
	}
	return tests, err
}

// goFiles returns the texts of the Go files of a folder.
func goFiles(dir string) string {
	names, _ := filepath.Glob(filepath.Join(dir, "*.go")) // the pattern is well-formed
	var b strings.Builder
	for _, name := range names {
		text, _ := os.ReadFile(name) // what cannot be read does not build either
		b.Write(text)
	}
	return b.String()
}

func buildTests(src string, patterns []string, list []fixed, binary func(fixed) string) error {
	for i, f := range list {
		if err := command(src, alone, "go", "test", "-c", "-o", binary(f), patterns[i]); err != nil {
			return err
		}
	}
	return nil
}

// alone is the environment of a module outside of the project's workspace.
var alone = []string{"GOWORK=off", "GOFLAGS=-mod=mod"}

func command(dir string, env []string, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, out)
	}
	return nil
}
