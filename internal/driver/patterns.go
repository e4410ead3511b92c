package driver

import (
	"crypto/sha256"
	"fmt"
	"go/build"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/cgolint/cgolint/internal/workspace"
)

// patterns are the packages that were named, as far as their names tell
// which they are. (To ask the go command takes a fifth of the time of a run
// in which nothing changed.)
type patterns []pattern

type pattern struct {
	match  *regexp.Regexp
	folder bool // match is of the package's folder, otherwise of its import path
	hidden int  // elements of the pattern that "..." would not match
}

// meta are the names that stand for sets of packages; see "go help packages".
var meta = []string{"all", "cmd", "std", "tool", "work"}

// newPatterns parses the arguments of the program, as seen from dir.
func newPatterns(opts *options, dir string) (patterns, error) {
	var ps patterns
	add := func(name string, folder bool) {
		ps = append(ps, pattern{wildcard(name), folder, hiddenElements(name)})
	}
	for _, arg := range opts.packages {
		path, inModule := importPath(dir, arg)
		switch {
		case slices.Contains(meta, arg):
			pkgs, err := list(opts, []string{arg}, []string{find})
			if err != nil {
				return nil, err
			}
			for _, pkg := range pkgs {
				add(pkg.ImportPath, false)
			}
		case strings.HasSuffix(arg, ".go"):
			add("command-line-arguments", false)
		case inModule:
			add(path, false)
		case isFolder(arg):
			add(filepath.ToSlash(absolute(dir, arg)), true)
		default:
			add(arg, false)
		}
	}
	return ps, nil
}

// match reports whether a package was named: id is its import path, with
// "_test" after that of an external test, and file one of its files.
func (ps patterns) match(id, file string) bool {
	folder := filepath.ToSlash(filepath.Dir(file))
	path := strings.TrimSuffix(id, "_test")
	return slices.ContainsFunc(ps, func(p pattern) bool {
		if p.folder {
			return p.matchName(folder)
		}
		return p.matchName(id) || p.matchName(path)
	})
}

func (p pattern) matchName(name string) bool {
	return p.match.MatchString(name) && hiddenElements(name) <= p.hidden
}

// wildcard returns the expression that matches what a pattern does: "..." is
// any text, and "x/..." also matches x.
func wildcard(pattern string) *regexp.Regexp {
	expr := strings.ReplaceAll(regexp.QuoteMeta(pattern), `\.\.\.`, `.*`)
	if stem, ok := strings.CutSuffix(expr, "/.*"); ok {
		expr = stem + "(/.*)?"
	}
	return regexp.MustCompile("^" + expr + "$")
}

// hiddenElements counts the elements of a path that "..." does not match.
func hiddenElements(path string) int {
	n := 0
	for elem := range strings.SplitSeq(path, "/") {
		if elem == "testdata" || elem != "..." && (strings.HasPrefix(elem, ".") || strings.HasPrefix(elem, "_")) {
			n++
		}
	}
	return n
}

// isFolder reports whether the pattern is a path in the file system.
func isFolder(pattern string) bool {
	return build.IsLocalImport(pattern) || filepath.IsAbs(pattern)
}

func absolute(dir, name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(dir, name)
}

// namedFlags returns flags for the vet tool, which are not empty unless all
// the packages are folders of the main module, dir being in it.
//
// What the tool answers for other packages is different when they are only
// imported (see prepareUnit), which the go command's cache cannot tell. So
// the cache is only shared with runs that name the same packages.
func namedFlags(args []string, dir string) []string {
	outside := func(arg string) bool {
		_, ok := importPath(dir, arg)
		return !ok
	}
	if !slices.ContainsFunc(args, outside) {
		return nil
	}
	sorted := slices.Sorted(slices.Values(args))
	digest := sha256.Sum256([]byte(strings.Join(append(sorted, dir), "\n")))
	return []string{fmt.Sprintf("-%s=%x", namedFlag, digest[:8])}
}

// importPath returns a pattern of folders as one of import paths, if they are
// of the module that dir is in, which is then the main module.
func importPath(dir, pattern string) (string, bool) {
	main := moduleFile(dir)
	if main == "" || !isFolder(pattern) {
		return "", false
	}
	name := absolute(dir, pattern)
	folder := name
	for strings.Contains(folder, "...") {
		folder = filepath.Dir(folder)
	}
	if moduleFile(folder) != main || strings.Contains(filepath.ToSlash(folder)+"/", "/vendor/") {
		return "", false
	}
	data, err := os.ReadFile(main)
	if err != nil {
		return "", false
	}
	module := modfile.ModulePath(data)
	rel, err := filepath.Rel(filepath.Dir(main), name)
	if err != nil || module == "" || module == "std" || module == "cmd" {
		return "", false
	}
	return path.Join(module, filepath.ToSlash(rel)), true
}

// moduleFile returns the go.mod file of the module that dir is in, or "".
func moduleFile(dir string) string {
	if root := workspace.ModuleRoot(dir); root != "" {
		return filepath.Join(root, "go.mod")
	}
	return ""
}
