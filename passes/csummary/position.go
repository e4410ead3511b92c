package csummary

import (
	"cmp"
	"go/token"
	"path/filepath"
	"strings"

	"github.com/cgolint/cgolint/internal/workspace"
)

// Pos returns the position of a place in C: in a preamble, which is in a Go
// file, or in a C file of the user's. ok is false for a place that can only be
// told as text, see [Position]: in a header of the system; and in any C file
// when the driver does not know what to do with places there.
func (p *Package) Pos(at Position) (pos token.Pos, ok bool) {
	if pos, ok := p.PreamblePos(at); ok {
		return pos, true
	}
	if !p.src.Settings().AttachInfo || !filepath.IsAbs(at.File) || !p.isUsers(at.File) {
		return token.NoPos, false
	}
	file := p.src.CFile(at.File)
	if file == nil || at.Line < 1 || at.Line > file.LineCount() {
		return token.NoPos, false
	}
	return min(file.LineStart(at.Line)+token.Pos(max(at.Column-1, 0)), token.Pos(file.Base()+file.Size())), true
}

// isUsers reports whether a file is in the module of the package, or below its
// directory.
func (p *Package) isUsers(name string) bool {
	root := p.root()
	rel, err := filepath.Rel(root, name)
	return root != "" && err == nil && filepath.IsLocal(rel)
}

// findRoot returns the root of the module of the package, or the package's
// directory where there is no module; "" for a package without files.
func (p *Package) findRoot() string {
	if len(p.src.Files) == 0 {
		return ""
	}
	dir := filepath.Dir(p.src.Fset.File(p.src.Files[0].FileStart).Name())
	return cmp.Or(workspace.ModuleRoot(dir), dir)
}

// PreamblePos is Pos for places in preambles only.
func (p *Package) PreamblePos(at Position) (pos token.Pos, ok bool) {
	for _, preamble := range p.src.Preambles() {
		file := p.src.Fset.File(preamble.File.FileStart)
		if file.Name() != at.File {
			continue
		}
		first := p.src.Fset.PositionFor(preamble.Pos(0), false).Line
		offset := 0
		for line := first; ; line++ {
			text, rest, more := strings.Cut(preamble.C[offset:], "\n")
			if line == at.Line {
				return preamble.Pos(offset + min(max(at.Column-1, 0), len(text))), true
			}
			if !more || line > at.Line {
				break
			}
			offset = len(preamble.C) - len(rest)
		}
	}
	return token.NoPos, false
}
