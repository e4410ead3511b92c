package driver

import (
	"crypto/sha256"
	"fmt"
	"go/build"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// patterns are the packages that were named, as far as their names tell
// which they are. (To ask the go command takes a fifth of the time of a run
// in which nothing changed.)
type patterns struct {
	folders []*regexp.Regexp // of absolute names
	hidden  []int            // for each of folders, the elements that "..." does not match
	paths   []*regexp.Regexp // of import paths
}

// meta are the names that stand for sets of packages; see "go help packages".
var meta = []string{"all", "cmd", "std", "tool", "work"}

// newPatterns parses the arguments of the program, as seen from dir.
func newPatterns(opts *options, dir string) (*patterns, error) {
	p := new(patterns)
	for _, arg := range opts.packages {
		switch {
		case slices.Contains(meta, arg):
			pkgs, err := list(opts, true, []string{arg})
			if err != nil {
				return nil, err
			}
			for _, pkg := range pkgs {
				p.paths = append(p.paths, wildcard(pkg.ImportPath))
			}
		case strings.HasSuffix(arg, ".go"):
			p.paths = append(p.paths, wildcard("command-line-arguments"))
		case isFolder(arg):
			folder := filepath.ToSlash(absolute(dir, arg))
			p.folders = append(p.folders, wildcard(folder))
			p.hidden = append(p.hidden, hiddenElements(folder))
		default:
			p.paths = append(p.paths, wildcard(arg))
		}
	}
	return p, nil
}

// match reports whether a package was named: id is its import path, with
// "_test" after that of an external test, and file one of its files.
func (p *patterns) match(id, file string) bool {
	folder := filepath.ToSlash(filepath.Dir(file))
	for i, re := range p.folders {
		if re.MatchString(folder) && hiddenElements(folder) <= p.hidden[i] {
			return true
		}
	}
	path := strings.TrimSuffix(id, "_test")
	return slices.ContainsFunc(p.paths, func(re *regexp.Regexp) bool {
		return re.MatchString(id) || re.MatchString(path)
	})
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
	if !slices.ContainsFunc(args, func(arg string) bool { return !inModule(dir, arg) }) {
		return nil
	}
	sorted := slices.Sorted(slices.Values(args))
	digest := sha256.Sum256([]byte(strings.Join(append(sorted, dir), "\n")))
	return []string{fmt.Sprintf("-%s=%x", namedFlag, digest[:8])}
}

// inModule reports whether the pattern names folders of the module that dir
// is in, which is then the main module.
func inModule(dir, pattern string) bool {
	if !isFolder(pattern) {
		return false
	}
	folder := absolute(dir, pattern)
	for strings.Contains(folder, "...") {
		folder = filepath.Dir(folder)
	}
	main := moduleFile(dir)
	if main == "" || main != moduleFile(folder) || strings.Contains(filepath.ToSlash(folder)+"/", "/vendor/") {
		return false
	}
	data, err := os.ReadFile(main)
	if err != nil {
		return false
	}
	path := modfile.ModulePath(data)
	return path != "std" && path != "cmd"
}

// moduleFile returns the go.mod file of the module that dir is in, or "".
func moduleFile(dir string) string {
	for {
		name := filepath.Join(dir, "go.mod")
		if info, err := os.Stat(name); err == nil && !info.IsDir() {
			return name
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}
