package layers_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

// The module of our golangci-lint, which is outside of go.work, requires what
// the linter that it has in it needs: else no one can install it.
func TestGolangci(t *testing.T) {
	name := filepath.Join("..", "..", "golangci", "go.mod")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, err := modfile.Parse(name, text, nil)
	if err != nil {
		t.Fatal(err)
	}
	required := make(map[string]bool)
	for _, r := range file.Require {
		required[r.Mod.Path] = true
	}
	out, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", module+"plugin").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range strings.Fields(string(out)) {
		if !required[path] {
			t.Errorf("golangci/go.mod does not require %s: run go mod tidy there with GOWORK=off", path)
			required[path] = true
		}
	}
}
