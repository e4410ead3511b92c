package driver

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cgolint/cgolint/internal/outside"
	"github.com/cgolint/cgolint/internal/unitchecker"
)

// An opened collects the files that were read for a package.
type opened struct {
	begun time.Time // when the first may have been read
	names sync.Map
}

func (o *opened) add(name string) { o.names.Store(filepath.Clean(name), nil) }

// note records those that the go command does not know of, so that when one
// has changed, the tool's ID is another.
func (o *opened) note(unit *unitchecker.Config) error {
	if unit == nil {
		return nil
	}
	var names []string
	for name := range o.names.Range {
		if name := name.(string); !isHashed(name, unit.Dir) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	root := ""
	if isMain(unit) {
		root = outside.RootOf(unit.Dir)
	}
	return outside.In(os.Getenv("GOCACHE")).Note(root, names, o.begun)
}

// hashedNames are what files are called that the go command takes for a part
// of the package in whose folder they are (go/build).
var hashedNames = []string{
	".go", ".c", ".cc", ".cpp", ".cxx", ".m", ".h", ".hh", ".hpp", ".hxx", ".f", ".F", ".for", ".f90", ".s", ".S", ".sx", ".swig", ".swigcxx", ".syso",
}

// isHashed reports whether the go command knows when a file changes: one of
// the package, of the standard library, or of a module that was downloaded.
func isHashed(name, dir string) bool {
	if filepath.Dir(name) == dir && isSource(name) {
		return true
	}
	for _, variable := range []string{"GOROOT", "GOMODCACHE"} {
		if root := os.Getenv(variable); root != "" && strings.HasPrefix(name, root+string(filepath.Separator)) {
			return true
		}
	}
	return false
}
