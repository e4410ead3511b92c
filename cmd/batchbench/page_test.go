package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestPage makes the table again from the measurements beside it.
func TestPage(t *testing.T) {
	root := filepath.Join("..", "..")
	got, err := page(filepath.Join(root, before), filepath.Join(root, after))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(root, table))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is not what its measurements give: run go run ./cmd/batchbench -from", table)
	}
}
