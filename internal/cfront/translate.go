package cfront

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/cpp"
	"github.com/cgolint/cgolint/internal/ctoken"
)

// expansionLimit bounds the work of macro expansion, in tokens: this much takes
// about 3 s of CPU time before it stops.
var expansionLimit = int(1e8) // a variable for the tests, which have no time for it

// translate reads and lowers a unit. An error with a unit says what was left
// out of it.
func (r *reader) translate(s *source, files *fileSystem) (u *cir.Unit, err error) {
	defer func() {
		if p := recover(); p != nil {
			u, err = nil, fmt.Errorf("the C parser failed: %v\n%s", p, firstLines(debug.Stack(), 12))
		}
	}()
	pp := cpp.New(r.config(files), r.tokens(s, files)...)
	parser := cparse.New(pp, r.target, r.isC23())
	u = cir.Lower(filepath.ToSlash(s.name), pp, parser, r.isSystem, s.preamble)
	u.Name = s.name
	if pp.Err() != nil {
		return nil, pp.Err()
	}
	return u, leftOut(pp, parser.Errors)
}

// An omission says what was left out of a unit.
type omission struct {
	text   string
	bodies int // of functions
}

func (o *omission) Error() string { return o.text }

// bodiesLeftOut returns how many bodies of functions were left out of a unit,
// by the error that came with it.
func bodiesLeftOut(err error) int {
	if o, ok := errors.AsType[*omission](err); ok {
		return o.bodies
	}
	return 0
}

// leftOut says what was left out of a unit, or is nil. Of many errors it has
// the first.
func leftOut(pp *cpp.Preprocessor, errs []cparse.Error) error {
	if len(errs) == 0 {
		return nil
	}
	const most = 3
	var all []error
	bodies := 0
	for _, e := range errs {
		if e.Function != "" {
			bodies++
		}
	}
	for _, e := range errs[:min(len(errs), most)] {
		what := "a declaration"
		if e.Function != "" {
			what = "the body of " + e.Function
		}
		at := pp.Position(e.Pos)
		all = append(all, fmt.Errorf("%s: %s:%d:%d: %s", what, at.File, at.Line, at.Column, e.Text))
	}
	return &omission{errors.Join(all...).Error(), bodies}
}

// tokens returns the texts of a unit, in order.
func (r *reader) tokens(s *source, files *fileSystem) []*ctoken.File {
	main := ctoken.NewFile(filepath.ToSlash(s.name), s.text, files.names)
	return []*ctoken.File{
		files.made("<predefined>", func() string { return r.in.Compiler.Macros + strings.Join(r.flags.Macros, "\n") + "\n" }),
		files.made(filepath.ToSlash(filepath.Join(r.in.Dir, "<prelude>")), r.prelude),
		main,
	}
}

// config returns where the preprocessor finds headers.
func (r *reader) config(files *fileSystem) cpp.Config {
	// The go command compiles with -I and the package's directory.
	return cpp.Config{
		Names: files.names, Macros: files.macros, Limit: expansionLimit, Open: files.open, Exists: files.exists,
		Clang: strings.Contains(r.in.Compiler.Macros, "#define __clang__ "), Features: r.hasFeatures(),
		Quote:  r.flags.Quote,
		System: slices.Concat([]string{r.in.Dir}, r.flags.Include, r.flags.System, r.in.Compiler.Include),
	}
}

// hasFeatures reports whether the compiler has __has_feature.
func (r *reader) hasFeatures() bool {
	_, rest, _ := strings.Cut(r.in.Compiler.Macros, "#define __GNUC__ ")
	version, _, _ := strings.Cut(rest, "\n")
	n, _ := strconv.Atoi(version)
	return n >= 14 || strings.Contains(r.in.Compiler.Macros, "#define __clang__ ")
}

// isC23 reports whether the package is compiled as C23 or later.
func (r *reader) isC23() bool {
	last := ""
	for _, text := range append([]string{r.in.Compiler.Macros}, r.flags.Macros...) {
		if _, rest, ok := strings.Cut(text, "#define __STDC_VERSION__ "); ok {
			last, _, _ = strings.Cut(rest, "\n")
		}
	}
	return last > "201710L"
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

func firstLines(text []byte, n int) string {
	lines := bytes.SplitN(text, []byte("\n"), n+1)
	if len(lines) > n {
		lines = lines[:n]
	}
	return string(bytes.Join(lines, []byte("\n")))
}
