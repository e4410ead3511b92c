package cgopointer_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCases compares the verdict on arguments of C functions, and on results of
// exported functions, with the run time's. All are one program: building it takes
// longer than all else.
func TestCases(t *testing.T) {
	t.Parallel()
	var programs []program
	for _, c := range passCases {
		programs = append(programs, programOf(c, variants[0]))
	}
	for _, c := range slices.Concat(returnCases, otherCases) {
		programs = append(programs, c.program())
	}
	compare(t, programs, "")
}

// TestStoreCases does so for stores into C memory. The run time sees them
// with GOEXPERIMENT=cgocheck2 only, for which the standard library is built
// anew; without CGOPOINTER_DIFFERENTIAL set, the cases' own verdict counts,
// which is what the run time said.
func TestStoreCases(t *testing.T) {
	t.Parallel()
	var programs []program
	for _, c := range storeCases {
		programs = append(programs, c.program())
	}
	compare(t, programs, "cgocheck2")
}

// TestVariants compares the verdict on each argument with the run time's, in each
// way to write the call. It takes minutes:
//
//	CGOPOINTER_DIFFERENTIAL=1 go test -run 'Variants|Cases|Table' ./analyzers/cgopointer
func TestVariants(t *testing.T) {
	t.Parallel()
	if !thorough() {
		t.Skip("CGOPOINTER_DIFFERENTIAL is not set")
	}
	var programs []program
	for _, c := range passCases {
		for _, v := range variants[1:] {
			if c.pointing() || !strings.Contains(v.body, "unsafe.Pointer(ARG)") {
				programs = append(programs, programOf(c, v))
			}
		}
	}
	compare(t, programs, "")
}

func thorough() bool { return os.Getenv("CGOPOINTER_DIFFERENTIAL") != "" }

// compare runs the programs, and the analyzer over them.
func compare(t *testing.T, programs []program, experiment string) {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "go.mod"), "module ptrtest\n\ngo 1.24\n")
	for name, text := range sources(programs) {
		writeFile(t, filepath.Join(dir, "all", name), text)
	}
	writeFile(t, filepath.Join(dir, "wrap", "wrap.go"), wrapper)
	exe := ""
	if experiment == "" || thorough() {
		exe = build(t, dir, experiment)
	}
	found := diagnose(t, dir, "./...")["all"]
	wrong := 0
	for _, p := range programs {
		failed, output := p.fail, ""
		if exe != "" {
			failed, output = runCase(t, exe, p.name)
		}
		if p.known && failed != p.fail {
			t.Errorf("%s: is said to fail: %v, but at run time: %v\n%s", p.name, p.fail, failed, output)
		}
		if failed != (len(found[p.name]) > 0) {
			wrong++
			t.Errorf("%s: fails at run time: %v; reported: %q", p.name, failed, found[p.name])
		}
	}
	t.Logf("%d programs, the verdict on %d is wrong", len(programs), wrong)
}

func build(t *testing.T, dir, experiment string) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "all.exe")
	cmd := exec.Command("go", "build", "-o", exe, "./all")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod", "GOPROXY=off")
	if experiment != "" {
		cmd.Env = append(cmd.Env, "GOEXPERIMENT="+experiment)
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return exe
}

// runCase runs one case, and tells whether the run time stopped it.
func runCase(t *testing.T, exe, name string) (failed bool, output string) {
	t.Helper()
	cmd := exec.Command(exe, name)
	cmd.Env = append(os.Environ(), "GODEBUG=cgocheck=1")
	out, err := cmd.CombinedOutput()
	if err == nil {
		return false, ""
	}
	if !strings.Contains(string(out), "unpinned Go") {
		t.Errorf("%s: failed with %v, but not for a pointer:\n%s", name, err, out)
	}
	return true, string(out)
}
