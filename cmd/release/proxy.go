package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/zip"
)

// folders are those of the modules that are released, each after those that it
// requires.
var folders = []string{".", "registry", "golangci"}

// release writes the modules to a proxy's folder.
func release(root, version, out string) error {
	work, err := os.MkdirTemp("", "release")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	when, err := checkOut(root, work)
	if err != nil {
		return err
	}
	r := &releaser{version: version, out: out, when: when}
	for _, folder := range folders {
		if err := r.add(filepath.Join(work, folder)); err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
	}
	return nil
}

// checkOut writes what is committed to a folder, and returns when it was.
func checkOut(root, dir string) (time.Time, error) {
	archive := exec.Command("git", "archive", "HEAD")
	archive.Dir = root
	extract := exec.Command("tar", "-x", "-C", dir)
	var errs bytes.Buffer
	archive.Stderr, extract.Stderr = &errs, &errs
	pipe, err := archive.StdoutPipe()
	if err != nil {
		return time.Time{}, err
	}
	extract.Stdin = pipe
	if err := errors.Join(archive.Start(), extract.Run(), archive.Wait()); err != nil {
		return time.Time{}, fmt.Errorf("git archive: %w\n%s", err, errs.String())
	}
	show := exec.Command("git", "show", "-s", "--format=%cI", "HEAD")
	show.Dir = root
	text, err := show.Output()
	if err != nil {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339, strings.TrimSpace(string(text)))
}

// A releaser adds modules to a proxy.
type releaser struct {
	version, out string
	when         time.Time
	sums         []string // lines for go.sum about the modules that were added
	added        []string // their paths
}

// add adds the module in a folder.
func (r *releaser) add(dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return err
	}
	mod, err := modfile.Parse("go.mod", text, nil)
	if err != nil {
		return err
	}
	if err := r.requireReleased(dir, mod); err != nil {
		return err
	}
	if len(mod.Replace) > 0 {
		return errors.New("go.mod has a replace directive, with which go install refuses it")
	}
	return r.write(dir, mod)
}

// requireReleased makes a module require the modules of this release, where it
// requires what is beside it.
func (r *releaser) requireReleased(dir string, mod *modfile.File) error {
	changed := false
	for _, path := range r.added {
		if !slices.ContainsFunc(mod.Require, func(q *modfile.Require) bool { return q.Mod.Path == path }) {
			continue
		}
		if err := errors.Join(mod.AddRequire(path, r.version), mod.DropReplace(path, "")); err != nil {
			return err
		}
		changed = true
	}
	if !changed {
		return nil
	}
	mod.Cleanup()
	text, err := mod.Format()
	if err != nil {
		return err
	}
	sums, err := os.ReadFile(filepath.Join(dir, "go.sum"))
	if err != nil {
		return err
	}
	sums = append(sums, strings.Join(r.sums, "")...)
	return errors.Join(os.WriteFile(filepath.Join(dir, "go.mod"), text, 0o666), os.WriteFile(filepath.Join(dir, "go.sum"), sums, 0o666))
}

// write writes what a proxy serves of a module:
// https://go.dev/ref/mod#goproxy-protocol
func (r *releaser) write(dir string, mod *modfile.File) error {
	path := mod.Module.Mod.Path
	escaped, err := module.EscapePath(path)
	if err != nil {
		return err
	}
	folder := filepath.Join(r.out, filepath.FromSlash(escaped), "@v")
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	name := filepath.Join(folder, r.version+".zip")
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	v := module.Version{Path: path, Version: r.version}
	if err := errors.Join(zip.CreateFromDir(f, v, dir), f.Close()); err != nil {
		return err
	}
	goMod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return err
	}
	info, err := json.Marshal(map[string]any{"Version": r.version, "Time": r.when.UTC()})
	if err != nil {
		return err
	}
	for ext, text := range map[string][]byte{r.version + ".mod": goMod, r.version + ".info": info, "list": []byte(r.version + "\n")} {
		if err := os.WriteFile(filepath.Join(folder, ext), text, 0o666); err != nil {
			return err
		}
	}
	return r.sum(path, name, goMod)
}

// sum notes the lines of go.sum about a module.
func (r *releaser) sum(path, name string, goMod []byte) error {
	all, err := dirhash.HashZip(name, dirhash.Hash1)
	if err != nil {
		return err
	}
	one, err := dirhash.Hash1([]string{"go.mod"}, func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(goMod)), nil })
	if err != nil {
		return err
	}
	r.added = append(r.added, path)
	r.sums = append(r.sums, fmt.Sprintf("%s %s %s\n%s %s/go.mod %s\n", path, r.version, all, path, r.version, one))
	return nil
}
