package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A layout lays out modules, each in a folder of its own below dir, as the
// main module, as those who work on it have it.
type layout struct {
	dir string
	// mirror has copies of repositories, as OWNER+NAME/repo, bare or not.
	// What is not there is asked of the Go module proxy.
	mirror string
}

// of lays out a module, unless that was done before, and sets its version. It
// returns the folder that its go.mod is in.
func (l *layout) of(m *listed) (string, error) {
	root := filepath.Join(l.dir, m.folder())
	if dir, err := os.ReadFile(filepath.Join(root, "dir")); err == nil {
		return string(dir), nil
	}
	if err := os.RemoveAll(root); err != nil {
		return "", err
	}
	if err := os.MkdirAll(root, 0o777); err != nil {
		return "", err
	}
	src := filepath.Join(root, "src")
	dir, err := l.fromMirror(m, src)
	if errors.Is(err, errNoMirror) {
		dir, err = src, l.fromProxy(m, src)
	}
	if err != nil {
		return "", err
	}
	if err := prepare(m, dir); err != nil {
		return "", err
	}
	return dir, os.WriteFile(filepath.Join(root, "dir"), []byte(dir), 0o666)
}

// fromProxy copies what the Go module proxy serves.
func (l *layout) fromProxy(m *listed, dir string) error {
	version := m.Version
	if version == "" {
		version = "latest"
	}
	out, failed := goCommand(l.dir, "mod", "download", "-json", m.Path+"@"+version)
	var answer struct{ Dir, Version, Error string }
	if err := json.Unmarshal(out, &answer); err != nil || answer.Error != "" {
		return errors.Join(errors.New("not served: "+strings.ReplaceAll(answer.Error, "\n", " ")), failed)
	}
	if err := os.CopyFS(dir, os.DirFS(answer.Dir)); err != nil {
		return err
	}
	m.Version = answer.Version
	return makeWritable(dir)
}

// makeWritable undoes that the module cache is read-only.
func makeWritable(dir string) error {
	return filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.Type()&os.ModeSymlink != 0 {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return os.Chmod(name, info.Mode()|0o200)
	})
}

var errNoMirror = errors.New("there is no copy of its repository")

// majorVersion matches the end of the path of a module's later versions.
var majorVersion = regexp.MustCompile(`(/v[0-9]+)$`)

// fromMirror checks out a copy of the module's repository. The module may be
// in a folder of it.
func (l *layout) fromMirror(m *listed, dir string) (string, error) {
	host, rest, _ := strings.Cut(m.Path, "/")
	parts := strings.SplitN(majorVersion.ReplaceAllString(rest, ""), "/", 3)
	if host != "github.com" || len(parts) < 2 {
		return "", errNoMirror
	}
	repository := filepath.Join(l.mirror, parts[0]+"+"+parts[1], "repo")
	if l.mirror == "" || !exists(repository) {
		return "", errNoMirror
	}
	// A copy may lack large files, which are no source: git complains of
	// them, and checks out the rest.
	out, err := exec.Command("git", "clone", "-q", "-s", repository, dir).CombinedOutput()
	if !exists(filepath.Join(dir, ".git")) {
		return "", errors.Join(err, errors.New(string(out)))
	}
	if m.Version != "" {
		out, err := exec.Command("git", "-C", dir, "checkout", "-q", "-f", m.Version).CombinedOutput()
		if !strings.HasPrefix(head(dir), m.Version) {
			return "", errors.Join(err, errors.New(string(out)))
		}
	}
	m.Version = head(dir)
	if len(parts) == 3 {
		if sub := filepath.Join(dir, parts[2]); exists(filepath.Join(sub, "go.mod")) {
			return sub, nil
		}
	}
	return dir, nil
}

// head returns the commit that is checked out, or "".
func head(dir string) string {
	out, err := exec.Command("git", "-C", dir, "rev-parse", "HEAD").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// prepare makes the module one that can be built, and lists its packages.
func prepare(m *listed, dir string) error {
	if !exists(filepath.Join(dir, "go.mod")) {
		if out, err := goCommand(dir, "mod", "init", m.Path); err != nil {
			return fmt.Errorf("go mod init: %w\n%s", err, out)
		}
	}
	if !exists(filepath.Join(dir, "vendor", "modules.txt")) {
		_, _ = goCommand(dir, "mod", "tidy", "-e") // what is still missing, go list says
	}
	patterns := m.Packages
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	args := append([]string{"list", "-e", "-tags=" + m.Tags, "-f", "{{if .CgoFiles}}{{.ImportPath}}{{end}}"}, patterns...)
	out, err := goCommand(dir, args...)
	packages := strings.Fields(string(out))
	if err == nil && len(packages) == 0 {
		err = errors.New("no package uses cgo here")
	}
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "packages"), []byte(strings.Join(packages, "\n")+"\n"), 0o666)
}

// goCommand runs the go command in dir.
func goCommand(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = slices.Concat(os.Environ(), []string{"GOWORK=off", "GOFLAGS=-mod=mod -p=2"})
	if exists(filepath.Join(dir, "vendor", "modules.txt")) {
		cmd.Env = append(cmd.Env, "GOFLAGS=-p=2")
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("go %s: %s", args[0], strings.SplitN(strings.TrimSpace(stderr.String()), "\n", 2)[0])
	}
	return out, err
}
