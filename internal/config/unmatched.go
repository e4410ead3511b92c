package config

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/cgolint/cgolint/internal/selection"
)

// Unmatched says which patterns of paths match no folder, each with its file
// and line: most likely they are misspelt, or the folder has another name now.
func (c *Config) Unmatched() []string {
	var all []string
	for _, pattern := range slices.Sorted(maps.Keys(c.Settings.Paths)) {
		s := c.Settings.Paths[pattern]
		if s.Anew || selection.MatchesFolder(c.Settings.Base, pattern) { // Anew: a file is in the folder
			continue
		}
		file := cmp.Or(s.File, c.File)
		written, line := c.written(file, pattern)
		all = append(all, fmt.Sprintf("%s:%d: path %s matches no folder, so what is said of it has no effect", file, line, written))
	}
	return all
}

// written returns a pattern as it stands in a file, and its line.
func (c *Config) written(file, pattern string) (text string, line int) {
	rel, err := filepath.Rel(c.Settings.Base, filepath.Dir(file))
	if err != nil {
		return pattern, 1
	}
	var settings struct{ Paths yaml.Node }
	if source, err := os.ReadFile(file); err != nil || yaml.Unmarshal(source, &settings) != nil {
		return pattern, 1
	}
	for i := 0; i < len(settings.Paths.Content); i += 2 { // key, value, key, …
		key := settings.Paths.Content[i]
		if key.Value == pattern || path.Join(filepath.ToSlash(rel), key.Value) == pattern {
			return key.Value, key.Line
		}
	}
	return pattern, settings.Paths.Line
}
