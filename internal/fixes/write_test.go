package fixes_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/fixes"
)

func writeFile(t *testing.T, name, text string, mode os.FileMode) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	name := writeFile(t, filepath.Join(dir, "a.go"), "old", 0o640)
	link := filepath.Join(dir, "link.go")
	if err := os.Symlink("a.go", link); err != nil {
		t.Fatal(err)
	}
	if err := fixes.Write(map[string][]byte{link: []byte("old")}, map[string][]byte{link: []byte("new")}); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(name)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode() != 0o640 {
		t.Errorf("mode is %v, was -rw-r-----", info.Mode())
	}
	if text, err := os.ReadFile(name); err != nil || string(text) != "new" {
		t.Errorf("the link's target holds %q, %v", text, err)
	}
	if target, err := os.Readlink(link); err != nil || target != "a.go" {
		t.Errorf("the link was replaced: %q, %v", target, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("left behind in the folder: %v, %v", entries, err)
	}
}

// A file that cannot be written must not leave the others changed.
func TestWriteAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	old, files := make(map[string][]byte), make(map[string][]byte)
	for _, base := range []string{"a.go", "b.go", "c.go"} {
		name := writeFile(t, filepath.Join(dir, base), "old", 0o644)
		old[name], files[name] = []byte("old"), []byte("new")
	}
	for _, text := range []string{"", "other"} {
		last := filepath.Join(dir, "d.go")
		if text != "" {
			writeFile(t, last, text, 0o644)
		}
		old[last], files[last] = []byte("old"), []byte("new")
		err := fixes.Write(old, files)
		if err == nil || !strings.Contains(err.Error(), last) {
			t.Fatalf("error %v does not name %s", err, last)
		}
		for name := range old {
			if text, err := os.ReadFile(name); name != last && (err != nil || string(text) != "old") {
				t.Errorf("%s holds %q, %v", name, text, err)
			}
		}
	}
}

// The texts are restored when it turns out late that a file cannot be written.
func TestWriteRestores(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("d", 250) + ".go" // too long with what a temporary file adds
	old, files := make(map[string][]byte), make(map[string][]byte)
	for _, base := range []string{"a.go", "b.go", "c.go", long} {
		name := writeFile(t, filepath.Join(dir, base), "old", 0o644)
		old[name], files[name] = []byte("old"), []byte("new")
	}
	err := fixes.Write(old, files)
	if err == nil || !strings.Contains(err.Error(), long) {
		t.Fatalf("error %v does not name the file", err)
	}
	for name := range old {
		if text, err := os.ReadFile(name); err != nil || string(text) != "old" {
			t.Errorf("%s holds %q, %v", name, text, err)
		}
	}
}

func TestCheckWritable(t *testing.T) {
	dir := t.TempDir()
	writable := writeFile(t, filepath.Join(dir, "a.go"), "", 0o644)
	if err := fixes.CheckWritable(writable); err != nil {
		t.Error(err)
	}
	readOnly := writeFile(t, filepath.Join(dir, "b.go"), "", 0o444)
	for _, name := range []string{readOnly, dir, filepath.Join(dir, "none.go")} {
		if err := fixes.CheckWritable(name); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// Read reads each file that a fix edits, and says which is not there.
func TestRead(t *testing.T) {
	dir := t.TempDir()
	a, b := writeFile(t, filepath.Join(dir, "a.go"), "a", 0o666), filepath.Join(dir, "b.go")
	list := []fixes.Fix{{Edits: []fixes.Edit{{File: a}, {File: a}}}}
	texts, err := fixes.Read(list)
	if err != nil || len(texts) != 1 || string(texts[a]) != "a" {
		t.Errorf("read %q, %v", texts, err)
	}
	if _, err := fixes.Read(append(list, fixes.Fix{Edits: []fixes.Edit{{File: b}}})); err == nil || !strings.Contains(err.Error(), b) {
		t.Errorf("error %v", err)
	}
}
