package driver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
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
	out, err := opts.goCommand.output(dir, args, env...)
	if err != nil {
		return nil, err
	}
	return decodeList[listed](out)
}

// decodeList decodes what go list says of packages as values of a type that
// has fields of the same names.
func decodeList[T any](out []byte) ([]*T, error) {
	var pkgs []*T
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		p := new(T)
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
