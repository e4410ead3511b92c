// Package session analyses packages while their files are being edited.
//
// What the go command knows of a package, and what cgo makes of it, takes
// from a third of a second to minutes to find out: in a package with large C
// files, the go command compiles them all when a line of Go changes. So it is
// asked once ([Session.Load]), and again only when an edit changes what it
// answers: an import, a preamble, the use of another C name. Every other edit
// ([Session.Analyze]) costs parsing the changed file, type-checking the
// package and running the analyzers.
//
// Packages are analysed in the form that gopls gives to analyzers: the user's
// files with cgo's declarations beside them. Packages that they import come
// from the compiler's export data, but those that may have facts, because
// they reach C, which are analysed from source, once.
package session

import (
	"cmp"
	"context"
	"errors"
	"os"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/fixes"
	"github.com/cgolint/cgolint/internal/selection"
)

// A Config says what a session analyses, and how.
type Config struct {
	Analyzers []*analysis.Analyzer
	// Selection says which findings are shown, and has the flags of
	// analyzers. When it is nil, all are, and flags are as they are.
	Selection *selection.Selection
	// Contracts are those of the user; nil for none.
	Contracts *contract.Table
	// Text returns the text of a file that is not on disk, or newer than
	// what is. It may be called from several goroutines.
	Text func(name string) (text []byte, ok bool)
	// Unsaved returns the files that Text knows and that differ from the
	// disk.
	Unsaved func() map[string][]byte
	// Env is the environment of the go command; nil is that of the process.
	Env []string
	// BuildFlags are more arguments for it, as -tags=x.
	BuildFlags []string
	// Keep is how many directories are kept, 0 stands for 32. One takes some
	// megabytes, with the types of what it imports. Of more, the one that was
	// not used for longest is forgotten, and has to be loaded again.
	Keep int
}

// A Session analyses the packages of directories. Its methods may be called
// from several goroutines; calls for the same directory wait for each other.
type Session struct {
	Config
	mu   sync.Mutex
	dirs map[string]*directory
	last []string // names of directories, the one used last at the end
}

// A directory is what is kept of the packages of one directory.
type directory struct {
	loaded   atomic.Pointer[metadata] // nil until it was loaded
	analysed atomic.Bool              // since it was loaded

	mu    sync.Mutex // held while it is analysed
	cache *parsed
}

// New returns a session.
func New(c Config) *Session {
	return &Session{Config: c, dirs: make(map[string]*directory)}
}

// ErrNotLoaded says that a directory was not loaded yet.
var ErrNotLoaded = errors.New("not loaded")

// A Report is what the analysis of a directory found.
type Report struct {
	Findings []Finding
	// Texts are the files that were analysed, by name.
	Texts map[string][]byte
	// Outdated says that an edit has changed what the go command and cgo
	// know of the packages, so that the directory should be loaded again.
	Outdated bool
	// Errors are failures of analyzers.
	Errors []error

	mu      sync.Mutex // of Findings, while analyzers run
	partial func(Part)
}

// A Part is what one check has found in one package of a directory, which
// may have several: with its tests, and external tests.
type Part struct {
	Unit, Check string
	Findings    []Finding
	Texts       map[string][]byte // as in Report
}

// A Finding is a diagnostic with its places as byte offsets in Texts.
type Finding struct {
	Check, Category, Message, URL string
	Place
	Group      finding.Group
	Confidence finding.Confidence
	Related    []Related
	Fixes      []fixes.Fix
}

// A Place is an extent in a file.
type Place struct {
	File       string // its absolute name
	Start, End int    // byte offsets
}

// A Related is a place that explains a finding.
type Related struct {
	Place
	Message string
}

func (s *Session) directory(dir string) *directory {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.dirs[dir]
	if d == nil {
		d = new(directory)
		s.dirs[dir] = d
	}
	s.last = append(slices.DeleteFunc(s.last, func(name string) bool { return name == dir }), dir)
	s.limit()
	return d
}

// limit forgets a directory when there are too many. One that was loaded to
// be analysed stays until it was.
func (s *Session) limit() {
	over := len(s.last) - cmp.Or(s.Keep, 32)
	newest := s.last[len(s.last)-1]
	s.last = slices.DeleteFunc(s.last, func(dir string) bool {
		if over <= 0 || dir == newest || !s.dirs[dir].analysed.Load() {
			return false
		}
		over--
		delete(s.dirs, dir)
		return true
	})
}

// Forget drops what is kept of a directory.
func (s *Session) Forget(dir string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.dirs, dir)
	s.last = slices.DeleteFunc(s.last, func(name string) bool { return name == dir })
}

// Knows reports whether a directory was loaded.
func (s *Session) Knows(dir string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.dirs[dir]
	return d != nil && d.loaded.Load() != nil
}

// Holds reports whether a file is of a package in dir, as it was loaded.
func (s *Session) Holds(dir, name string) bool { return s.has(dir, name, true) }

// Imports reports whether a file is of a package that those in dir import,
// if that is analysed from source.
func (s *Session) Imports(dir, name string) bool { return s.has(dir, name, false) }

func (s *Session) has(dir, name string, root bool) bool {
	s.mu.Lock()
	d := s.dirs[dir]
	s.mu.Unlock()
	if d == nil || d.loaded.Load() == nil {
		return false
	}
	m := d.loaded.Load()
	for _, u := range m.units {
		if u.root == root && u.fromSource && slices.Contains(u.GoFiles, name) {
			return true
		}
	}
	return false
}

// Load asks the go command for the packages in dir. When it fails, what was
// known before stays known.
func (s *Session) Load(ctx context.Context, dir string) error {
	m, err := s.load(ctx, dir)
	if err != nil {
		return err
	}
	d := s.directory(dir)
	d.mu.Lock()
	defer d.mu.Unlock()
	if old := d.loaded.Load(); old != nil {
		m.keepDeclarations(old)
	}
	d.loaded.Store(m)
	d.analysed.Store(false)
	d.cache = newParsed()
	return nil
}

// Analyze runs the analyzers on the packages in dir, as their files are now.
// Until it returns, partial is given what each check has found as soon as it
// has; it may be nil.
func (s *Session) Analyze(ctx context.Context, dir string, partial func(Part)) (*Report, error) {
	d := s.directory(dir)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.loaded.Load() == nil {
		return nil, ErrNotLoaded
	}
	defer d.analysed.Store(true)
	return s.analyze(ctx, d, partial)
}

// text returns the text of a file: the newest there is.
func (s *Session) text(name string) ([]byte, error) {
	if s.Text != nil {
		if text, ok := s.Text(name); ok {
			return text, nil
		}
	}
	return os.ReadFile(name)
}
