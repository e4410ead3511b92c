package cpp

import (
	"path"
	"path/filepath"

	"github.com/cgolint/cgolint/internal/ctoken"
)

// headerName reads "name" or <name>, or a macro that expands to one.
func (p *Preprocessor) headerName(line []ctoken.Token) (name string, quoted, ok bool) {
	if len(line) > 0 && line[0].Kind == ctoken.Ident {
		line = p.expandAll(line)
	}
	if len(line) == 0 {
		return "", false, false
	}
	switch line[0].Kind {
	case ctoken.String, ctoken.Other:
		text := p.Names.Text(line[0].Name)
		if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
			return "", false, false
		}
		return text[1 : len(text)-1], true, true
	case ctoken.Lt:
		var text []byte
		for i, t := range line[1:] {
			if t.Kind == ctoken.Gt {
				return string(text), false, len(text) > 0
			}
			if i > 0 && t.Flags&ctoken.Space != 0 {
				text = append(text, ' ')
			}
			text = p.Spell(text, t)
		}
	}
	return "", false, false
}

// places calls try with the names of files that an #include may mean, until
// it returns true. found is the directory of the search list, or -1.
func (c *Config) places(f *frame, name string, quoted, next bool, try func(file string, found int) bool) {
	name = filepath.ToSlash(name)
	if filepath.IsAbs(name) || path.IsAbs(name) {
		try(path.Clean(name), -1)
		return
	}
	from := 0
	if next && f.found >= 0 {
		from = f.found + 1
	} else if quoted && !next && try(path.Join(f.dir, name), -1) {
		return
	}
	n := len(c.Quote)
	if !quoted {
		from = max(from, n)
	}
	for i := from; i < n+len(c.System); i++ {
		dir := ""
		if i < n {
			dir = c.Quote[i]
		} else {
			dir = c.System[i-n]
		}
		if try(path.Join(filepath.ToSlash(dir), name), i) {
			return
		}
	}
}

// find returns the file that an #include names, or nil.
func (c *Config) find(f *frame, name string, quoted, next bool) (file *ctoken.File, found int) {
	c.places(f, name, quoted, next, func(name string, i int) bool {
		file, found = c.Open(name), i
		if i < 0 && file != nil && f.found >= 0 {
			found = f.found // beside a header of a directory of the list
		}
		return file != nil
	})
	return file, found
}

// exists reports whether there is a file that an #include would name.
func (p *Preprocessor) exists(name string, quoted, next bool) bool {
	if len(p.frames) == 0 {
		return false
	}
	ok := false
	p.places(&p.frames[len(p.frames)-1], name, quoted, next, func(name string, _ int) bool {
		ok = p.Exists(name)
		return ok
	})
	return ok
}
