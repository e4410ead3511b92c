package config_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/cgolint/cgolint/internal/config"
)

// TestUnmatched holds that each pattern without a folder is named as it was
// written, with the file and line.
func TestUnmatched(t *testing.T) {
	dir := filepath.Join(layOut(t, map[string]string{
		"m/go.mod":           "module m\n",
		"m/.cgolint.yml":     "disable: [mutexid]\npaths:\n  a/...: {}\n  a/a.go: {}\n  \"gem/...\":\n    disable: [cgoloop]\n",
		"m/a/a.go":           "package a\n",
		"m/own/.cgolint.yml": "disable: [cgoloop]\n",
		"m/b/c/c.go":         "package c\n",
		"m/b/.cgolint.yaml":  "paths:\n  c: {}\n  ./d/...: {}\n",
	}), "m")
	c, err := config.OfModule(dir)
	if err != nil {
		t.Fatal(err)
	}
	const ends = " matches no folder, so what is said of it has no effect"
	root, nested := filepath.Join(dir, ".cgolint.yml"), filepath.Join(dir, "b", ".cgolint.yaml")
	want := []string{root + ":4: path a/a.go" + ends, nested + ":3: path ./d/..." + ends, root + ":5: path gem/..." + ends}
	if got := c.Unmatched(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
