// Package layers_test holds the direction of the project's imports.
package layers_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const module = "github.com/cgolint/cgolint/"

// A layer is a folder of the module, with the layers that its packages may
// import beside packages of other modules. Imports go one way:
//
//	cmd → analyzers → analyzers/NAME → passes → internal
type layer struct {
	folder string // with a slash at its end it stands for the packages below it
	may    []string
}

// layers are in order of precedence: the first whose folder matches counts.
var layers = []layer{
	{"cmd/", []string{"cmd/cgolint/lsp", "analyzers", "passes/", "internal/"}},
	{"plugin", []string{"analyzers", "passes/", "internal/"}},
	{"analyzers/", []string{"passes/", "internal/"}}, // never another check
	{"analyzers", []string{"analyzers/", "internal/finding"}},
	{"passes/", []string{"passes/", "internal/"}},
	{"internal/", []string{"internal/"}},
	{"registry", nil},
	{"registry/", []string{"registry", "registry/"}}, // its benchmarks, a module of their own
}

// allowed says why a package may not import another of this module, or "".
func allowed(from, to string) string {
	for _, l := range layers {
		if !in(from, l.folder) {
			continue
		}
		for _, folder := range l.may {
			if in(to, folder) {
				return ""
			}
		}
		return fmt.Sprintf("%s imports %s, but %s may import only %q", from, to, l.folder, l.may)
	}
	return fmt.Sprintf("%s is in no layer: add it to the list in this test", from)
}

func in(pkg, folder string) bool {
	return pkg == folder || strings.HasSuffix(folder, "/") && strings.HasPrefix(pkg, folder)
}

// TestImports holds the imports of every package, tests left out.
func TestImports(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := 0
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); packages++ {
		var pkg struct {
			ImportPath string
			Imports    []string
		}
		if err := d.Decode(&pkg); err != nil {
			t.Fatal(err)
		}
		for _, imported := range pkg.Imports {
			if to, ok := strings.CutPrefix(imported, module); ok {
				if why := allowed(strings.TrimPrefix(pkg.ImportPath, module), to); why != "" {
					t.Error(why)
				}
			}
		}
	}
	if packages < 5 {
		t.Errorf("go list names only %d packages", packages)
	}
}

// TestDesign holds that docs/design.md has a line for each package. Checks have
// pages of their own.
func TestDesign(t *testing.T) {
	page, err := os.ReadFile("../../docs/design.md")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}}", module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range strings.FieldsSeq(string(out)) {
		name := strings.TrimPrefix(pkg, module)
		if in(name, "analyzers/") || in(name, "registry/") {
			continue
		}
		if !bytes.Contains(page, []byte("`"+name+"`")) {
			t.Errorf("docs/design.md has no line for %s: add one to its tables", name)
		}
	}
}

// TestReports holds that checks report by cgosource, which leaves out what the
// user's file says to ignore.
func TestReports(t *testing.T) {
	files, err := filepath.Glob("../../analyzers/*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(src, []byte("pass.Report")) {
			t.Errorf("%s reports by its pass: use cgosource's Report", name)
		}
	}
}

// TestRegistryStandsAlone holds that the run-time library needs nothing but
// the standard library.
func TestRegistryStandsAlone(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", module+"registry").Output()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(string(out)); got != strings.TrimSuffix(module, "/")+"/registry" {
		t.Errorf("the registry depends on %s", got)
	}
}

func TestAllowed(t *testing.T) {
	for _, test := range []struct {
		from, to string
		ok       bool
	}{
		{"cmd/cgolint", "analyzers", true},
		{"cmd/cgolint", "internal/driver", true},
		{"analyzers", "analyzers/cgoloop", true},
		{"analyzers/cgoloop", "passes/crossing", true},
		{"analyzers/cgoloop", "analyzers/mutexid", false},
		{"analyzers/cgoloop", "analyzers", false},
		{"passes/crossing", "passes/cgosource", true},
		{"passes/crossing", "analyzers", false},
		{"internal/fixes", "internal/preamble", true},
		{"internal/fixes", "passes/cgosource", false},
		{"registry", "internal/fixes", false},
		{"somewhere", "internal/fixes", false},
	} {
		if why := allowed(test.from, test.to); (why == "") != test.ok {
			t.Errorf("%s importing %s: %q", test.from, test.to, why)
		}
	}
}
