package csummary

import (
	"go/token"
	"strings"
)

// Pos returns the position of a place in a preamble, as a position in the Go
// file. ok is false for a place in another file, whose position can only be
// told as text: see [Position].
func (p *Package) Pos(at Position) (pos token.Pos, ok bool) {
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
