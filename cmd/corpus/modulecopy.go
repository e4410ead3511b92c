package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// copyTo copies the module. One that is older than modules gets a go.mod.
func (m *module) copyTo(dir string) error {
	if err := os.CopyFS(dir, os.DirFS(m.dir)); err != nil {
		return err
	}
	// The module cache is read-only, which the copy must not be.
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return os.Chmod(name, info.Mode().Perm()|0o200)
	})
	if err != nil {
		return err
	}
	mod := filepath.Join(dir, "go.mod")
	if _, err := os.Stat(mod); errors.Is(err, fs.ErrNotExist) {
		return os.WriteFile(mod, []byte("module "+m.path+"\n\ngo 1.17\n"), 0o666)
	}
	return nil
}

// A moduleCopy is the copy of a module whose files are changed.
type moduleCopy struct {
	*fixer
	*module
	dir string
}

// run runs a program in the copy. Requirements that a module's own go.mod
// does not have, as of one older than modules, are added to it.
func (c *moduleCopy) run(name string, args ...string) (stdout, stderr string, err error) {
	cmd := exec.Command(name, slices.Concat(args, c.packages)...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	return out.String(), errs.String(), err
}

// lint runs cgolint on the module and returns what it says beside findings.
func (c *moduleCopy) lint(args ...string) (stderr string, err error) {
	_, stderr, err = c.run(c.cgolint, slices.Concat(args, []string{"-exit-zero"}, c.checks, []string{"--"})...)
	if err != nil {
		err = fmt.Errorf("cgolint %s: %w\n%s", strings.Join(args, " "), err, stderr)
	}
	return stderr, err
}

// rounds is how often fixes are applied that overlapped others before.
const rounds = 8

var appliedLine = regexp.MustCompile(`applied (\d+) fix`)

// applyAll applies the fixes until none is left out for overlapping another,
// and then once more, which must not change anything.
func (c *moduleCopy) applyAll(f *fixed) error {
	for range rounds {
		said, err := c.lint("-fix", "-unsafe")
		if err != nil {
			return err
		}
		if m := appliedLine.FindStringSubmatch(said); m != nil {
			n, _ := strconv.Atoi(m[1]) // digits
			f.applied += n
		}
		if !strings.Contains(said, "overlapping") {
			break
		}
	}
	if f.applied == 0 {
		return nil
	}
	before, err := c.files()
	if err != nil {
		return err
	}
	if _, err := c.lint("-fix", "-unsafe"); err != nil {
		return err
	}
	after, err := c.files()
	f.idempotent = outcomeOf(maps.Equal(before, after))
	return err
}

// left counts the fixes that are offered still.
func (c *moduleCopy) left(f *fixed) error {
	out, stderr, err := c.run(c.cgolint, c.listing()...)
	if err != nil {
		return fmt.Errorf("cgolint after the fixes: %w\n%s", err, stderr)
	}
	_, err = offers([]byte(out), f.left)
	return err
}

// files returns the texts of the copy's Go files.
func (c *moduleCopy) files() (map[string]string, error) {
	files := make(map[string]string)
	err := filepath.WalkDir(c.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		text, err := os.ReadFile(name)
		files[name] = string(text)
		return err
	})
	return files, err
}

// A state is what the go command says of the packages: "" when all is well.
type state struct{ build, vet, test string }

func (c *moduleCopy) state() state {
	s := state{build: c.complaint("build", "-o", os.DevNull), vet: c.complaint("vet")}
	if c.test {
		s.test = c.complaint("test", "-timeout=5m")
	}
	return s
}

// place matches what edits of other lines change in a complaint.
var place = regexp.MustCompile(`:\d+(:\d+)?:`)

func (c *moduleCopy) complaint(args ...string) string {
	out, errs, err := c.run("go", args...)
	if err == nil {
		return ""
	}
	lines := strings.Split(place.ReplaceAllString(errs+out+err.Error(), ":"), "\n")
	slices.Sort(lines) // go vet prints what it finds in any order
	return strings.Join(lines, "\n")
}
