package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts of testdata/script/checks run the program as it is. How it
// treats its findings is tested in internal/driver, with checks made for that.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"cgolint": main})
}

func TestScripts(t *testing.T) {
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	registry, err := filepath.Abs("../../registry")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script/checks",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("GOCACHE", strings.TrimSpace(string(cache)))
			env.Setenv("XDG_CACHE_HOME", env.WorkDir+"/cache")
			env.Setenv("GOPATH", env.WorkDir+"/gopath")
			env.Setenv("GOPROXY", "off")
			env.Setenv("REGISTRY", registry)
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOWORK", "off")
			env.Setenv("CGO_ENABLED", "1")
			return nil
		},
	})
}
