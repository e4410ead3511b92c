package workspace

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestFile finds the workspace above a package, unless GOWORK says otherwise.
func TestFile(t *testing.T) {
	dir := t.TempDir()
	inside := filepath.Join(dir, "m", "p")
	if err := os.MkdirAll(filepath.Join(inside, "go.work"), 0o777); err != nil { // a folder of that name is no workspace
		t.Fatal(err)
	}
	name := filepath.Join(dir, "go.work")
	write(t, name, "go 1.26\n\nuse (\n\t.\n\t./m\n\t/elsewhere/n\n)\n")
	for _, test := range []struct{ env, want string }{
		{"", name},
		{"off", ""},
		{"/other/go.work", "/other/go.work"},
	} {
		t.Setenv("GOWORK", test.env)
		if got := File(inside); got != test.want {
			t.Errorf("with GOWORK=%s the workspace is %q, want %q", test.env, got, test.want)
		}
	}
	if got, want := Roots(Read(name)), []string{dir, filepath.Join(dir, "m"), "/elsewhere/n"}; !slices.Equal(got, want) {
		t.Errorf("the roots are %q, want %q", got, want)
	}
}

// TestReplaced returns what stands for modules, but not for their versions.
func TestReplaced(t *testing.T) {
	name := filepath.Join(t.TempDir(), "go.work")
	write(t, name, "go 1.26\n\nreplace (\n\texample.com/a => ../a\n\texample.com/b v1.0.0 => /elsewhere/b\n\texample.com/c => example.com/d v1.2.0\n)\n")
	got := Replaced(name, Read(name).Replace)
	if want := []string{filepath.Join(filepath.Dir(filepath.Dir(name)), "a"), "/elsewhere/b"}; !slices.Equal(got, want) {
		t.Errorf("replaced by %q, want %q", got, want)
	}
}

func TestReadWrong(t *testing.T) {
	name := filepath.Join(t.TempDir(), "go.work")
	if Read(name) != nil {
		t.Error("a file that is not there was read")
	}
	write(t, name, "uses ./m\n")
	if Read(name) != nil {
		t.Error("a file that is wrong was read")
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
