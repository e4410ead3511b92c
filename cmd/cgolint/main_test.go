package main

import (
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts of testdata/script/checks run the program as it is. How it
// treats its findings is tested in internal/driver, with checks made for that.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"cgolint": main, "cacheprog": cacheprog})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script/checks",
		RequireExplicitExec: true,
		UpdateScripts:       *update,
		Setup:               setup,
	})
}

// setup gives the scripts the go command's cache, and nothing else of the
// user's.
func setup(env *testscript.Env) error {
	cache, err1 := exec.Command("go", "env", "GOCACHE").Output()
	registry, err2 := filepath.Abs("../../registry")
	env.Setenv("GOCACHE", strings.TrimSpace(string(cache)))
	env.Setenv("REGISTRY", registry)
	env.Setenv("XDG_CACHE_HOME", env.WorkDir+"/cache")
	env.Setenv("GOPATH", env.WorkDir+"/gopath")
	env.Setenv("GOPROXY", "off")
	env.Setenv("GOTOOLCHAIN", "local")
	env.Setenv("GOWORK", "off")
	env.Setenv("CGO_ENABLED", "1")
	return errors.Join(err1, err2)
}
