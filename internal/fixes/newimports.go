package fixes

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// NewImports returns the import paths that the fix adds to each of the Go
// files it edits, sorted, when it is applied to the sources alone. Paths of
// the standard library are left out: there is always a package for them.
func NewImports(src map[string][]byte, f Fix) map[string][]string {
	if !slices.ContainsFunc(f.Edits, func(e Edit) bool { return strings.Contains(e.New, `"`) }) {
		return nil
	}
	added := make(map[string][]string)
	for name, text := range Apply(src, []Fix{f}).Files {
		if !isGo(name) {
			continue
		}
		before, after := importPaths(name, src[name]), importPaths(name, text)
		for _, path := range slices.Sorted(maps.Keys(after)) {
			if first, _, _ := strings.Cut(path, "/"); !before[path] && strings.Contains(first, ".") {
				added[name] = append(added[name], path)
			}
		}
	}
	return added
}

// importPaths returns the import paths of a Go file; none if it does not
// parse.
func importPaths(name string, text []byte) map[string]bool {
	paths := make(map[string]bool)
	_, f, err := parse(name, text)
	if err != nil {
		return paths
	}
	for _, spec := range f.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths[path] = true
		}
	}
	return paths
}
