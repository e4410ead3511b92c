package cgosource

import (
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// cfiles are the C files that were added to the file set.
type cfiles struct {
	mu     sync.Mutex // checks run at the same time
	byName map[string]*cfile
}

type cfile struct {
	file *token.File
	text string
}

// text returns the text of a C file that was added.
func (c *cfiles) text(file *token.File) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.byName[file.Name()]
	if f == nil || f.file != file {
		return "", false
	}
	return f.text, true
}

// CFile returns a C file, which is added to the file set, so that positions in
// it are like others. It is nil when the file cannot be read.
func (p *Package) CFile(name string) *token.File {
	p.cfiles.mu.Lock()
	defer p.cfiles.mu.Unlock()
	f := p.cfiles.byName[name]
	if f == nil {
		f = p.addCFile(name)
		if p.cfiles.byName == nil {
			p.cfiles.byName = make(map[string]*cfile)
		}
		p.cfiles.byName[name] = f
	}
	return f.file
}

func (p *Package) addCFile(name string) *cfile {
	text, err := p.readFile(name)
	if err != nil {
		return new(cfile)
	}
	f := &cfile{p.Fset.AddFile(name, -1, len(text)), string(text)}
	f.file.SetLinesForContent(text)
	return f
}

// cExtensions are those of files in which C code may have directives.
var cExtensions = []string{".c", ".h"}

// cFilesIn returns the C files of a directory.
func (p *Package) cFilesIn(dir string) []*token.File {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // as in a build system that moves files
	}
	var all []*token.File
	for _, e := range entries {
		if !e.Type().IsRegular() || !slices.Contains(cExtensions, filepath.Ext(e.Name())) {
			continue
		}
		if file := p.CFile(filepath.Join(dir, e.Name())); file != nil {
			all = append(all, file)
		}
	}
	return all
}
