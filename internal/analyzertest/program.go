package analyzertest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Program builds a program of one file of testdata/src, such as
// "cgorace/program/main.go" or the golden file of it, runs it and returns what
// it prints and how it ends. It is killed after a time that is long for every
// program that ends by itself.
func Program(t testing.TB, name string) (output string, err error) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(sourceDir(t), name))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for file, text := range map[string]string{"main.go": string(text), "go.mod": "module program\n\ngo 1.26\n"} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	build := exec.Command("go", "build", "-o", "program", ".")
	build.Dir, build.Env = dir, append(os.Environ(), "GOWORK=off")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, filepath.Join(dir, "program")).CombinedOutput()
	return string(out), err
}
