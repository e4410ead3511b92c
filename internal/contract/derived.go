package contract

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"io"
	"slices"
	"strings"
	"sync"
)

// packed is what pack makes of the files of tables/derived.
//
//go:embed derived.zip
var packed []byte

// A Derived is a derived table. Only the rows that are asked for are parsed:
// large libraries have thousands.
type Derived struct {
	digest string
	header string
	rows   string // sorted by function
	funcs  sync.Map
}

// NewDerived makes a table of a text that cgolint derive has written.
func NewDerived(text string) *Derived {
	d := &Derived{digest: text}
	end := 0
	for line := range strings.Lines(text) {
		if strings.Contains(line, "\t") {
			break
		}
		end += len(line)
	}
	d.header, d.rows = text[:end], text[end:]
	return d
}

// version returns what the table is derived from, as "libpng1.6 1.6.39".
func (d *Derived) version() string {
	_, rest, _ := strings.Cut(d.header, "\nderived from ")
	line, _, _ := strings.Cut(rest, "\n")
	_, version, _ := strings.Cut(line, " ")
	return version
}

// lookup returns what the table says of a function, or nil.
func (d *Derived) lookup(name string) *Func {
	if f, ok := d.funcs.Load(name); ok {
		return f.(*Func)
	}
	rows := d.find(name)
	if rows == "" {
		return nil
	}
	table, _ := Parse("", d.header+rows) // a test holds that all can be parsed
	f, _ := d.funcs.LoadOrStore(name, table.funcs[name])
	return f.(*Func)
}

// find returns the rows of a function.
func (d *Derived) find(name string) string {
	start, end := 0, len(d.rows)
	for start < end { // start and end are where rows begin
		middle := start + strings.LastIndexByte(d.rows[start:(start+end)/2], '\n') + 1
		if rowName(d.rows[middle:]) < name {
			start = middle + strings.IndexByte(d.rows[middle:], '\n') + 1
		} else {
			end = middle
		}
	}
	for rowName(d.rows[end:]) == name {
		end += strings.IndexByte(d.rows[end:], '\n') + 1
	}
	return d.rows[start:end]
}

func rowName(rows string) string {
	name, _, _ := strings.Cut(rows[:min(len(rows), maxName)], "\t")
	return name
}

// maxName bounds the names of functions.
const maxName = 200

// indexName is the file of the archive that says by which names libraries are
// found: lines of a name and those of tables, separated by tabs.
const indexName = "index"

// An archive has the derived tables that come with cgolint.
type archive struct {
	index string
	files map[string]*zip.File
	open  sync.Map // by name: what was unpacked
}

var derivedTables = sync.OnceValue(func() *archive {
	a, err := openArchive(packed)
	if err != nil {
		panic(err) // a test holds that it can be read
	}
	return a
})

func openArchive(data []byte) (*archive, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	a := &archive{files: make(map[string]*zip.File)}
	for _, f := range r.File {
		a.files[f.Name] = f
	}
	a.index, err = a.unpack(indexName)
	a.index = "\n" + a.index
	return a, err
}

func (a *archive) unpack(name string) (string, error) {
	r, err := a.files[name].Open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	return string(text), err
}

// DerivedFor returns those derived tables of cgolint whose libraries any of the
// names stands for: headers as they are included, names for the linker as in
// "-lusb-1.0", names for pkg-config.
func DerivedFor(names []string) []*Derived {
	a := derivedTables()
	var libraries []string
	for _, name := range names {
		_, rest, ok := strings.Cut(a.index, "\n"+name+"\t")
		if !ok || name == "" {
			continue
		}
		line, _, _ := strings.Cut(rest, "\n")
		for library := range strings.SplitSeq(line, "\t") {
			if !slices.Contains(libraries, library) {
				libraries = append(libraries, library)
			}
		}
	}
	slices.Sort(libraries)
	var tables []*Derived
	for _, library := range libraries {
		open, _ := a.open.LoadOrStore(library, sync.OnceValue(func() *Derived {
			text, _ := a.unpack(library) // as of openArchive
			return NewDerived(text)
		}))
		tables = append(tables, open.(func() *Derived)())
	}
	return tables
}
