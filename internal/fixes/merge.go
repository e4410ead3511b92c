package fixes

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A merge collects the edits of fixes that go together.
type merge struct {
	src   map[string][]byte
	text  map[string]*source // what was found out about src, on demand
	edits map[string][]Edit  // by file, sorted, without overlap
}

func newMerge(src map[string][]byte) *merge {
	return &merge{src, make(map[string]*source), make(map[string][]Edit)}
}

// add adds all edits of f, or none and returns the reason.
func (m *merge) add(f Fix) error {
	if len(f.Edits) == 0 {
		return errors.New("has no edits")
	}
	byFile := make(map[string][]Edit)
	for _, e := range f.Edits {
		if err := m.check(e); err != nil {
			return err
		}
		if m.isWindows(e.File) {
			e.New = strings.ReplaceAll(strings.ReplaceAll(e.New, "\r\n", "\n"), "\n", "\r\n")
		}
		byFile[e.File] = append(byFile[e.File], e)
	}
	merged := make(map[string][]Edit)
	for name, edits := range byFile {
		sortEdits(edits)
		if i := firstOverlap(edits); i >= 0 {
			return fmt.Errorf("has edits of %s that overlap at byte %d", name, edits[i].Start)
		}
		both, ok := m.union(m.edits[name], edits)
		if !ok {
			return ErrOverlap
		}
		merged[name] = both
	}
	maps.Copy(m.edits, merged)
	return nil
}

// isWindows reports whether the lines of a file end as on Windows, as those that
// are added must.
func (m *merge) isWindows(name string) bool {
	text := m.src[name]
	i := bytes.IndexByte(text, '\n')
	return i > 0 && text[i-1] == '\r'
}

// check returns the reason why e cannot be made, whatever else is.
func (m *merge) check(e Edit) error {
	text, ok := m.src[e.File]
	if !ok {
		return fmt.Errorf("edits %s, whose text is not known", e.File)
	}
	if e.Start < 0 || e.Start > e.End || e.End > len(text) {
		return fmt.Errorf("edits bytes %d to %d of %s, which has %d", e.Start, e.End, e.File, len(text))
	}
	if isGo(e.File) {
		s := m.source(e.File)
		if s.err != nil {
			return fmt.Errorf("edits a file that does not parse: %w", s.err)
		}
		if s.generated {
			return ErrGenerated
		}
	}
	return nil
}

// union returns the edits x, already accepted, with y, those of one more fix,
// or false if they do not go together. Edits in both are taken once; a fix
// whose every edit is there already thus changes nothing.
func (m *merge) union(x, y []Edit) ([]Edit, bool) {
	all := slices.Clone(x)
	for _, e := range y {
		if slices.Contains(x, e) {
			continue
		}
		if m.joinGroup(all, e) {
			continue
		}
		for _, other := range x {
			if overlap(e, other) || sameInsertion(e, other) && !m.addImports(e, other) && !m.addC(e, other) {
				return nil, false
			}
		}
		all = append(all, e)
	}
	sortEdits(all)
	return all, true
}

// addImports reports whether both insertions do nothing but add imports, so
// that their order does not matter.
func (m *merge) addImports(e, other Edit) bool {
	return isGo(e.File) && e.Start <= m.source(e.File).importsEnd &&
		isImport(e.New) && isImport(other.New)
}

// joinGroup adds imports to an insertion among edits at the same place, where
// both make a group of a file's only import and end it: the group ends once.
func (m *merge) joinGroup(edits []Edit, e Edit) bool {
	text, ends := groupEnd(e.New)
	if !ends || !isGo(e.File) || e.Start > m.source(e.File).importsEnd || !isImport(text) {
		return false
	}
	for i, other := range edits {
		if text, ends := groupEnd(other.New); ends && sameInsertion(e, other) && isImport(text) {
			edits[i].New = text + e.New
			return true
		}
	}
	return false
}

// groupEnd returns the text before the end of a group of imports, and whether
// it ends one.
func groupEnd(text string) (before string, ends bool) {
	before, ends = strings.CutSuffix(text, ")")
	return strings.TrimRight(before, "\r\n"), ends
}

// addC reports whether both insertions add C at the end of a preamble, whose
// order does not matter: each is a declaration of its own.
func (m *merge) addC(e, other Edit) bool {
	return isGo(e.File) && slices.Contains(m.source(e.File).preambleEnds, e.Start) &&
		startsLine(e.New) && startsLine(other.New)
}

// startsLine reports whether an insertion leaves the line before as it is.
func startsLine(text string) bool { return strings.HasPrefix(strings.TrimPrefix(text, "\r"), "\n") }

// files returns the changed files, or an error if one of them does not parse.
func (m *merge) files() (map[string][]byte, error) {
	files := make(map[string][]byte)
	for name, edits := range m.edits {
		old := m.src[name]
		text := replace(old, edits)
		if isGo(name) {
			var err error
			if text, err = m.source(name).finish(text); err != nil {
				return nil, err
			}
		}
		if string(text) != string(old) {
			files[name] = text
		}
	}
	return files, nil
}

func (m *merge) source(name string) *source {
	s := m.text[name]
	if s == nil {
		s = newSource(name, m.src[name])
		m.text[name] = s
	}
	return s
}
