package outside

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func write(t *testing.T, name, text string, at time.Time) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, at, at); err != nil {
		t.Fatal(err)
	}
}

func TestDigest(t *testing.T) {
	dir := t.TempDir()
	old := time.Now().Add(-time.Hour)
	header, missing := filepath.Join(dir, "inc", "a.h"), filepath.Join(dir, "inc", "b.h")
	write(t, header, "one", old)
	r := In(filepath.Join(dir, "cache"))
	note := func(names ...string) {
		t.Helper()
		if err := r.Note(dir, names, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	if r.Digest(dir) != nil {
		t.Error("something changed before anything was noted")
	}
	note(header, missing)
	if r.Digest(dir) != nil {
		t.Error("something changed at once")
	}

	write(t, header, "two", old) // as long, and with its time set back
	changed := r.Digest(dir)
	if changed == nil {
		t.Fatal("a changed header is none")
	}
	note(header) // again, which is not the first time
	if !bytes.Equal(r.Digest(dir), changed) {
		t.Error("the change is another one now")
	}
	if r.Digest(t.TempDir()) != nil {
		t.Error("it is a change for another module")
	}
	if !bytes.Equal(r.Digest(filepath.Join(dir, "sub")), changed) || !bytes.Equal(r.Digest(filepath.Dir(dir)), changed) {
		t.Error("it is none for a module within, or around")
	}
	write(t, header, "one", time.Now())
	if r.Digest(dir) != nil {
		t.Error("a header that is as it was counts as changed")
	}

	write(t, missing, "new", old)
	if r.Digest(dir) == nil {
		t.Error("a new header is no change")
	}
	if err := os.Remove(missing); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(header); err != nil {
		t.Fatal(err)
	}
	if r.Digest(dir) == nil {
		t.Error("a removed header is no change")
	}
}

// A file that was written after the result was begun may have been another
// when it was read.
func TestNoteTooLate(t *testing.T) {
	dir := t.TempDir()
	header := filepath.Join(dir, "a.h")
	begun := time.Now()
	write(t, header, "one", begun)
	r := In(filepath.Join(dir, "cache"))
	if err := r.Note(dir, []string{header}, begun); err != nil {
		t.Fatal(err)
	}
	first := r.Digest(dir)
	if first == nil || !bytes.Equal(r.Digest(dir), first) {
		t.Errorf("digests %x, then %x", first, r.Digest(dir))
	}
}

func TestLimit(t *testing.T) {
	dir := t.TempDir()
	r := In(dir)
	write(t, r.name, string(bytes.Repeat([]byte("x\n"), limit)), time.Now())
	first := r.Digest("")
	if first == nil || !bytes.Equal(r.Digest(""), first) {
		t.Errorf("digests %x, then %x", first, r.Digest(""))
	}
	if info, err := os.Stat(r.name); err != nil || info.Size() > 1000 {
		t.Errorf("the record was not begun anew: %v, %v", info, err)
	}
}

func TestRootOf(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	t.Setenv("GOWORK", "")
	write(t, filepath.Join(dir, "m", "go.mod"), "module m\n", now)
	write(t, filepath.Join(dir, "m", "p", "p.go"), "package p\n", now)
	if got := RootOf(filepath.Join(dir, "m", "p")); got != filepath.Join(dir, "m") {
		t.Errorf("the root is %q", got)
	}
	write(t, filepath.Join(dir, "go.work"), "go 1.26\n", now)
	if got := RootOf(filepath.Join(dir, "m", "p")); got != "" {
		t.Errorf("in a workspace, the root is %q", got)
	}
	t.Setenv("GOWORK", "off")
	if got := RootOf(filepath.Join(dir, "m", "p")); got != filepath.Join(dir, "m") {
		t.Errorf("where the workspace does not count, the root is %q", got)
	}
	t.Setenv("GOWORK", filepath.Join(t.TempDir(), "go.work"))
	if got := RootOf(filepath.Join(dir, "m", "p")); got != "" {
		t.Errorf("in a workspace that is elsewhere, the root is %q", got)
	}
}
