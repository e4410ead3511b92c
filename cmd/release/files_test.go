package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func file(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func decode(t *testing.T, name string, into any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(file(t, name)), into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// The action lints with the flags that its inputs ask for. Its steps run here
// with a cgolint that prints its arguments.
func TestAction(t *testing.T) {
	var action struct {
		Inputs map[string]struct{ Default string }
		Runs   struct {
			Steps []struct {
				Run string
				Env map[string]string
			}
		}
	}
	decode(t, "action.yml", &action)
	steps := action.Runs.Steps
	if len(steps) != 2 {
		t.Fatalf("the action has %d steps", len(steps))
	}
	gopath := t.TempDir()
	if err := os.MkdirAll(filepath.Join(gopath, "bin"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(gopath, "bin", "cgolint"), []byte("#!/bin/sh\nprintf '<%s>' \"$@\"\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	input := regexp.MustCompile(`^\$\{\{ inputs\.([a-z-]+) \}\}$`)
	run := func(values map[string]string) string {
		cmd := exec.Command("bash", "-eo", "pipefail", "-c", steps[1].Run)
		cmd.Env = append(os.Environ(), "GOPATH="+gopath)
		for name, text := range steps[1].Env {
			m := input.FindStringSubmatch(text)
			if m == nil {
				t.Fatalf("%s is %s, which is no input", name, text)
			}
			value, ok := values[m[1]]
			if !ok {
				value = action.Inputs[m[1]].Default
			}
			cmd.Env = append(cmd.Env, name+"="+value)
		}
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return string(out)
	}
	if got := run(nil); got != "<-format=github><./...>" {
		t.Errorf("without inputs the action runs cgolint %s", got)
	}
	got := run(map[string]string{"sarif": "out dir/c.sarif", "args": "-enable=perf -v", "packages": "./a ./b"})
	if want := "<-format=github><-o><sarif=out dir/c.sarif><-enable=perf><-v><./a><./b>"; got != want {
		t.Errorf("the action runs cgolint %s, want %s", got, want)
	}
}

// The hook of pre-commit names a program of the module.
func TestPreCommit(t *testing.T) {
	var hooks []struct{ ID, Language, Entry, Files string }
	decode(t, ".pre-commit-hooks.yaml", &hooks)
	if len(hooks) != 1 || hooks[0].ID != "cgolint" || hooks[0].Language != "golang" || hooks[0].Entry != "cgolint" {
		t.Fatalf("the hooks are %+v", hooks)
	}
	files := regexp.MustCompile(hooks[0].Files)
	for name, want := range map[string]bool{"a/b.go": true, "x.c": true, "x.h": true, "x.cc": false, "go.mod": false} {
		if files.MatchString(name) != want {
			t.Errorf("the hook runs for %s: %v", name, !want)
		}
	}
}

// goreleaser makes binaries for the systems that .ci/release does.
func TestTargets(t *testing.T) {
	var config struct {
		Builds []struct{ GOOS, GOARCH []string }
	}
	decode(t, ".goreleaser.yaml", &config)
	script := file(t, ".ci/release")
	for _, goos := range config.Builds[0].GOOS {
		for _, goarch := range config.Builds[0].GOARCH {
			if !strings.Contains(script, goos+"/"+goarch) {
				t.Errorf(".ci/release makes no binary for %s/%s", goos, goarch)
			}
		}
	}
}
