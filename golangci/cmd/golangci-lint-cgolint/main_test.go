package main

import (
	"flag"
	"os/exec"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("u", false, "write what the scripts' commands print into the scripts")

// The test binary is the program.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"golangci-lint-cgolint": main})
}

func TestScripts(t *testing.T) {
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("GOCACHE", strings.TrimSpace(string(cache)))
			env.Setenv("GOLANGCI_LINT_CACHE", env.WorkDir+"/.cache")
			env.Setenv("CGOLINT_CACHE", "off")
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOWORK", "off")
			env.Setenv("CGO_ENABLED", "1")
			return nil
		},
	})
}
