package lsp

import (
	"path/filepath"

	"github.com/cgolint/cgolint/internal/config"
)

func (s *server) didOpen(p *didOpenParams) (any, error) {
	name, err := fileOf(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	s.docs.open(name, &document{p.TextDocument.URI, p.TextDocument.Version, []byte(p.TextDocument.Text)})
	s.folder(filepath.Dir(name)).opened(name)
	return nil, nil
}

func (s *server) didChange(p *didChangeParams) (any, error) {
	name, err := fileOf(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	version := 0
	if p.TextDocument.Version != nil {
		version = *p.TextDocument.Version
	}
	if err := s.docs.change(name, version, p.ContentChanges); err != nil {
		return nil, err
	}
	if isGo(name) {
		s.folder(filepath.Dir(name)).wake(false)
		return nil, nil
	}
	// Any package may include it. What cgo says of it comes with didSave: in
	// a package with large C files the go command compiles them all for that.
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.folders {
		f.wake(false)
	}
	return nil, nil
}

func (s *server) didSave(p *documentParams) (any, error) {
	name, err := fileOf(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	s.fileChanged(name, false)
	return nil, nil
}

func (s *server) didClose(p *documentParams) (any, error) {
	name, err := fileOf(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	s.docs.close(name)
	dir := filepath.Dir(name)
	if s.docs.anyIn(dir) {
		s.folder(dir).wake(false) // what was not saved is gone
		return nil, nil
	}
	s.mu.Lock()
	f := s.folders[dir]
	delete(s.folders, dir)
	s.mu.Unlock()
	if f != nil {
		f.close()
	}
	return nil, nil
}

func (s *server) didChangeWatchedFiles(p *didChangeWatchedFilesParams) (any, error) {
	for _, e := range p.Changes {
		name, err := fileOf(e.URI)
		if err != nil {
			return nil, err
		}
		const changed = 2
		if s.docs.get(name) == nil || e.Type != changed { // of an open one, didSave tells
			s.fileChanged(name, e.Type != changed)
		}
	}
	return nil, nil
}

// fileChanged wakes the folders that a file on disk has to do with. A Go file
// that comes or goes changes its package; one that changes is analysed as it
// is; other packages see it when they are loaded again. A C file may have to
// do with any package, and changes what cgo says.
func (s *server) fileChanged(name string, comesOrGoes bool) {
	if base := filepath.Base(name); base == config.Name || base == config.OtherName {
		s.configFileChanged()
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for dir, f := range s.folders {
		switch {
		case !isGo(name):
			f.wake(true)
		case dir == filepath.Dir(name):
			f.wake(comesOrGoes)
		case s.session.Imports(dir, name):
			f.wake(true)
		}
	}
}

// folder returns the folder of a directory, which works from now on.
func (s *server) folder(dir string) *folder {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.folders[dir]
	if f == nil {
		f = newFolder(s, dir)
		s.folders[dir] = f
		go f.work()
	}
	return f
}
