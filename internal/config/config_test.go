package config_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/config"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/selection"
)

// layOut writes files below a new directory.
func layOut(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestOf(t *testing.T) {
	dir := layOut(t, map[string]string{
		".cgolint.yml":       "disable: [cgoloop]\nflags:\n  globalmap:\n    scope: all\ncontracts: c.contracts\n",
		"c.contracts":        "library mylib\nset_user\t1\tretained\tManual\n",
		"m/go.mod":           "module m\n",
		"m/p/p.go":           "package p\n",
		"m/p/.cgolint.yml":   "enable: [cgoretain]\n", // for this folder alone
		"own/go.mod":         "module own\n",
		"own/.cgolint.yml":   "enable: [mutexid]\n",
		"empty/.cgolint.yml": "# nothing\n",
	})
	c, err := config.Of(filepath.Join(dir, "m", "p"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.Settings.Disable, []string{"cgoloop"}) || c.Settings.Flags["globalmap"]["scope"] != "all" || c.Contracts.Lookup("set_user") == nil {
		t.Errorf("above the module: %+v", c)
	}
	own, err := config.Of(filepath.Join(dir, "own"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(own.Settings.Enable, []string{"mutexid"}) {
		t.Errorf("of the module: %+v", own)
	}
	if bytes.Equal(c.Digest(), own.Digest()) {
		t.Error("two configurations have the same digest")
	}
	if _, err := config.Of(filepath.Join(dir, "empty")); err != nil {
		t.Errorf("empty: %v", err)
	}
}

func TestOtherName(t *testing.T) {
	dir := layOut(t, map[string]string{".cgolint.yaml": "enable: [mutexid]\n"})
	c, err := config.Of(dir)
	if err != nil || !slices.Equal(c.Settings.Enable, []string{"mutexid"}) {
		t.Errorf("%+v, %v", c, err)
	}
	dir = layOut(t, map[string]string{".cgolint.yaml": "", ".cgolint.yml": ""})
	if _, err := config.Of(dir); err == nil || !strings.Contains(err.Error(), "there are .cgolint.yml and .cgolint.yaml in ") {
		t.Errorf("both: %v", err)
	}
}

func TestDigestCoversContracts(t *testing.T) {
	dir := layOut(t, map[string]string{".cgolint.yml": "contracts: c", "c": "library a\nf\t1\tretained\tManual\n"})
	before, err := config.Of(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "c"), []byte("library a\nf\t1\tnot retained\tManual\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	after, err := config.Of(dir)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(before.Digest(), after.Digest()) {
		t.Error("the digest does not change with the contracts")
	}
}

func TestErrors(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"unknown setting", "enable: []\nchecks: [cgoloop]\n", ".cgolint.yml:2: there is no setting checks; there are enable, disable, confidence, paths, generated, flags and contracts"},
		{"text for a list", "enable: cgoloop\n", ".cgolint.yml:1: there is text (cgoloop), want a list, as [a, b]"},
		{"list for text", "disable: []\nconfidence: [high]\n", ".cgolint.yml:2: there is a list, want text"},
		{"list for flags", "flags: [x]\n", ".cgolint.yml:1: there is a list, want settings, as {check: {flag: value}}\n"},
		{"text for a check's flags", "flags:\n  cgoloop: shares\n", ".cgolint.yml:2: there is text (shares), want settings, as {flag: value}"},
		{"no YAML", "enable: [\n", ".cgolint.yml:1: "},
		{"a tab", "\tenable: [cgoloop]\n", ".cgolint.yml:1: no word can begin here: YAML is indented by spaces, not by tabs"},
		{"no contracts", "contracts: missing\n", ".cgolint.yml:1: contracts: open "},
		{"bad contracts", "contracts: bad\n", "bad:2: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := layOut(t, map[string]string{".cgolint.yml": test.text, "bad": "library lib\nf\tx\tretained\tManual\n"})
			_, err := config.Of(dir)
			if err == nil || !strings.Contains(err.Error()+"\n", test.want) {
				t.Errorf("%v, want %s", err, test.want)
			}
		})
	}
}

// What is wrong with names and values is said with the line that has them.
func TestBlame(t *testing.T) {
	check := &analysis.Analyzer{Name: "leak"}
	check.Flags.Int("turns", 8, "")
	for _, test := range []struct{ name, text, nested, want string }{
		{"check", "disable: [leak]\nenable:\n- leek\n", "", ".cgolint.yml:3: there is no check or group"},
		{"confidence", "disable: [leak]\nconfidence: certain\n", "", `.cgolint.yml:2: there is no confidence "certain"`},
		{"generated", "\n\ngenerated: maybe\n", "", ".cgolint.yml:3: generated is "},
		{"flags of a check", "flags:\n  leek: {turns: 3}\n", "", ".cgolint.yml:2: there is no check"},
		{"value of a flag", "flags:\n  leak:\n    turns: many\n", "", `.cgolint.yml:2: check leak: flag "turns"`},
		{"pattern", "paths:\n  a/*: {disable: [leak]}\n", "", ".cgolint.yml:2: path a/*: patterns are"},
		{"in a folder", "enable: [leak]\n", "confidence: high\ndisable: [leek]\n", "a/.cgolint.yml:2: path a/...: there is no check"},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := map[string]string{".cgolint.yml": test.text, "go.mod": "module m\n"}
			if test.nested != "" {
				files["a/.cgolint.yml"] = test.nested
			}
			dir := layOut(t, files)
			c, err := config.OfModule(dir)
			if err != nil {
				t.Fatal(err)
			}
			_, err = selection.Of(finding.Catalogue{{Analyzer: check, Group: finding.Correctness}}, c.Settings)
			if err == nil {
				t.Fatal("no error")
			}
			if got := filepath.ToSlash(c.Blame(err).Error()); !strings.Contains(got, "/"+test.want) {
				t.Errorf("%s\nwant %s", got, test.want)
			}
		})
	}
}

func TestUnder(t *testing.T) {
	dir := layOut(t, map[string]string{".cgolint.yml": "disable: [cgoloop]\nflags:\n  globalmap:\n    scope: all\n    to: handle\n"})
	c, err := config.Of(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := c.Under(selection.Settings{Flags: map[string]map[string]any{"globalmap": {"to": "syncmap"}, "cgoloop": {"shares": true}}})
	if !slices.Equal(s.Disable, []string{"cgoloop"}) || s.Flags["globalmap"]["scope"] != "all" || s.Flags["globalmap"]["to"] != "syncmap" || s.Flags["cgoloop"]["shares"] != true {
		t.Errorf("%+v", s)
	}
	if s = c.Under(selection.Settings{Enable: []string{"mutexid"}}); len(s.Disable) > 0 {
		t.Errorf("disable prevails over the editor's enable: %+v", s)
	}
	if c.Settings.Flags["globalmap"]["to"] != "handle" {
		t.Error("the configuration was changed")
	}
}
