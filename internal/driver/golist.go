package driver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// A listed package is what "go list" says of a package that was named.
type listed struct {
	ImportPath string
	Name, Dir  string
	Standard   bool
	Incomplete bool // it, or a package that it imports, has an error
	Module     *struct{ Main bool }
	CgoFiles   []string
	Error      *struct{ Err string }
}

const listFields = "-json=ImportPath,Name,Dir,Standard,Incomplete,Module,CgoFiles,Error"

// mainPackages returns the IDs of those of the named packages whose files are
// the user's to change, see finding.
func mainPackages(opts *options) (map[string]bool, error) {
	pkgs, err := list(opts, opts.packages, []string{find})
	if err != nil {
		return nil, err
	}
	main := make(map[string]bool)
	for _, p := range pkgs {
		if p.isMain() {
			main[p.ImportPath] = true
			main[p.ImportPath+"_test"] = true
		}
	}
	return main, nil
}

// isMain reports whether the files of the package are the user's to change.
func (p *listed) isMain() bool {
	return !p.Standard && (p.Module == nil || p.Module.Main)
}

// find is the flag with which go list does not look for errors in the
// packages that those named import, which is much faster.
const find = "-find"

// list runs go list, with more flags and environment variables.
func list(opts *options, patterns, flags []string, env ...string) ([]*listed, error) {
	return listIn("", opts, patterns, flags, env...)
}

// listIn is list in a directory.
func listIn(dir string, opts *options, patterns, flags []string, env ...string) ([]*listed, error) {
	args := slices.Concat([]string{"list", "-e", listFields}, flags, listFlags(opts.build), []string{"--"}, patterns)
	var stdout, stderr bytes.Buffer
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if err != nil && cmd.Process == nil {
		return nil, cannotRunGo(err)
	}
	if err != nil {
		return nil, fmt.Errorf("go list failed: %w\n%s", err, bytes.TrimSpace(stderr.Bytes()))
	}
	return decodeList(&stdout)
}

// cannotRunGo explains why the go command did not start.
func cannotRunGo(err error) error {
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("cannot run the go command: %w; install Go (https://go.dev/dl) or add it to PATH", err)
	}
	return fmt.Errorf("cannot run the go command: %w", err)
}

func decodeList(r io.Reader) ([]*listed, error) {
	var pkgs []*listed
	for dec := json.NewDecoder(r); ; {
		p := new(listed)
		if err := dec.Decode(p); err == io.EOF {
			return pkgs, nil
		} else if err != nil {
			return nil, fmt.Errorf("reading the output of go list: %w", err)
		}
		pkgs = append(pkgs, p)
	}
}

// listFlags returns the build flags that make sense for go list, which would
// print commands or build again with the others.
func listFlags(build []string) []string {
	return slices.DeleteFunc(slices.Clone(build), func(arg string) bool {
		name, _, _ := strings.Cut(strings.TrimPrefix(arg, "-"), "=")
		return slices.Contains([]string{"a", "p", "x", "work"}, name)
	})
}
