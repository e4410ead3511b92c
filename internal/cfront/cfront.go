// Package cfront reads the C of a Go package: the preambles of its cgo files
// and its .c files, with the headers they include, as the go command would
// have them compiled; and lowers them (package cir).
//
// A unit that cannot be read is left out and said why, and nothing else
// changes: no compiler, no header, C++, a syntax error, a limit, a panic in
// the parser. Of what the parser refuses, only the function bodies and the
// declarations are left out, where these can be told.
package cfront

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/build"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/diskcache"
	"modernc.org/cc/v4"
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
	Deadline  time.Time // no unit is begun after it; zero for none

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
	Err     error
}

// Read reads the C of a package. cache may be nil.
func Read(ctx context.Context, in *Input, cache *diskcache.Cache) *Result {
	r := &reader{in: in, cache: cache, flags: ccompiler.ParseFlags(in.Flags, in.Dir), hashes: make(map[string]dependency)}
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
			r.result.Unread = append(r.result.Unread, Unread{Name: s.name, Partial: unit != nil, Err: err})
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
	if !r.in.Deadline.IsZero() && time.Now().After(r.in.Deadline) {
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
	files := &fileSystem{opened: make(map[string][]byte), texts: r.texts(), export: r.exportHeader, note: r.in.opened}
	u, err := r.translate(s, files)
	if u == nil && files.hidIntrinsics {
		files.showIntrinsics, files.opened = true, make(map[string][]byte)
		u, err = r.translate(s, files)
	}
	if u == nil {
		r.keep(key, entry{Failed: err.Error()}, files)
		return nil, err
	}
	return r.store(key, s.name, u, err, files), err
}

// expansionLimit bounds the work of macro expansion: this much takes up to
// 10 s of CPU time before it stops. sqlite3.c needs between 2e6 and 5e6, the
// largest real unit known that is read between 1e7 and 2e7. One is known that
// needs more, the TPM 2.0 reference implementation included as one file; it
// would take 30 s.
var expansionLimit = int(2e7) // a variable for the tests, which have no time for it

// translate parses and lowers a unit. An error with a unit says what was left
// out of it.
func (r *reader) translate(s *source, files *fileSystem) (u *cir.Unit, err error) {
	defer func() {
		if p := recover(); p != nil {
			u, err = nil, fmt.Errorf("the C parser failed: %v\n%s", p, firstLines(debug.Stack(), 12))
		}
	}()
	defer garbage.relax()()
	ast, err := r.parse(s, files, cc.Translate)
	if err != nil {
		ast, err = r.withoutBodies(s, files, err)
	}
	if ast == nil {
		ast, err = r.withoutDeclarations(s, files, err)
	}
	if err != nil {
		err = shortError(err)
	}
	if ast == nil {
		return nil, err
	}
	return cir.Lower(s.name, ast, r.isSystem, s.preamble), err
}

// parse has the parser read a unit, with or without types.
func (r *reader) parse(s *source, files *fileSystem, read func(*cc.Config, []cc.Source) (*cc.AST, error)) (ast *cc.AST, err error) {
	heed := &pragmas{once: make(map[string]bool), count: make(map[string]int)}
	defer func() {
		if heed.missing != "" {
			_ = recover() // or what became of it on the way out of the parser
			ast, err = nil, notFound(s, files, heed.missing)
		}
	}()
	cfg, err := r.config(files, heed)
	if err != nil {
		return nil, err
	}
	ast, err = read(cfg, []cc.Source{
		{Name: "<predefined>", Value: r.in.Compiler.Macros + strings.Join(r.flags.Macros, "\n") + "\n"},
		{Name: "<builtin>", Value: cc.Builtin + extraBuiltins},
		{Name: "<prelude>", Value: r.prelude()},
		{Name: filepath.ToSlash(s.name), Value: s.text},
		{Name: "<end>", Value: unitEnd},
	})
	if heed.tooOften != "" {
		return nil, fmt.Errorf("%s is included too often", heed.tooOften)
	}
	return ast, err
}

// unitEnd follows the text of a unit. The parser looks for the end of a
// declarator until it comes to a name or a bracket, and never ends when the
// text does, as after a "char *" that is being typed.
const unitEnd = "\nextern int __cgolint_end;\n"

// extraBuiltins are declarations that cc leaves out.
const extraBuiltins = `
__SIZE_TYPE__ __builtin_dynamic_object_size(void *p, int i);
`

// config returns the parser's configuration.
func (r *reader) config(files *fileSystem, heed *pragmas) (*cc.Config, error) {
	abi, err := ccompiler.ABI(r.in.Build.GOOS, r.in.Build.GOARCH)
	if err != nil {
		return nil, err
	}
	system := append(append(append([]string(nil), r.flags.Include...), r.flags.System...), r.in.Compiler.Include...)
	// The go command compiles with -I and the package's directory.
	system = append([]string{r.in.Dir}, system...)
	files.search = system
	return &cc.Config{
		ABI:                abi,
		FS:                 files,
		FSOnly:             true,
		IncludePaths:       append(append([]string{""}, r.flags.Quote...), system...),
		SysIncludePaths:    system,
		ExpansionLimit:     expansionLimit,
		IgnoreStaticAssert: true,
		PragmaHandler:      heed.handle,
	}, nil
}

// prelude includes the files of -include.
func (r *reader) prelude() string {
	var b strings.Builder
	for _, name := range r.flags.Prelude {
		fmt.Fprintf(&b, "#include %q\n", name)
	}
	return b.String()
}

// isSystem reports whether a file is a header of the compiler or the system.
func (r *reader) isSystem(file string) bool {
	if strings.HasPrefix(file, "<") || file == prologName {
		return true
	}
	for _, dir := range append(r.in.Compiler.Include, r.flags.System...) {
		if len(file) > len(dir) && file[len(dir)] == '/' && strings.HasPrefix(file, filepath.ToSlash(dir)) {
			return true
		}
	}
	return false
}

// shortError keeps the first lines of a parser's error, which may have
// thousands.
func shortError(err error) error {
	return errors.New(firstLines([]byte(err.Error()), 3))
}

func firstLines(text []byte, n int) string {
	lines := bytes.SplitN(text, []byte("\n"), n+1)
	if len(lines) > n {
		lines = lines[:n]
	}
	return string(bytes.Join(lines, []byte("\n")))
}
