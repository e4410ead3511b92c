package driver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// A listed package is what "go list" says of a package that was named.
type listed struct {
	ImportPath     string
	Dir            string
	Standard       bool
	Incomplete     bool // it, or a package that it imports, has an error
	Module         *struct{ Main bool }
	CgoFiles       []string
	IgnoredGoFiles []string
	Error          *struct{ Err string }
}

const listFields = "-json=ImportPath,Dir,Standard,Incomplete,Module,CgoFiles,IgnoredGoFiles,Error"

// isMain reports whether the files of the package are the user's to change.
func (p *listed) isMain() bool {
	return !p.Standard && (p.Module == nil || p.Module.Main)
}

// list runs go list. With -find, errors in the packages that those named
// import are not looked for, which is much faster.
func list(opts *options, find bool, patterns []string) ([]*listed, error) {
	args := []string{"list", "-e", listFields}
	if find {
		args = append(args, "-find")
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.Command("go", slices.Concat(args, listFlags(opts.build), []string{"--"}, patterns)...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, fmt.Errorf("cannot run the go command: %w; install Go (https://go.dev/dl) or add it to PATH", err)
	}
	if err != nil {
		return nil, fmt.Errorf("go list failed: %w\n%s", err, bytes.TrimSpace(stderr.Bytes()))
	}
	pkgs, err := decodeList(&stdout)
	if err != nil {
		return nil, err
	}
	if len(pkgs) == 0 {
		return nil, fmt.Errorf("no packages match %s", strings.Join(patterns, " "))
	}
	return pkgs, nil
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

// cgoIsOff returns the number of packages with cgo files that are left out
// because cgo is off.
func cgoIsOff(pkgs []*listed) int {
	n := 0
	for _, p := range pkgs {
		if len(p.CgoFiles) > 0 {
			return 0 // it is on
		}
		if slices.ContainsFunc(p.IgnoredGoFiles, func(name string) bool {
			return importsC(filepath.Join(p.Dir, name))
		}) {
			n++
		}
	}
	if n == 0 {
		return 0
	}
	out, err := exec.Command("go", "env", "CGO_ENABLED").Output()
	if err != nil || strings.TrimSpace(string(out)) != "0" {
		return 0 // the files are for another system
	}
	return n
}

func importsC(name string) bool {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		return false
	}
	for _, spec := range f.Imports {
		if spec.Path.Value == `"C"` {
			return true
		}
	}
	return false
}
