package config_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/config"
)

func nestedModule(t *testing.T) string {
	t.Helper()
	return layOut(t, map[string]string{
		"m/go.mod":                     "module m\n",
		"m/.cgolint.yml":               "disable: [cgoloop]\npaths:\n  gen/...: {confidence: high}\n",
		"m/a/.cgolint.yml":             "disable: [mutexid]\npaths:\n  x: {enable: [perf]}\n",
		"m/a/b/.cgolint.yaml":          "confidence: low\n",
		"m/c/.cgolint.yml":             "enable: [correctness]\n",
		"m/other/go.mod":               "module other\n",
		"m/other/.cgolint.yml":         "disable: [globalmap]\n",
		"m/a/testdata/.cgolint.yml":    "no such thing",
		"m/vendor/v/.cgolint.yml":      "no such thing",
		"m/.git/.cgolint.yml":          "no such thing",
		"above/.cgolint.yml":           "disable: [cgoloop]\n",
		"above/module/go.mod":          "module above\n",
		"above/module/p/.cgolint.yml":  "disable: [mutexid]\n",
		"alone/go.mod":                 "module alone\n",
		"alone/internal/.cgolint.yaml": "disable: [mutexid]\n",
	})
}

// TestNested holds that a file in a folder is about that folder and those
// below, and that of another module about none of this one.
func TestNested(t *testing.T) {
	dir := nestedModule(t)
	for _, test := range []struct {
		of    func(string) (*config.Config, error)
		dir   string
		paths string
	}{
		{config.Of, "m", "gen/..."},
		{config.Of, "m/a/b", "a/... a/b/... a/x gen/..."},
		{config.Of, "m/c", "c/... gen/..."},
		{config.Of, "m/other", ""},
		{config.OfModule, "m", "a/... a/b/... a/x c/... gen/..."},
		{config.OfModule, "m/c", "a/... a/b/... a/x c/... gen/..."},
		{config.OfModule, "above/module", "module/p/..."},
		{config.OfModule, "alone", "internal/..."},
	} {
		c, err := test.of(filepath.Join(dir, test.dir))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(slices.Sorted(maps.Keys(c.Settings.Paths)), " "); got != test.paths {
			t.Errorf("for %s, there are settings of %s, want %s", test.dir, got, test.paths)
		}
	}
	c, err := config.Of(filepath.Join(dir, "m", "a", "b"))
	if err != nil {
		t.Fatal(err)
	}
	if a, b := c.Settings.Paths["a/..."], c.Settings.Paths["a/b/..."]; !slices.Equal(a.Disable, []string{"mutexid"}) || b.Confidence != "low" {
		t.Errorf("a is %+v, a/b %+v", a, b)
	}
}

// TestNestedDigest holds that the digest is another one when a file in a
// folder appears, changes or goes.
func TestNestedDigest(t *testing.T) {
	dir := filepath.Join(nestedModule(t), "alone")
	digest := func() []byte {
		t.Helper()
		c, err := config.OfModule(dir)
		if err != nil {
			t.Fatal(err)
		}
		return c.Digest()
	}
	name := filepath.Join(dir, "internal", ".cgolint.yaml")
	first := digest()
	if err := os.WriteFile(name, []byte("disable: [cgoloop]\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	second := digest()
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if len(first) == 0 || bytes.Equal(first, second) || digest() != nil {
		t.Errorf("the digests are %x, %x, %x", first, second, digest())
	}
}

func TestNestedErrors(t *testing.T) {
	for text, want := range map[string]string{
		"flags: {globalmap: {scope: all}}": "/m/a/.cgolint.yml: flags, contracts and generated are for the whole module: set them in the file in the folder of go.mod",
		"enabel: [mutexid]":                "/m/a/.cgolint.yml:1: there is no setting enabel;",
		"paths: {\"...\": {}}":             "/m/a/.cgolint.yml and ",
	} {
		dir := layOut(t, map[string]string{"m/go.mod": "module m\n", "m/.cgolint.yml": "paths:\n  b: {}\n", "m/a/.cgolint.yml": text})
		if _, err := config.OfModule(filepath.Join(dir, "m")); err == nil || !strings.Contains(filepath.ToSlash(err.Error()), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
