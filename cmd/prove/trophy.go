package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// A trophy is a mistake in a released module.
type trophy struct {
	folder  string         // of the program, below testdata/trophies
	check   string         // the check that finds it
	pkg     string         // the import path of the package that has it
	place   string         // of the finding, as FILE:LINE
	debian  string         // the Debian package with the C headers, or ""
	sign    *regexp.Regexp // matches what the program prints
	happens string         // a clause that says what happens
}

// readTrophies reads the table.
func readTrophies(name string) ([]trophy, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var all []trophy
	for i, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 7 {
			return nil, fmt.Errorf("%s:%d: %d columns, not 7", name, i+1, len(f))
		}
		sign, err := regexp.Compile(f[5])
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %v", name, i+1, err)
		}
		all = append(all, trophy{folder: f[0], check: f[1], pkg: f[2], place: f[3], debian: f[4], sign: sign, happens: f[6]})
	}
	return all, nil
}

// isCollected reports whether the mistake only shows when the collector runs at
// a bad moment.
func (t trophy) isCollected() bool { return t.check == "cgokeepalive" }

// show runs the program until the sign is seen, and returns the line that has
// it. Where the collector decides, the program must run well without it.
func (t trophy) show(work string) (string, error) {
	program := filepath.Join(work, t.folder)
	if out, err := goCommand("build", "-o", program, "./"+t.folder).CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %v: %s%s", err, out, t.hint())
	}
	tries := 1
	if t.isCollected() {
		tries = 5
		if out, err := run(program, "COLLECT=off"); err != nil {
			return "", fmt.Errorf("without the collector: %v: %s", err, out)
		}
	}
	var out []byte
	for range tries {
		var err error
		out, err = run(program)
		if at := t.sign.FindIndex(out); at != nil && err != nil {
			return lineAt(out, at[0]), nil
		}
	}
	return "", fmt.Errorf("%q is not in what the program printed:\n%s", t.sign, out)
}

// hint says what a program may need that can't be built.
func (t trophy) hint() string {
	if t.debian == "" {
		return ""
	}
	return "\n(Debian: apt-get install " + t.debian + ")"
}

// run runs a program for at most two minutes and returns what it printed.
func run(program string, env ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program)
	cmd.Env = append(os.Environ(), env...)
	return cmd.CombinedOutput()
}

// lineAt returns the line of text that has the byte i.
func lineAt(text []byte, i int) string {
	start := bytes.LastIndexByte(text[:i], '\n') + 1
	line, _, _ := bytes.Cut(text[start:], []byte("\n"))
	return string(line)
}

// goCommand returns a go command in the programs' module, which is no part of
// the workspace.
func goCommand(args ...string) *exec.Cmd {
	cmd := exec.Command("go", args...)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "GOWORK=off")
	return cmd
}
