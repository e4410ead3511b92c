package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestModel makes the table again from the measurements beside it and what
// the check says now, and holds the one against the other.
func TestModel(t *testing.T) {
	root := filepath.Join("..", "..")
	raw, err := os.ReadFile(filepath.Join(root, results))
	if err != nil {
		t.Fatal(err)
	}
	said, err := check(filepath.Join(root, programs))
	if err != nil {
		t.Fatal(err)
	}
	measured, err := rows(raw, said)
	if err != nil {
		t.Fatal(err)
	}
	if len(measured) < 15 {
		t.Errorf("%d programs were measured", len(measured))
	}
	whole := true
	for _, r := range measured {
		if !r.seen {
			t.Logf("%s is not held against its measurement: its library is not here", r.what)
			whole = false
			continue
		}
		if r.measured != r.said {
			t.Errorf("%s: crossings are %.0f %% of the time, and should be %v, but the check takes the loop for %v", r.what, 100*r.share, r.measured, r.said)
		}
	}
	if !whole {
		return
	}
	want, err := os.ReadFile(filepath.Join(root, table))
	if err != nil {
		t.Fatal(err)
	}
	got, err := render(raw, said)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is not what its measurements give: run go run ./cmd/loopmodel -from", table)
	}
}
