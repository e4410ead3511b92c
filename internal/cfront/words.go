package cfront

import (
	"os"
	"path/filepath"
	"regexp"

	"github.com/cgolint/cgolint/internal/ccompiler"
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
	flags := ccompiler.ParseFlags(in.Flags, in.Dir)
	all := &Words{make(map[string]bool), make(map[string]bool)}
	w := &wordReader{Words: all, seen: make(map[string]bool)}
	w.dirs = append(w.dirs, in.Dir)
	w.dirs = append(append(append(w.dirs, flags.Quote...), flags.Include...), flags.System...)
	if in.Compiler != nil {
		w.dirs = append(w.dirs, in.Compiler.Include...)
	}
	for _, p := range in.Preambles {
		w.add(p.text(), in.Dir)
	}
	for _, name := range append(flags.Prelude, in.Files...) {
		w.include(name, in.Dir)
	}
	for _, e := range in.Exports {
		w.All[e.Name] = true
	}
	return all
}

type wordReader struct {
	*Words
	seen map[string]bool // files
	dirs []string        // that an #include looks in
}

var (
	identifier = regexp.MustCompile(`[A-Za-z_][A-Za-z_0-9]*`)
	defined    = regexp.MustCompile(`(?m)^[ \t]*#[ \t]*define[ \t]+(\w+)`)
)

// add adds the identifiers of a text that is in a directory.
func (w *wordReader) add(text, dir string) {
	for _, word := range identifier.FindAllString(text, -1) {
		w.All[word] = true
	}
	for _, m := range defined.FindAllStringSubmatch(text, -1) {
		w.Macros[m[1]] = true
	}
	for _, m := range quoted.FindAllStringSubmatch(text, -1) {
		w.include(m[1], dir)
	}
}

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
		if !isRegular(file) || len(w.seen) == maxWordFiles {
			continue
		}
		w.seen[file] = true
		if text, err := os.ReadFile(file); err == nil {
			w.add(string(text), filepath.Dir(file))
		}
		return
	}
}
