package manifest

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// always is a time before which everything was written.
func always() time.Time { return time.Now().Add(time.Hour) }

func try(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	try(t, os.MkdirAll(filepath.Dir(name), 0o777))
	try(t, os.WriteFile(name, []byte(text), 0o666))
}

// record returns a manifest of a folder with a package and what is around it.
func record(t *testing.T, dir string) *Manifest {
	t.Helper()
	r := NewRecorder(always())
	r.Folder(filepath.Join(dir, "p"), func(name string) bool { return filepath.Ext(name) == ".go" })
	r.Tree(dir, func(name string) bool { return name == "testdata" })
	r.File(filepath.Join(dir, "go.mod"))
	r.File(filepath.Join(dir, "go.work"))
	r.Sought(filepath.Join(dir, "inc", "a.h"))
	r.Sought(filepath.Join(dir, "inc", "none.h"))
	r.Sought(filepath.Join(dir, "later", "none.h"))
	r.Program("manifest-test-program")
	m, err := r.Manifest()
	try(t, err)
	return m
}

func TestHolds(t *testing.T) {
	for _, test := range changes {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir+"/go.mod", "module m\n")
			write(t, dir+"/p/p.go", "package p\n")
			write(t, dir+"/p/README", "")
			write(t, dir+"/real.go", "package p\n")
			write(t, dir+"/inc/a.h", "int a;\n")
			write(t, dir+"/testdata/x.go", "package x\n")
			try(t, os.Mkdir(dir+"/sub", 0o777))
			try(t, os.Mkdir(dir+"/earlier", 0o777))
			try(t, os.Symlink("../real.go", dir+"/p/link.go"))
			m := record(t, dir)
			test.change(t, dir)
			if m.Holds() != test.holds {
				t.Errorf("it holds: %v, want %v", m.Holds(), test.holds)
			}
		})
	}
}

// changes are what may happen to a directory after it was recorded.
var changes = []struct {
	name   string
	change func(t *testing.T, dir string)
	holds  bool
}{
	{"nothing", func(*testing.T, string) {}, true},
	{"a file that is no part of the package", func(t *testing.T, dir string) { write(t, dir+"/p/README", "changed") }, true},
	{"below a folder that was skipped", func(t *testing.T, dir string) { write(t, dir+"/testdata/new/x.go", "package x") }, true},
	{"edit", func(t *testing.T, dir string) { write(t, dir+"/p/p.go", "package p\n\nvar X int\n") }, false},
	{"edit of the same length with the time set back", func(t *testing.T, dir string) {
		info, err := os.Stat(dir + "/p/p.go")
		try(t, err)
		write(t, dir+"/p/p.go", "package q\n")
		try(t, os.Chtimes(dir+"/p/p.go", info.ModTime(), info.ModTime()))
	}, false},
	{"time in the future", func(t *testing.T, dir string) {
		write(t, dir+"/p/p.go", "package q\n")
		try(t, os.Chtimes(dir+"/p/p.go", always(), always()))
	}, false},
	{"another file of the same name", func(t *testing.T, dir string) {
		write(t, dir+"/other", "package p\n")
		try(t, os.Rename(dir+"/other", dir+"/p/p.go"))
	}, false},
	{"new file", func(t *testing.T, dir string) { write(t, dir+"/p/new.go", "package p\n") }, false},
	{"removed file", func(t *testing.T, dir string) { try(t, os.Remove(dir+"/p/p.go")) }, false},
	{"renamed file", func(t *testing.T, dir string) { try(t, os.Rename(dir+"/p/p.go", dir+"/p/q.go")) }, false},
	{"new folder", func(t *testing.T, dir string) { try(t, os.Mkdir(dir+"/sub/q", 0o777)) }, false},
	{"file in a folder without any", func(t *testing.T, dir string) { write(t, dir+"/sub/q.go", "package q\n") }, false},
	{"removed folder", func(t *testing.T, dir string) { try(t, os.RemoveAll(dir+"/sub")) }, false},
	{"target of a link", func(t *testing.T, dir string) { write(t, dir+"/real.go", "package p // changed\n") }, false},
	{"link to another file", func(t *testing.T, dir string) {
		write(t, dir+"/real2.go", "package p\n")
		try(t, os.Remove(dir+"/p/link.go"))
		try(t, os.Symlink("../real2.go", dir+"/p/link.go"))
	}, false},
	{"removed go.mod", func(t *testing.T, dir string) { try(t, os.Remove(dir+"/go.mod")) }, false},
	{"new go.work", func(t *testing.T, dir string) { write(t, dir+"/go.work", "go 1.26\n") }, false},
	{"header", func(t *testing.T, dir string) { write(t, dir+"/inc/a.h", "int b;\n") }, false},
	{"header found earlier", func(t *testing.T, dir string) { write(t, dir+"/inc/none.h", "") }, false},
	{"header found in a new folder", func(t *testing.T, dir string) { write(t, dir+"/later/none.h", "") }, false},
	{"program that is found earlier", func(t *testing.T, dir string) {
		write(t, dir+"/earlier/manifest-test-program", "#!/bin/sh\n")
		try(t, os.Chmod(dir+"/earlier/manifest-test-program", 0o777))
		t.Setenv("PATH", dir+"/earlier")
	}, false},
}

// What was written when the result was made, or just before, may have been
// read before that.
func TestYoung(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/a.go", "package a\n")
	for ago, young := range map[time.Duration]bool{time.Hour: true, time.Second: true, -time.Second: true, -time.Minute: false} {
		r := NewRecorder(time.Now().Add(-ago))
		r.File(dir + "/a.go")
		if _, err := r.Manifest(); (err != nil) != young {
			t.Errorf("a run begun %v ago: %v", ago, err)
		}
	}
}

// Where the system does not say when a file was changed, its text does.
func TestDigest(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/a.go", "package a\n")
	of := func(name string) string {
		info, err := os.Stat(name)
		try(t, err)
		return digest(name, info)
	}
	file, folder := of(dir+"/a.go"), of(dir)
	write(t, dir+"/a.go", "package b\n")
	if of(dir+"/a.go") == file || of(dir) != folder {
		t.Error("a new text is not told from the old one, or a folder from itself")
	}
	write(t, dir+"/b.go", "package a\n")
	if of(dir) == folder {
		t.Error("a new file in a folder is not noticed")
	}
}
