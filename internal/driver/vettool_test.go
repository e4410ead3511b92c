package driver

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/cgolint/cgolint/internal/unitchecker"
)

func writeFile(t *testing.T, text string, elem ...string) string {
	t.Helper()
	name := filepath.Join(elem...)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// What prepareUnit may have the analysis do with a package.
const (
	skipped = "answered at once"
	facts   = "analysed for facts"
	whole   = "analysed whole"
)

// What is done with each kind of package that is not named itself.
func TestPrepareUnit(t *testing.T) {
	dir := t.TempDir()
	goroot, own, tested, other := filepath.Join(dir, "go"), filepath.Join(dir, "own"), filepath.Join(dir, "tested"), filepath.Join(dir, "other")
	t.Setenv("GOROOT", goroot)
	writeFile(t, "package tested", tested, "a_test.go")
	writeFile(t, "package own_test", own, "x_test.go")
	writeFile(t, "//go:build never\n\npackage own", own, "b_test.go")
	empty, full := writeFile(t, "", dir, "empty"), writeFile(t, "facts", dir, "full")

	tests := []struct {
		name    string
		unit    unitchecker.Config
		flags   []string
		noFacts bool
		want    string
	}{
		{name: "standard library", unit: unitchecker.Config{Dir: filepath.Join(goroot, "src", "net"), GoFiles: []string{"_cgo_gotypes.go"}}, want: skipped},
		{name: "main module", unit: unitchecker.Config{Dir: own, ModulePath: "m"}, want: whole},
		{name: "main module without facts", unit: unitchecker.Config{Dir: own, ModulePath: "m"}, noFacts: true, want: whole},
		{name: "main module, with tests of its own", unit: unitchecker.Config{Dir: tested, ModulePath: "m"}, want: facts},
		{name: "main module, -fix", unit: unitchecker.Config{Dir: own, ModulePath: "m"}, flags: []string{"-badcall", "--fix"}, want: facts},
		{name: "GOPATH", unit: unitchecker.Config{Dir: own}, want: whole},
		{name: "other module", unit: unitchecker.Config{Dir: other, ModulePath: "o", ModuleVersion: "v1.0.0", PackageVetx: map[string]string{"fmt": empty}}, want: skipped},
		{name: "other module with cgo", unit: unitchecker.Config{Dir: other, ModulePath: "o", ModuleVersion: "v1.0.0", GoFiles: []string{"/cache/_cgo_gotypes.go"}}, want: facts},
		{name: "other module that imports cgo", unit: unitchecker.Config{Dir: other, ModulePath: "o", ModuleVersion: "v1.0.0", PackageVetx: map[string]string{"c": full}}, want: facts},
		{name: "other module, without facts", unit: unitchecker.Config{Dir: other, ModulePath: "o", ModuleVersion: "v1.0.0", GoFiles: []string{"/cache/_cgo_gotypes.go"}}, noFacts: true, want: skipped},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			work := t.TempDir()
			test.unit.VetxOnly = true
			test.unit.IgnoredFiles = []string{filepath.Join(own, "b_test.go")}
			test.unit.VetxOutput = filepath.Join(work, "vet.out")
			data, err := json.Marshal(test.unit)
			if err != nil {
				t.Fatal(err)
			}
			file := writeFile(t, string(data), work, "vet.cfg")
			u, err := readUnit(file)
			if err != nil {
				t.Fatal(err)
			}
			next, err := prepareUnit(u, test.flags, !test.noFacts)
			if err != nil {
				t.Fatal(err)
			}
			if got := answer(t, &test.unit, file, next); got != test.want {
				t.Errorf("the package is %s, want %s", got, test.want)
			}
		})
	}
}

// answer returns what prepareUnit's answer means: skipped, facts or whole.
func answer(t *testing.T, unit *unitchecker.Config, file, next string) string {
	t.Helper()
	if next == "" {
		if text, err := os.ReadFile(unit.VetxOutput); err != nil || len(text) > 0 {
			t.Errorf("facts written: %q, %v", text, err)
		}
		return skipped
	}
	if next == file {
		return facts
	}
	data, err := os.ReadFile(next)
	if err != nil {
		t.Fatal(err)
	}
	var got unitchecker.Config
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got.VetxOnly || got.VetxOutput != unit.VetxOutput || got.Dir != unit.Dir {
		t.Errorf("the new description is %+v", got)
	}
	return whole
}

func TestPrepareUnitNamed(t *testing.T) {
	dir := t.TempDir()
	file := writeFile(t, `{"VetxOnly": false}`, dir, "vet.cfg")
	u, err := readUnit(file)
	if err != nil {
		t.Fatal(err)
	}
	if next, err := prepareUnit(u, nil, true); next != file || err != nil {
		t.Errorf("got %q, %v", next, err)
	}
	for _, bad := range []string{writeFile(t, "x", dir, "bad.cfg"), filepath.Join(dir, "none.cfg")} {
		if _, err := readUnit(bad); err == nil {
			t.Errorf("no error for %s", bad)
		}
	}
}
