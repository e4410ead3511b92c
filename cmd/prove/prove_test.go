package main

import (
	"os"
	"path/filepath"
	"testing"
)

// The page and the folders are those of the table. The programs are run by
// .ci/prove, which takes minutes and needs C libraries.
func TestTable(t *testing.T) {
	root := filepath.Join("..", "..")
	dir := filepath.Join(root, folder)
	trophies, err := readTrophies(filepath.Join(dir, "trophies.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := page(dir, trophies)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, "docs", "trophies.md"))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Error("docs/trophies.md is old: go run ./cmd/prove -update")
	}
	listed := make(map[string]bool)
	for _, trophy := range trophies {
		listed[trophy.folder] = true
		if _, err := os.Stat(filepath.Join(dir, trophy.folder, "main.go")); err != nil {
			t.Error(err)
		}
	}
	folders, err := filepath.Glob(filepath.Join(dir, "*", "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if name := filepath.Base(filepath.Dir(f)); !listed[name] {
			t.Errorf("trophies.tsv has no %s", name)
		}
	}
}
