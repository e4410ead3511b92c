package htmlreport

import (
	"github.com/cgolint/cgolint/internal/boundary"
	"github.com/cgolint/cgolint/internal/finding"
)

// A mark is a letter in the picture for a property of a function or call.
type mark struct{ Letter, Class, What string }

// The marks.
var (
	found  = mark{"!", "found", "has findings"}
	hot    = mark{"H", "hot", "is called in a loop that is likely to run often"}
	kept   = mark{"K", "kept", "keeps a pointer that it is given"}
	owned  = mark{"O", "owned", "hands out memory or another thing that must be given back"}
	locked = mark{"L", "locked", "is called while a lock is held"}
	waits  = mark{"W", "waits", "may wait"}
	back   = mark{"B", "back", "calls back into Go"}
)

var legend = []mark{found, hot, kept, owned, locked, waits, back}

// markings are the marks of one package.
type markings struct {
	function map[int][]mark // Go functions, by index
	call     map[int][]mark
	c        map[string][]mark
}

// marksOf returns the marks of a package.
func marksOf(p *boundary.Package, findings []*finding.Finding) *markings {
	m := &markings{make(map[int][]mark), make(map[int][]mark), make(map[string][]mark)}
	for i := range p.C {
		c := &p.C[i]
		m.addC(c.Name, len(c.CallsGo) > 0, back)
		m.addC(c.Name, c.Waits, waits)
	}
	at := linesOf(findings)
	for i := range p.Calls {
		c := &p.Calls[i]
		add := func(when bool, k mark) {
			if when {
				m.call[i] = append(m.call[i], k)
				if c.In >= 0 {
					m.function[c.In] = with(m.function[c.In], k)
				}
			}
		}
		add(isFound(c, at), found)
		add(c.Hot != "", hot)
		add(c.Kept, kept)
		add(c.Owned, owned)
		add(c.Lock != "", locked)
		m.addC(c.C, c.Kept, kept)
		m.addC(c.C, c.Owned, owned)
		m.addC(c.C, c.Hot != "", hot)
	}
	return m
}

func (m *markings) addC(name string, when bool, k mark) {
	if when {
		m.c[name] = with(m.c[name], k)
	}
}

// with returns a list with one more mark, each once.
func with(marks []mark, k mark) []mark {
	for _, known := range marks {
		if known == k {
			return marks
		}
	}
	return append(marks, k)
}

// linesOf returns the lines that have findings, by file.
func linesOf(findings []*finding.Finding) map[string]map[int]bool {
	lines := make(map[string]map[int]bool)
	for _, f := range findings {
		if lines[f.Start.File] == nil {
			lines[f.Start.File] = make(map[int]bool)
		}
		lines[f.Start.File][f.Start.Line] = true
	}
	return lines
}

// isFound reports whether there is a finding on a call.
func isFound(c *boundary.Call, lines map[string]map[int]bool) bool {
	for line := c.Start.Line; line <= c.End.Line; line++ {
		if lines[c.Start.File][line] {
			return true
		}
	}
	return false
}
