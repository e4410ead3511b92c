package cfront

import (
	"bytes"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// maxTexts bounds how many files are read as texts.
const maxTexts = 5000

// A Text is a preamble, a C file or a header as it is written.
type Text struct {
	File string // absolute; of a preamble, the Go file
	Data []byte
	Own  bool // it is in none of the directories in which the compiler looks for headers
}

// Texts returns the preambles and C files, and every file that an #include of
// them may name, whatever conditions it stands under.
func (in *Input) Texts() []Text {
	flags := ccompiler.ParseFlags(in.Flags, in.Dir)
	r := &textReader{in: in, seen: make(map[string]bool)}
	r.dirs = slices.Concat([]string{in.Dir}, flags.Quote, flags.Include, flags.System)
	if in.Compiler != nil {
		r.dirs = append(r.dirs, in.Compiler.Include...)
	}
	for _, p := range in.Preambles {
		r.add([]byte(p.text()), filepath.Join(in.Dir, filepath.Base(p.File)))
	}
	for _, name := range append(flags.Prelude, in.Files...) {
		r.include(name, in.Dir)
	}
	return r.texts
}

type textReader struct {
	in    *Input
	texts []Text
	seen  map[string]bool // files
	dirs  []string        // that an #include looks in
}

// add adds a text and what it includes.
func (r *textReader) add(data []byte, file string) {
	r.texts = append(r.texts, Text{file, data, r.in.isOwn(file)})
	dir := filepath.Dir(file)
	for line := range directives(data) {
		if m := included.FindSubmatch(line); m != nil {
			r.include(string(m[1]), dir)
		}
	}
}

var included = lazyregexp.New(`^include(?:_next)?[ \t]*["<]([^">]+)[">]`)

// isOwn reports whether a file is in none of the directories in which the
// compiler looks for headers.
func (in *Input) isOwn(file string) bool {
	return in.Compiler == nil || !slices.ContainsFunc(in.Compiler.Include, func(system string) bool {
		return strings.HasPrefix(file, system+string(filepath.Separator))
	})
}

// include adds the file that an #include in dir names.
func (r *textReader) include(name, dir string) {
	for _, in := range append([]string{dir}, r.dirs...) {
		file := filepath.Join(in, name)
		if filepath.IsAbs(name) {
			file = name
		}
		if r.seen[file] {
			return
		}
		r.in.opened(file)
		if !isRegular(file) || len(r.seen) == maxTexts {
			continue
		}
		r.seen[file] = true
		if data, err := os.ReadFile(file); err == nil {
			r.add(data, file)
		}
		return
	}
}

// directives yields the lines of a text that begin with #, each from its
// directive's name on.
func directives(text []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for at := 0; ; {
			i := bytes.IndexByte(text[at:], '#')
			if i < 0 {
				return
			}
			line := text[at+i+1:]
			begins := startsLine(text[:at+i])
			at += i + 1
			if !begins {
				continue
			}
			if end := bytes.IndexByte(line, '\n'); end >= 0 {
				line = line[:end]
			}
			at += len(line)
			if !yield(bytes.TrimLeft(line, " \t")) {
				return
			}
		}
	}
}

// startsLine reports whether what follows a text is the first of its line but
// for blanks.
func startsLine(before []byte) bool {
	before = bytes.TrimRight(before, " \t")
	return len(before) == 0 || before[len(before)-1] == '\n'
}
