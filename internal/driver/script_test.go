package driver_test

import (
	"flag"
	"os/exec"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/cgolint/cgolint/internal/driver"
)

var update = flag.Bool("u", false, "write what the scripts' commands print into the scripts")

// The scripts run the program with checks that are made for them, so that
// they hold whatever the real ones report.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"cgolint": func() { driver.Main(driver.Program{Checks: checks, Late: late}) },
	})
}

func TestScripts(t *testing.T) {
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("GOCACHE", strings.TrimSpace(string(cache)))
			env.Setenv("GOPATH", env.WorkDir+"/gopath")
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOWORK", "off")
			env.Setenv("CGO_ENABLED", "1")
			env.Setenv("GORACE", "atexit_sleep_ms=0") // under -race, hundreds of processes would sleep a second each
			return nil
		},
	})
}
