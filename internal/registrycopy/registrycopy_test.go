package registrycopy

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/cgolint/cgolint/internal/edit"
)

var update = flag.Bool("update", false, "write registry.txtar")

// TestArchive holds the archive against the module's sources. With -update it
// makes it.
func TestArchive(t *testing.T) {
	const dir = "../../registry"
	names, err := filepath.Glob(dir + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	a := &txtar.Archive{Comment: []byte("The sources of the module registry. Made by go test ./internal/registrycopy -update.\n\n")}
	for _, name := range append(names, dir+"/LICENSE") {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		a.Files = append(a.Files, txtar.File{Name: filepath.Base(name), Data: text})
	}
	want := txtar.Format(a)
	if *update {
		if err := os.WriteFile("registry.txtar", want, 0o666); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(archive, want) {
		t.Error("registry.txtar is not the module registry: run go test ./internal/registrycopy -update")
	}
}

func TestWrite(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module example.com/m\n\ngo 1.24\n")
	if _, ok := Provided(root); ok {
		t.Error("the registry is there before anything was done")
	}
	dir := filepath.Join(root, Dir)
	for range 2 { // a copy is written over
		if err := Write(dir); err != nil {
			t.Fatal(err)
		}
	}
	if path, ok := Provided(dir); !ok || path != "example.com/m/internal/registry" {
		t.Errorf("the copy is provided as %q, %v", path, ok)
	}
	cmd := exec.Command("go", "vet", "./...")
	cmd.Dir, cmd.Env = root, append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("go vet of the copy: %v\n%s", err, out)
	}
	write("go.mod", "module example.com/m\n\nrequire "+edit.RegistryPath+" v0.1.0\n")
	if path, ok := Provided(root); !ok || path != edit.RegistryPath {
		t.Errorf("the module is provided as %q, %v", path, ok)
	}
	if err := Write(root); err == nil {
		t.Error("a directory with other files is written to")
	}
}

func TestRewrite(t *testing.T) {
	const text = "\n\t\"" + edit.RegistryPath + "\"\n"
	if !Imports(text) || Imports("\""+edit.RegistryPath+"/x\"") {
		t.Error("imports are not told apart")
	}
	if got := Rewrite(text, "example.com/m/internal/registry"); got != "\n\t\"example.com/m/internal/registry\"\n" {
		t.Errorf("rewritten: %q", got)
	}
}
