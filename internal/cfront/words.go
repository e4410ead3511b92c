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

// maxWordFiles bounds how many files are read for words.
const maxWordFiles = 5000

// Words are the identifiers that the C of a package has.
type Words struct {
	All    map[string]bool
	Macros map[string]bool // those that a #define defines
}

// Words returns the identifiers in the preambles and C files, and in every
// file that an #include of them may name, whatever conditions it stands
// under. They are what a new C name must not be among.
func (in *Input) Words() *Words {
	all := &Words{make(map[string]bool), make(map[string]bool)}
	w := &wordReader{Words: all, seen: make(map[string]bool)}
	w.read(in)
	for _, e := range in.Exports {
		w.All[e.Name] = true
	}
	return all
}

// EachText calls f with each text that Words reads; own tells that it is none
// of the compiler's headers.
func (in *Input) EachText(f func(text []byte, own bool)) {
	w := &wordReader{seen: make(map[string]bool), each: func(text []byte, file string) { f(text, in.isOwn(file)) }}
	w.read(in)
}

// isOwn reports whether a file is in none of the directories in which the
// compiler looks for headers.
func (in *Input) isOwn(file string) bool {
	return in.Compiler == nil || !slices.ContainsFunc(in.Compiler.Include, func(system string) bool {
		return strings.HasPrefix(file, system+string(filepath.Separator))
	})
}

// read reads the texts of a package and all that they include.
func (w *wordReader) read(in *Input) {
	w.opened = in.opened
	flags := ccompiler.ParseFlags(in.Flags, in.Dir)
	w.dirs = append(w.dirs, in.Dir)
	w.dirs = append(append(append(w.dirs, flags.Quote...), flags.Include...), flags.System...)
	if in.Compiler != nil {
		w.dirs = append(w.dirs, in.Compiler.Include...)
	}
	for _, p := range in.Preambles {
		w.add([]byte(p.text()), filepath.Join(in.Dir, filepath.Base(p.File)))
	}
	for _, name := range append(flags.Prelude, in.Files...) {
		w.include(name, in.Dir)
	}
}

type wordReader struct {
	*Words
	seen   map[string]bool                // files
	dirs   []string                       // that an #include looks in
	opened func(string)                   // told of files
	each   func(text []byte, file string) // gets each text, when words are not asked for; or nil
}

// add adds the identifiers of a file's text. It goes over megabytes, and so
// takes comments, strings and numbers' suffixes for code.
func (w *wordReader) add(text []byte, file string) {
	if w.each != nil {
		w.each(text, file)
	}
	dir := filepath.Dir(file)
	for len(text) > 0 {
		line := text
		if i := bytes.IndexByte(text, '\n'); i >= 0 {
			line, text = text[:i], text[i+1:]
		} else {
			text = nil
		}
		if rest, ok := bytes.CutPrefix(bytes.TrimLeft(line, " \t"), []byte("#")); ok {
			w.directive(bytes.TrimLeft(rest, " \t"), dir)
		}
		if w.each != nil {
			continue
		}
		for word := range identifiers(line) {
			if !w.All[string(word)] { // does not copy the word
				w.All[string(word)] = true
			}
		}
	}
}

// directive notes the macro that a line defines, and the file that it
// includes.
func (w *wordReader) directive(line []byte, dir string) {
	if rest, ok := bytes.CutPrefix(line, []byte("define")); ok {
		for word := range identifiers(rest) {
			if w.each == nil {
				w.Macros[string(word)] = true
			}
			return
		}
	}
	if m := included.FindSubmatch(line); m != nil {
		w.include(string(m[1]), dir)
	}
}

var included = lazyregexp.New(`^include(?:_next)?[ \t]*["<]([^">]+)[">]`)

// identifiers yields the identifiers of a line.
func identifiers(line []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i := 0; i < len(line); i++ {
			if !isLetter(line[i]) {
				continue
			}
			start := i
			for i < len(line) && (isLetter(line[i]) || '0' <= line[i] && line[i] <= '9') {
				i++
			}
			if !yield(line[start:i]) {
				return
			}
		}
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }

// include adds the identifiers of a file that an #include in dir names.
func (w *wordReader) include(name, dir string) {
	for _, in := range append([]string{dir}, w.dirs...) {
		file := filepath.Join(in, name)
		if filepath.IsAbs(name) {
			file = name
		}
		if w.seen[file] {
			return
		}
		w.opened(file)
		if !isRegular(file) || len(w.seen) == maxWordFiles {
			continue
		}
		w.seen[file] = true
		if text, err := os.ReadFile(file); err == nil {
			w.add(text, file)
		}
		return
	}
}
