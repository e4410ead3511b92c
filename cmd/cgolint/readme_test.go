package main

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what cgolint prints into README.md and the scripts")

// readme is the program of which README.md shows what is found.
const readme = `
-- go.mod --
module example.com/db

go 1.26
-- db.go --
package db

// #include "db.h"
import "C"

type row struct{ id C.int }

// Watch has r filled in whenever the table changes.
func Watch(r *row) {
	C.db_watch(&r.id)
}

func Start() { Watch(new(row)) }
-- db.h --
void db_watch(int *id);
-- db.c --
#include "db.h"

static int *watched;

void db_watch(int *id) {
	watched = id;
}
`

// TestReadme holds what README.md shows against what cgolint prints. With
// -update it writes it there.
func TestReadme(t *testing.T) {
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(readme)).Files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	program := filepath.Join(dir, "cgolint")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	cmd := exec.Command(program, "-format=full", ".")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off")
	out, _ := cmd.Output() // the exit status says that something was found
	var shown bytes.Buffer
	for line := range strings.Lines(strings.TrimRight(string(out), "\n") + "\n") {
		shown.WriteString("\t" + line)
	}
	const begin, end = "\t$ cgolint ./...\n", "\n[docs/checks]"
	name := filepath.Join("..", "..", "README.md")
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok1 := strings.Cut(string(page), begin)
	old, tail, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatal("README.md has no example")
	}
	if !*update {
		if old != shown.String() {
			t.Errorf("README.md shows\n%s\ncgolint prints\n%s\nrun go test ./cmd/cgolint -run Readme -update", old, shown.String())
		}
		return
	}
	if err := os.WriteFile(name, []byte(head+begin+shown.String()+end+tail), 0o666); err != nil {
		t.Fatal(err)
	}
}
