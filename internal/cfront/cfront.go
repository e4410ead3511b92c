// Package cfront reads the C of a Go package: the preambles of its cgo files
// and its .c files, with the headers they include, as the go command would
// have them compiled; and lowers them (package cir).
//
// A unit that cannot be read is left out and said why, and nothing else
// changes: no compiler, no header, C++, a limit, a panic in the parser. Of what
// the parser refuses, only the function body or the declaration is left out.
package cfront

import (
	"context"
	"errors"
	"fmt"
	"go/build"
	"path/filepath"
	"strings"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/ctype"
	"github.com/cgolint/cgolint/internal/diskcache"
)

// Input says what the C of a package is. It has no Go types, so that a test
// can make one from a directory.
type Input struct {
	Dir       string         // of the package; absolute
	Build     *build.Context // what the package is built for
	OpenTags  []string       // tags of which it is not known whether Build should have them
	Preambles []Preamble     // one for each cgo file
	Files     []string       // other source files of the package that are compiled, absolute
	Exports   []Export       // Go functions that C may call
	Flags     []string       // compiler flags: of the environment and the #cgo lines
	Compiler  *ccompiler.Compiler
	Late      func() bool // tells that no further unit is to be begun; nil for never

	// Opened is told, once or more, of files that what is read depends on,
	// of names under which there is none, and of what pkg-config was asked
	// (outside.PkgConfig); it may be nil.
	Opened func(name string)

	Unsettled []Unread // files that may be compiled or not
	Refused   error    // why nothing at all can be read, or nil
	// Text returns the text of a file that an editor has open. It may be nil.
	Text func(name string) (text []byte, ok bool)
}

// A Preamble is the C text of one Go file.
type Preamble struct {
	File  string      // the Go file, absolute
	Parts []TextBlock // in source order, one for each import "C"
	// Exports tells that the file has //export comments: its preamble
	// then is part of _cgo_export.h.
	Exports bool
}

// A TextBlock is C text and where it stands.
type TextBlock struct {
	Text string // without #cgo lines
	Line int    // of the first line, in the Go file
}

// An Export is a Go function that C may call, by its C prototype.
type Export struct {
	Name   string // in C
	Result string // C type
	Params []string
}

// A Result is what could be read.
type Result struct {
	Units  []*Unit
	Unread []Unread
}

// Unread is a unit that could not be read, or not all of it: then it is among
// the units too.
type Unread struct {
	Name    string
	Partial bool // only function bodies and declarations were left out
	Bodies  int  // of functions, that were left out of a unit that is there
	Err     error
}

// Read reads the C of a package. cache may be nil.
func Read(ctx context.Context, in *Input, cache *diskcache.Cache) *Result {
	r := &reader{
		in: in, cache: cache, flags: ccompiler.ParseFlags(in.Flags, in.Dir), hashes: make(map[string]dependency), headers: newHeaders(),
		target: ctype.NewTarget(in.Build.GOOS, in.Build.GOARCH, in.Compiler.Macros), bodiless: make(map[string]bool),
	}
	r.result.Unread = append(r.result.Unread, in.Unsettled...)
	for _, s := range r.sources() {
		if in.Refused != nil {
			r.result.Unread = append(r.result.Unread, Unread{Name: s.name, Err: in.Refused})
			continue
		}
		if err := r.late(ctx); err != nil {
			r.result.Unread = append(r.result.Unread, Unread{Name: s.name, Err: err})
			continue
		}
		unit, err := r.unit(&s)
		if err != nil {
			r.result.Unread = append(r.result.Unread, Unread{Name: s.name, Partial: unit != nil, Bodies: bodiesLeftOut(err), Err: err})
		}
		if unit != nil {
			r.result.Units = append(r.result.Units, unit)
		}
	}
	return &r.result
}

// A reader reads the units of one package.
type reader struct {
	in     *Input
	cache  *diskcache.Cache
	flags  *ccompiler.Flags
	result Result
	hashes map[string]dependency // of files, as they are now

	bodiless map[string]bool // files without any body, see hasBody

	headers *headers
	target  *ctype.Target
}

// ErrLate says that there was no time left for a unit.
var ErrLate = errors.New("the time for reading C is used up")

// errNotC says that a unit is in another language.
var errNotC = errors.New("it is not C")

// opened tells of a file. Names that are not absolute stand for nothing yet.
func (in *Input) opened(name string) {
	if in.Opened != nil && filepath.IsAbs(name) {
		in.Opened(name)
	}
}

func (r *reader) texts() overlay { return r.in.Text }

func (r *reader) late(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if r.in.Late != nil && r.in.Late() {
		return ErrLate
	}
	return nil
}

// A source is the text of one unit.
type source struct {
	name     string
	text     []byte // of a preamble; that of a file is read when its turn comes
	preamble bool
}

// sources returns the units that may hold function bodies.
func (r *reader) sources() []source {
	var all []source
	for _, p := range r.in.Preambles {
		if text := p.text(); r.hasBody(text, p.File, 0) {
			all = append(all, source{p.File, []byte(prolog + text), true})
		}
	}
	for _, name := range r.in.Files {
		if filepath.Ext(name) != ".c" {
			r.result.Unread = append(r.result.Unread, Unread{Name: name, Err: errNotC})
			continue
		}
		all = append(all, source{name: name})
	}
	return all
}

// text returns the preamble with its lines numbered as in the Go file.
func (p *Preamble) text() string {
	var b strings.Builder
	for _, part := range p.Parts {
		fmt.Fprintf(&b, "#line %d %q\n%s\n", part.Line, filepath.ToSlash(p.File), part.Text)
	}
	return b.String()
}

// unit returns a unit from the cache, or reads it. An error with a unit says
// what was left out of it.
func (r *reader) unit(s *source) (*Unit, error) {
	if !s.preamble {
		if !isRegular(s.name) {
			return nil, errors.New("it is no readable file")
		}
		text, err := r.texts().read(s.name)
		if err != nil {
			return nil, err
		}
		s.text = text
	}
	key := r.key(s)
	if u, err := r.load(key, s.name); u != nil || err != nil {
		return u, err
	}
	files := &fileSystem{headers: r.headers, opened: make(map[string]*header), texts: r.texts(), export: r.exportHeader, note: r.in.opened}
	u, err := r.translate(s, files)
	if err != nil && files.hidIntrinsics {
		files.showIntrinsics, files.opened = true, make(map[string]*header)
		u, err = r.translate(s, files)
	}
	if u == nil {
		r.keep(key, entry{Failed: err.Error()}, files)
		return nil, err
	}
	return r.store(key, s.name, u, err, files), err
}
