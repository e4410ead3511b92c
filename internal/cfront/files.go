package cfront

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"modernc.org/cc/v4"
)

// A fileSystem serves files to the parser and keeps note of them. It adds
// _cgo_export.h, which exists only while cgo runs, and hides the compiler's
// headers of vector intrinsics from units that only include them: they hold
// 5,000 functions.
type fileSystem struct {
	opened         map[string][]byte // contents; nil for what was looked for and is not there
	texts          overlay
	note           func(name string)                     // told of what is opened
	export         func() string                         // the text of _cgo_export.h
	search         []string                              // the directories that are searched for each header, in order
	previous       string                                // the name that was opened before
	edit           func(name string, text []byte) []byte // of what is served; may be nil
	showIntrinsics bool
	hidIntrinsics  bool
}

// exportName is the header that cgo writes for C files of the package.
const exportName = "_cgo_export.h"

// maxHeader bounds the files that are read. The largest known source,
// sqlite3.c, has 9.6 MB.
const maxHeader = 64 << 20

// intrinsics matches the names of the compilers' intrinsic headers.
var intrinsics = regexp.MustCompile(`(^|/)(\w+intrin|mm_malloc|arm_neon|arm_sve)\.h$`)

// Open implements fs.FS, for names as #include makes them.
func (f *fileSystem) Open(name string) (fs.File, error) {
	name = filepath.Clean(filepath.FromSlash(name))
	defer func() { f.previous = name }()
	base := filepath.Base(name)
	switch {
	case base == exportName:
		return newFile(base, []byte(f.export())), nil
	case !f.showIntrinsics && intrinsics.MatchString(base) && isRegular(name):
		f.hidIntrinsics = true
		return newFile(base, nil), nil
	}
	f.note(name)
	text, known := f.opened[name]
	if text != nil {
		return f.served(name, text), nil
	}
	if known || !isRegular(name) {
		f.opened[name] = nil
		if header, ok := f.isLast(name); ok {
			return newMissing(filepath.ToSlash(header)), nil
		}
		return nil, notExist(name)
	}
	text, err := f.texts.read(name)
	if err != nil {
		f.opened[name] = nil
		return nil, err
	}
	if text == nil {
		text = []byte{}
	}
	f.opened[name] = text
	return f.served(name, text), nil
}

// floatTypedef matches the declarations by which glibc's floatn-common.h names
// types for compilers that do not have them, as clang says of itself. To the
// parser, these names are those of types already.
var floatTypedef = regexp.MustCompile(`(?m)^[ \t]*typedef[ \t][a-z \t]+[ \t]_Float(?:32|64|128)x?[ \t]*;`)

// served returns a file as the parser gets it.
func (f *fileSystem) served(name string, text []byte) fs.File {
	if base := filepath.Base(name); base == "floatn-common.h" || base == "floatn.h" {
		text = floatTypedef.ReplaceAll(text, nil)
	}
	if f.edit != nil {
		text = f.edit(filepath.ToSlash(name), text)
	}
	return newFile(filepath.Base(name), entered(name, text))
}

// enterPragma begins every file that is served, so that the parser, which
// does not bound how deep files include each other, tells of each inclusion.
const enterPragma = "cgolint_enter"

// entered returns the text of a file with the pragma before it.
func entered(name string, text []byte) []byte {
	return append(fmt.Appendf(nil, "#pragma %s\n#line 1 %q\n", enterPragma, filepath.ToSlash(name)), text...)
}

// maxInclusions bounds how often one file is included in a unit. Headers
// that are lists of macros are included again and again, but not so often.
const maxInclusions = 2000

// A pragmas heeds the pragmas of one unit.
type pragmas struct {
	once     map[string]bool
	count    map[string]int
	tooOften string // the file that was included too often
	missing  string // the header that is not there
}

func (p *pragmas) handle(tokens []cc.Token) error {
	if len(tokens) > 0 && tokens[0].SrcStr() == missingPragma {
		p.missing = strings.Trim(tokens[len(tokens)-1].SrcStr(), `"`)
		panic("a header is missing")
	}
	if len(tokens) != 1 {
		return nil
	}
	file := tokens[0].Position().Filename
	switch tokens[0].SrcStr() {
	case "once":
		if p.once[file] {
			return cc.SkipSource
		}
		p.once[file] = true
	case enterPragma:
		if p.count[file]++; p.count[file] > maxInclusions {
			p.tooOften = file
			return cc.SkipSource
		}
	}
	return nil
}

// isRegular reports whether a name is that of an ordinary file of a bearable
// size: a pipe or a device would never end.
func isRegular(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular() && info.Size() <= maxHeader
}

// A memFile is a file in memory.
type memFile struct {
	*bytes.Reader
	info fileInfo
}

type fileInfo struct {
	name string
	size int64
}

func newFile(name string, text []byte) fs.File {
	return &memFile{bytes.NewReader(text), fileInfo{name, int64(len(text))}}
}

func (f *memFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *memFile) Close() error               { return nil }

func (i fileInfo) Name() string       { return i.name }
func (i fileInfo) Size() int64        { return i.size }
func (i fileInfo) Mode() fs.FileMode  { return 0o444 }
func (i fileInfo) ModTime() time.Time { return time.Time{} }
func (i fileInfo) IsDir() bool        { return false }
func (i fileInfo) Sys() any           { return nil }

var _ io.Reader = (*memFile)(nil)

// body matches what a function definition looks like, in a macro too.
var body = regexp.MustCompile(`\)[\s\w()",\\]*\{`)

// quoted matches an #include of a file of the package.
var quoted = regexp.MustCompile(`(?m)^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]`)

// maxInclude bounds how deep hasBody follows the includes of the package's
// own files.
const maxInclude = 8

// hasBody reports whether C text may define functions, itself or in files of
// the package and its include directories that it includes. Most preambles
// do not, and need not be parsed.
func (r *reader) hasBody(text, file string, depth int) bool {
	if body.MatchString(text) {
		return true
	}
	if depth == maxInclude {
		return true
	}
	for _, m := range quoted.FindAllStringSubmatch(text, -1) {
		name := r.find(m[1], filepath.Dir(file))
		if name == "" {
			continue
		}
		included, err := r.texts().read(name)
		if err == nil && r.hasBody(string(included), name, depth+1) {
			return true
		}
	}
	return false
}

// find returns the file of the package that an #include names, or "".
func (r *reader) find(name, dir string) string {
	for _, d := range append([]string{dir, r.in.Dir}, append(r.flags.Quote, r.flags.Include...)...) {
		file := filepath.Join(d, name)
		r.in.opened(file)
		if isRegular(file) && !r.isSystem(filepath.ToSlash(file)) {
			return file
		}
	}
	return ""
}

// prologName is what errors call the declarations that cgo adds.
const prologName = "cgo-builtin-prolog"

// stddef is the header that cgo includes before preambles and exports, and
// what is most wanted of it where there is none.
const stddef = `#if __has_include(<stddef.h>)
#include <stddef.h>
#else
typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
#define NULL ((void *)0)
#endif
`

// prolog is what cgo declares before a preamble (cmd/cgo/out.go,
// builtinProlog).
const prolog = `#line 1 "` + prologName + `"
` + stddef + `
typedef __PTRDIFF_TYPE__ intgo;
#define GO_CGO_GOSTRING_TYPEDEF
typedef struct { const char *p; intgo n; } _GoString_;
typedef struct { char *p; intgo n; intgo c; } _GoBytes_;
_GoString_ GoString(char *p);
_GoString_ GoStringN(char *p, int l);
_GoBytes_ GoBytes(void *p, int n);
char *CString(_GoString_);
void *CBytes(_GoBytes_);
void *_CMalloc(__SIZE_TYPE__);
static __SIZE_TYPE__ _GoStringLen(_GoString_ s) { return (__SIZE_TYPE__)s.n; }
static const char *_GoStringPtr(_GoString_ s) { return s.p; }
`

// exportProlog is what cgo declares in _cgo_export.h before the preambles
// (cmd/cgo/out.go, builtinExportProlog).
const exportProlog = `#line 1 "cgo-export-prolog"
` + stddef + `
#ifndef GO_CGO_EXPORT_PROLOGUE_H
#define GO_CGO_EXPORT_PROLOGUE_H
#ifndef GO_CGO_GOSTRING_TYPEDEF
typedef struct { const char *p; __PTRDIFF_TYPE__ n; } _GoString_;
extern __SIZE_TYPE__ _GoStringLen(_GoString_ s);
extern const char *_GoStringPtr(_GoString_ s);
#endif
#endif
`

// exportTypes is what cgo declares there after them (gccExportHeaderProlog).
const exportTypes = `#line 1 "cgo-export-types"
#ifndef GO_CGO_PROLOGUE_H
#define GO_CGO_PROLOGUE_H
typedef signed char GoInt8;
typedef unsigned char GoUint8;
typedef short GoInt16;
typedef unsigned short GoUint16;
typedef int GoInt32;
typedef unsigned int GoUint32;
typedef long long GoInt64;
typedef unsigned long long GoUint64;
typedef __PTRDIFF_TYPE__ GoInt;
typedef __SIZE_TYPE__ GoUint;
typedef __SIZE_TYPE__ GoUintptr;
typedef float GoFloat32;
typedef double GoFloat64;
typedef float _Complex GoComplex64;
typedef double _Complex GoComplex128;
#ifndef GO_CGO_GOSTRING_TYPEDEF
typedef _GoString_ GoString;
#endif
typedef void *GoMap;
typedef void *GoChan;
typedef struct { void *t; void *v; } GoInterface;
typedef struct { void *data; GoInt len; GoInt cap; } GoSlice;
#endif
`

// exportHeader returns the text of _cgo_export.h: the preambles of files
// that export, and prototypes of what they export. Two inclusions are one,
// since preambles need not bear a second.
func (r *reader) exportHeader() string {
	var b strings.Builder
	b.WriteString("#ifndef CGOLINT_EXPORT_H\n#define CGOLINT_EXPORT_H\n" + exportProlog)
	for _, p := range r.in.Preambles {
		if p.Exports {
			b.WriteString(p.text())
		}
	}
	b.WriteString(exportTypes)
	for _, e := range r.in.Exports {
		b.WriteString("extern " + e.Result + " " + e.Name + "(" + strings.Join(e.Params, ", ") + ");\n")
	}
	b.WriteString("#endif\n")
	return b.String()
}
