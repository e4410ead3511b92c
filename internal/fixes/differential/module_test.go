package differential_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/analyzers"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

// A module is a generated one, of one package with the functions and a program
// that runs them.
type module struct {
	dir   string
	pkg   string
	files []*file
}

// many returns a module for one check, with a file of each form.
func many(r *rand.Rand, check string) *module {
	const functions = 8
	m := &module{pkg: check}
	for i, f := range forms {
		m.files = append(m.files, choose(r, f, fmt.Sprintf("F%d_", i), subjects[check], functions))
	}
	return m
}

// few returns a module for all checks.
func few(r *rand.Rand) *module {
	const functions = 20
	var all []subject
	for _, check := range slices.Sorted(maps.Keys(subjects)) {
		if slices.Contains(apart, check) {
			continue
		}
		all = append(all, subjects[check]...)
	}
	m := &module{pkg: "mixed"}
	for i, n := range r.Perm(len(forms))[:2] {
		m.files = append(m.files, choose(r, forms[n], fmt.Sprintf("F%d_", i), all, functions))
	}
	return m
}

// compare builds and runs the programs before and after the fixes. What is made
// once more must be of other checks, which say nothing while these have to.
func (m *module) compare(t *testing.T) {
	m.dir = t.TempDir()
	m.write(t)
	before := m.run(t, m.build(t, "before"), false)
	applied := analyzertest.ApplyAll(t, m.dir, analyzers.All, "./...")
	t.Logf("fixes offered: %v, made: %d", applied.Offered, applied.Done)
	for _, kind := range slices.Sorted(maps.Keys(applied.Kinds)) {
		t.Logf("%4d %s", applied.Kinds[kind], kind)
	}
	if applied.Done == 0 {
		t.Error("no fix was made")
	}
	m.compareAfter(t, before)
	again := analyzertest.ApplyAll(t, m.dir, analyzers.All, "./...")
	for check := range again.Offered {
		if applied.Offered[check] > 0 {
			t.Errorf("fixes of %s are made again: %v", check, again.Kinds)
		}
	}
	if again.Done > 0 {
		t.Logf("then offered: %v, made: %d", again.Offered, again.Done)
		m.compareAfter(t, before)
	}
}

// compareAfter holds what functions print after fixes against what they did
// before.
func (m *module) compareAfter(t *testing.T, before map[string]string) {
	t.Helper()
	after := m.run(t, m.build(t, "after"), true)
	changed, wrong := 0, 0
	for _, f := range m.files {
		for _, fn := range f.functions {
			old, now := m.text(t, f, fn)
			if old == now && fn.c == "" { // what is wrong there is so still; fixes change C too
				continue
			}
			changed++
			if was, is := before[fn.name], after[fn.name]; was != is {
				wrong++
				t.Errorf("%s prints\n%s\nbefore the fixes, after them\n%s\n%s\nis\n%s", fn.name, was, is, old, now)
			}
		}
	}
	t.Logf("%d functions, %d changed, %d of them differ", len(before), changed, wrong)
}

// write writes the module.
func (m *module) write(t *testing.T) {
	t.Helper()
	registry, err := filepath.Abs("../../../registry")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"go.mod":     "module example.com\n\ngo 1.26\n\nrequire github.com/cgolint/cgolint/registry v0.0.0\n\nreplace github.com/cgolint/cgolint/registry => " + registry + "\n",
		"run/run.go": runner,
		"main.go": fmt.Sprintf("package main\n\nimport (\n\t%q\n\t\"example.com/run\"\n)\n\nfunc main() { run.All(%s.Cases) }\n",
			"example.com/"+m.pkg, m.pkg),
	}
	cases := fmt.Sprintf("package %s\n\nimport \"example.com/run\"\n\nvar Cases = []run.Case{\n", m.pkg)
	beside := fmt.Sprintf("package %s\n\n", m.pkg)
	tests := fmt.Sprintf("package %s\n\nimport \"testing\"\n\nfunc Test(*testing.T) {}\n\n", m.pkg)
	for _, f := range m.files {
		files[filepath.Join(m.pkg, f.name+".go")] = f.write(m.pkg)
		for _, fn := range f.functions {
			cases += fmt.Sprintf("\t{%q, []func() int{\n", fn.name)
			for _, args := range fn.calls {
				cases += fmt.Sprintf("\t\tfunc() int { return %s(%s) },\n", fn.name, args)
			}
			cases += "\t}},\n"
			beside += fn.beside
			tests += fn.tests
		}
	}
	files[filepath.Join(m.pkg, "cases.go")] = cases + "}\n"
	files[filepath.Join(m.pkg, "beside.go")] = beside
	files[filepath.Join(m.pkg, "beside_test.go")] = tests
	for name, text := range support {
		files[filepath.Join(m.pkg, name)] = strings.ReplaceAll(text, "PACKAGE", m.pkg)
	}
	for name, text := range files {
		name = filepath.Join(m.dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// build builds the program.
func (m *module) build(t *testing.T, when string) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "program")
	args := []string{"build", "-gcflags=example.com/...=-e -d=checkptr", "-o", exe}
	if when == "after" && slices.Contains(raced, m.pkg) {
		args = append(args, "-race")
	}
	cmd := exec.Command("go", append(args, ".")...)
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOPROXY=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build %s the fixes: %v\n%s\n%s", when, err, out, m.places(out))
	}
	return exe
}

// run runs the functions and returns what each prints. Those after one that
// ends the program are run by another.
func (m *module) run(t *testing.T, exe string, hostile bool) map[string]string {
	t.Helper()
	printed := make(map[string]string)
	for last := ""; ; {
		cmd := exec.Command(exe)
		cmd.Env = append(os.Environ(), "AFTER="+last, "GODEBUG=cgocheck=0")
		if hostile {
			cmd.Env = append(cmd.Env, "GODEBUG=cgocheck=1", "HOSTILE=1", "MALLOC_PERTURB_=165")
		}
		out, err := cmd.CombinedOutput()
		for part := range strings.SplitSeq(string(out), "== ") {
			name, text, _ := strings.Cut(part, "\n")
			if name != "" {
				text, _, _ = strings.Cut(text, "\nPC=") // of a crash, only the reason
				text, _, _ = strings.Cut(text, "\n\ngoroutine ")
				printed[name] = text
				last = name
			}
		}
		if err == nil {
			return printed
		}
		if len(out) == 0 {
			t.Fatalf("the program ends with %v", err)
		}
	}
}

// text returns a function as it was, and as it is.
func (m *module) text(t *testing.T, f *file, fn function) (old, now string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(m.dir, m.pkg, f.name+".go"))
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(fn.text, "\n")
	_, rest, _ := strings.Cut(strings.ReplaceAll(string(text), "\r", ""), "\nfunc "+fn.name)
	rest, _, _ = strings.Cut(rest, "\n\n// ")
	return strings.TrimSpace(fn.text), strings.TrimSpace(head + "\nfunc " + fn.name + rest)
}

// places returns the lines that the compiler complains of, with what is
// around them.
func (m *module) places(out []byte) string {
	var b strings.Builder
	for line := range strings.Lines(string(out)) {
		parts := strings.SplitN(line, ":", 3)
		n, err := strconv.Atoi(strings.TrimSpace(strings.Join(parts[1:min(len(parts), 2)], "")))
		if err != nil {
			continue
		}
		text, err := os.ReadFile(filepath.Join(m.dir, parts[0]))
		if err != nil {
			continue
		}
		lines := strings.Split(string(text), "\n")
		fmt.Fprintf(&b, "%s\t%s\n", line, strings.Join(lines[max(0, n-6):min(len(lines), n+3)], "\n\t"))
	}
	return b.String()
}
