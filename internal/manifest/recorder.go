package manifest

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// A Recorder makes a manifest of what a result depends on. Its methods take
// absolute names; adding something twice does no harm.
type Recorder struct {
	begun    int64 // in nanoseconds of Unix time
	m        Manifest
	recorded map[string]bool
	folders  map[string]int // by name, where in m.Folders
	young    string         // the first that may have been another when it was read
}

// Young is the time after a change within which a file's times may not show
// another change: some file systems store no finer times.
const Young = 2 * time.Second

// NewRecorder returns a recorder for a result that was begun at a time. What
// has changed after it, or so shortly before that its times would not tell,
// may not be what the result was made from.
func NewRecorder(begun time.Time) *Recorder {
	return &Recorder{begun: begun.Add(-Young).UnixNano(), recorded: make(map[string]bool), folders: make(map[string]int)}
}

// Manifest returns what was recorded. An error names what is too young.
func (r *Recorder) Manifest() (*Manifest, error) {
	if r.young != "" {
		return nil, fmt.Errorf("%s has just changed", r.young)
	}
	return &r.m, nil
}

// File records a file, or that there is none.
func (r *Recorder) File(name string) {
	if r.add(name) {
		r.m.Files = append(r.m.Files, File{name, r.state(name)})
	}
}

// Sought records a file that was looked for, and its directory: that tells
// when it appears, if there is none.
func (r *Recorder) Sought(name string) {
	r.folder(filepath.Dir(name))
	if s := r.state(name); s != (State{}) && r.add(name) {
		r.m.Files = append(r.m.Files, File{name, s})
	}
}

// Folder records a directory, which tells new and removed files, and those of
// its files that match.
func (r *Recorder) Folder(dir string, match func(name string) bool) {
	f := &r.m.Folders[r.folder(dir)]
	entries, _ := os.ReadDir(dir) // none is recorded too
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if !e.IsDir() && match(e.Name()) && r.add(name) {
			f.Files = append(f.Files, File{e.Name(), r.state(name)})
		}
	}
}

// folder records a directory and returns its index.
func (r *Recorder) folder(dir string) int {
	i, ok := r.folders[dir]
	if !ok {
		i = len(r.m.Folders)
		r.folders[dir] = i
		r.m.Folders = append(r.m.Folders, Folder{File: File{dir, r.state(dir)}})
	}
	return i
}

// Tree records a directory and all below it, without their files and but for
// those whose names are skipped: a directory that is new there is noticed.
func (r *Recorder) Tree(root string, skip func(name string) bool) {
	_ = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case d != nil && !d.IsDir():
			return nil
		case name != root && skip(d.Name()):
			return filepath.SkipDir
		}
		r.folder(name)
		return nil // what cannot be read is recorded as it is
	})
}

// Program records which file a command stands for, and that file.
func (r *Recorder) Program(name string) {
	path := lookPath(name)
	r.m.Programs = append(r.m.Programs, Program{name, path})
	if path != "" {
		r.File(path)
	}
}

func (r *Recorder) add(name string) bool {
	is := r.recorded[name]
	r.recorded[name] = true
	return !is
}

func (r *Recorder) state(name string) State {
	s := stateOf(name)
	if r.young == "" && s.since(r.begun) {
		r.young = name
	}
	return s
}
