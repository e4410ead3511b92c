package ccompiler

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/cgolint/cgolint/internal/quoted"
)

// An Environment answers for the variables of the go command.
type Environment struct {
	file map[string]string // what go env -w has written
}

// ReadEnvironment reads the file that go env -w writes. The go command hands
// its exported variables on to the tools it runs, but not the ones from that
// file.
func ReadEnvironment() *Environment {
	e := &Environment{file: make(map[string]string)}
	name := os.Getenv("GOENV")
	if name == "off" {
		return e
	}
	if name == "" {
		dir, err := os.UserConfigDir()
		if err != nil {
			return e
		}
		name = filepath.Join(dir, "go", "env")
	}
	f, err := os.Open(name)
	if err != nil {
		return e
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if key, value, ok := strings.Cut(lines.Text(), "="); ok && !strings.HasPrefix(key, "#") {
			e.file[strings.TrimSpace(key)] = value
		}
	}
	return e
}

// Get returns a variable: the exported one, or what go env -w wrote.
func (e *Environment) Get(name string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return e.file[name]
}

// Flags returns the flags that the user's environment adds to every package:
// CGO_CPPFLAGS and CGO_CFLAGS. The default of the latter, -g -O2, says
// nothing of interest here.
func (e *Environment) Flags() []string {
	return append(quoted.Go(e.Get("CGO_CPPFLAGS")), quoted.Go(e.Get("CGO_CFLAGS"))...)
}

// pkgConfigTime bounds one run of pkg-config, also on a busy machine.
const pkgConfigTime = 30 * time.Second

// PkgConfig returns the compiler flags of the packages of a #cgo pkg-config
// line. Names that look like flags are refused, as the go command does.
func (e *Environment) PkgConfig(ctx context.Context, names []string) ([]string, error) {
	program := "pkg-config"
	if p := e.Get("PKG_CONFIG"); p != "" {
		program = p
	}
	args := []string{"--cflags"}
	for _, name := range names {
		switch {
		case name == "--static": // the one flag that #cgo lines may have
			args = append(args, name)
		case strings.HasPrefix(name, "-"):
			return nil, fmt.Errorf("pkg-config package %q looks like a flag", name)
		}
	}
	args = append(args, "--")
	for _, name := range names {
		if name != "--static" {
			args = append(args, name)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, pkgConfigTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.WaitDelay = time.Second
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("pkg-config --cflags %s: %v", strings.Join(names, " "), err)
	}
	return quoted.Shell(string(out))
}
