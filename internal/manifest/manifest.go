// Package manifest tells whether files and folders are still as they were, by
// what the file system says of them and without reading them.
package manifest

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
)

// A Manifest says how files, folders and programs were. Its fields are
// exported to be encoded; a [Recorder] makes it.
type Manifest struct {
	Folders  []Folder
	Files    []File
	Programs []Program
}

// A Folder is a directory, with some of its files.
type Folder struct {
	File
	Files []File // by their names within it
}

// A File is how something of a name was: a file, a directory, or nothing at
// all. Symbolic links are followed.
type File struct {
	Name string
	State
}

// A Program is what a name stood for as a command, "" for none.
type Program struct{ Name, Path string }

// Holds reports whether everything is as it was.
func (m *Manifest) Holds() bool {
	for _, p := range m.Programs {
		if lookPath(p.Name) != p.Path {
			return false
		}
	}
	for _, f := range m.Files {
		if stateOf(f.Name) != f.State {
			return false
		}
	}
	return m.foldersHold()
}

// foldersHold asks for several folders at the same time: most of the time goes
// by in the kernel.
func (m *Manifest) foldersHold() bool {
	var next atomic.Int64
	var changed atomic.Bool
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(m.Folders)) {
		workers.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(m.Folders) && !changed.Load(); i = next.Add(1) - 1 {
				if !m.Folders[i].holds() {
					changed.Store(true)
				}
			}
		})
	}
	workers.Wait()
	return !changed.Load()
}

func (f *Folder) holds() bool {
	if stateOf(f.Name) != f.State {
		return false
	}
	for _, in := range f.Files {
		if stateOf(f.Name+string(filepath.Separator)+in.Name) != in.State {
			return false
		}
	}
	return true
}

// lookPath returns the file of a command, or "".
func lookPath(name string) string {
	path, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	if path, err = filepath.Abs(path); err != nil {
		return ""
	}
	return path
}
