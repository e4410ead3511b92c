package cgopointer_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDifferential holds the analyzer's verdict on each case against the run
// time's. Without -short it does so for every variant of each.
func TestDifferential(t *testing.T) {
	var programs []program
	for _, c := range passCases {
		for _, v := range variants {
			if v.name == "direct" || os.Getenv("CGOPOINTER_VARIANTS") != "" {
				programs = append(programs, programOf(c, v))
			}
		}
	}
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "go.mod"), "module ptrtest\n\ngo 1.24\n")
	writeFile(t, filepath.Join(dir, "all", "main.go"), source(programs))
	exe := build(t, dir, "")
	found := diagnose(t, dir, "./...")["all"]
	wrong := 0
	for _, p := range programs {
		failed, output := runCase(t, exe, p.name)
		if p.known && failed != p.fail {
			t.Errorf("%s: is said to fail: %v, but at run time: %v\n%s", p.name, p.fail, failed, output)
		}
		if failed != (len(found[p.name]) > 0) {
			wrong++
			t.Errorf("%s: fails at run time: %v; reported: %q", p.name, failed, found[p.name])
		}
	}
	t.Logf("%d programs, %d wrong", len(programs), wrong)
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
