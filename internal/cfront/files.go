package cfront

import (
	"crypto/sha256"
	"os"
	"path/filepath"

	"github.com/cgolint/cgolint/internal/cpp"
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/diskcache"
	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// headers are the files that the units of a package include, in tokens. Each
// is read once for all units.
type headers struct {
	names   *ctoken.Names
	macros  *cpp.Cache
	files   map[string]*header
	virtual map[string]*ctoken.File // what is not on disk, or hidden, by name
}

// A header is a file in tokens, or nil where there is none of the name.
type header struct {
	file   *ctoken.File
	hash   diskcache.Key
	hashed bool
}

func newHeaders() *headers {
	return &headers{ctoken.NewNames(), cpp.NewCache(), make(map[string]*header), make(map[string]*ctoken.File)}
}

// A fileSystem serves files to the preprocessor of one unit and keeps note of
// them. It adds _cgo_export.h, which exists only while cgo runs, and hides the
// compiler's headers of vector intrinsics from units that only include them:
// they hold 5,000 functions.
type fileSystem struct {
	*headers
	opened         map[string]*header
	texts          overlay
	note           func(name string) // told of what is opened
	export         func() string     // the text of _cgo_export.h
	showIntrinsics bool
	hidIntrinsics  bool
}

// exportName is the header that cgo writes for C files of the package.
const exportName = "_cgo_export.h"

// maxHeader bounds the files that are read. The largest known source,
// sqlite3.c, has 9.6 MB.
const maxHeader = 64 << 20

// intrinsics matches the names of the compilers' intrinsic headers.
var intrinsics = lazyregexp.New(`(^|/)(\w+intrin|mm_malloc|arm_neon|arm_sve)\.h$`)

// open returns a file in tokens, or nil when there is none of the name.
func (f *fileSystem) open(name string) *ctoken.File {
	base := filepath.Base(name)
	switch {
	case base == exportName:
		return f.made(base, f.export)
	case !f.showIntrinsics && intrinsics.MatchString(base) && isRegular(name):
		f.hidIntrinsics = true
		return f.made(name, func() string { return "" })
	}
	return f.look(name).file
}

// made returns a file that is not on disk.
func (f *fileSystem) made(name string, text func() string) *ctoken.File {
	if f.virtual[name] == nil {
		f.virtual[name] = ctoken.NewFile(name, []byte(text()), f.names)
	}
	return f.virtual[name]
}

// exists reports whether there is a file that open would return.
func (f *fileSystem) exists(name string) bool { return f.open(name) != nil }

// look returns what there is of a name.
func (f *fileSystem) look(name string) *header {
	if h := f.opened[name]; h != nil {
		return h
	}
	local := filepath.FromSlash(name)
	f.note(local)
	h := f.files[name]
	if h == nil {
		h = &header{}
		if isRegular(local) {
			if text, err := f.texts.read(local); err == nil {
				h.file = ctoken.NewFile(name, text, f.names)
			}
		}
		f.files[name] = h
	}
	f.opened[name] = h
	return h
}

// isRegular reports whether a name is that of an ordinary file of a bearable
// size: a pipe or a device would never end.
func isRegular(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular() && info.Size() <= maxHeader
}

// dependency says what the file is now.
func (h *header) dependency(name string) dependency {
	if h.file == nil {
		return dependency{Name: name, Absent: true}
	}
	if !h.hashed {
		h.hash, h.hashed = sha256.Sum256(h.file.Text(0, ctoken.Pos(h.file.Size))), true
	}
	return dependency{Name: name, Hash: h.hash}
}

// body matches what a function definition looks like, in a macro too.
var body = lazyregexp.New(`\)[\s\w()",\\]*\{`)

// quoted matches an #include of a file of the package.
var quoted = lazyregexp.New(`(?m)^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]`)

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
		if name == "" || r.bodiless[name] {
			continue
		}
		included, err := r.texts().read(name)
		if err == nil && r.hasBody(string(included), name, depth+1) {
			return true
		}
		r.bodiless[name] = true
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
