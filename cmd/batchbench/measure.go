package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// rounds is how often each benchmark runs, before and after alternately, so that
// what else the machine does hits both alike.
const rounds = 10

// measure writes the measurements of the loops as they are and as the fix
// leaves them.
func measure() error {
	dir, err := os.MkdirTemp("", "batchbench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	linter := filepath.Join(dir, "cgolint")
	if err := command(".", "go", "build", "-o", linter, "./cmd/cgolint"); err != nil {
		return err
	}
	var tests []string
	for _, name := range []string{"before", "after"} {
		copied := filepath.Join(dir, name)
		if err := copyLoops(copied); err != nil {
			return err
		}
		if name == "after" {
			if err := command(copied, linter, "-fix", "-unsafe", "-exit-zero", "-cgoloop", "."); err != nil {
				return err
			}
		}
		if err := command(copied, "go", "test", "-c", "-o", "loops.test", "."); err != nil {
			return err
		}
		tests = append(tests, filepath.Join(copied, "loops.test"))
	}
	return benchmark(tests, []string{before, after})
}

// benchmark tests both programs and runs their benchmarks alternately.
func benchmark(tests, files []string) error {
	measured := make([]bytes.Buffer, len(tests))
	for range rounds {
		for i, test := range tests {
			cmd := exec.Command(test, "-test.bench=.", "-test.benchtime=20ms")
			out, err := cmd.CombinedOutput()
			if err != nil {
				return fmt.Errorf("%s: %w\n%s", files[i], err, out)
			}
			measured[i].Write(out)
		}
	}
	for i, file := range files {
		if err := os.WriteFile(file, measured[i].Bytes(), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// copyLoops makes a module of the loops.
func copyLoops(dir string) error {
	if err := os.CopyFS(dir, os.DirFS(loops)); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/loops\n\ngo 1.26\n"), 0o666)
}

func command(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if dir != "." {
		cmd.Env = append(os.Environ(), "GOWORK=off")
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", filepath.Base(name), err, out)
	}
	return nil
}
