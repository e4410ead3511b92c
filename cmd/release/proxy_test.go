package main

import (
	"testing"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/zip"
	"os"
	"path/filepath"
)

// Every file of a module can be in its zip: the go command refuses names that
// some system does not have, such as nul.go.
func TestNames(t *testing.T) {
	for _, folder := range folders {
		files, err := zip.CheckDir(filepath.Join("..", "..", folder))
		if err != nil {
			t.Errorf("%s: %v", folder, err)
		}
		if len(files.Valid) == 0 {
			t.Errorf("%s has no files", folder)
		}
	}
}

// A module is released with the others of the release, and with sums for them.
func TestRequireReleased(t *testing.T) {
	dir := t.TempDir()
	text := "module example.com/a/b\n\ngo 1.26\n\nrequire example.com/a v0.0.0\n\nreplace example.com/a => ../\n"
	for name, text := range map[string]string{"go.mod": text, "go.sum": "example.com/other v1.0.0 h1:x=\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	r := &releaser{version: "v0.1.0", out: t.TempDir(), added: []string{"example.com/a", "example.com/c"}, sums: []string{"example.com/a v0.1.0 h1:y=\n"}}
	if err := r.add(dir); err != nil {
		t.Fatal(err)
	}
	released, err := os.ReadFile(filepath.Join(r.out, "example.com", "a", "b", "@v", "v0.1.0.mod"))
	if err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.Parse("go.mod", released, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(mod.Replace) != 0 || len(mod.Require) != 1 || mod.Require[0].Mod.Version != "v0.1.0" {
		t.Errorf("released is\n%s", released)
	}
	sums, err := os.ReadFile(filepath.Join(dir, "go.sum"))
	if want := "example.com/other v1.0.0 h1:x=\nexample.com/a v0.1.0 h1:y=\n"; err != nil || string(sums) != want {
		t.Errorf("go.sum is %q, %v", sums, err)
	}
}
