package cfront

import (
	"bytes"
	"iter"
)

// Words are the identifiers that the C of a package has.
type Words struct {
	All    map[string]bool
	Macros map[string]bool // those that a #define defines
}

// Words returns the identifiers in the texts of the package. They are what a
// new C name must not be among. As the texts have megabytes, comments, strings
// and numbers' suffixes are taken for code.
func (in *Input) Words(texts []Text) *Words {
	w := &Words{make(map[string]bool), make(map[string]bool)}
	for _, t := range texts {
		for word := range identifiers(t.Data) {
			if !w.All[string(word)] { // does not copy the word
				w.All[string(word)] = true
			}
		}
		for line := range directives(t.Data) {
			if rest, ok := bytes.CutPrefix(line, []byte("define")); ok {
				for word := range identifiers(rest) {
					w.Macros[string(word)] = true
					break
				}
			}
		}
	}
	for _, e := range in.Exports {
		w.All[e.Name] = true
	}
	return w
}

// identifiers yields the identifiers of a text.
func identifiers(text []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i := 0; i < len(text); i++ {
			if !isLetter(text[i]) {
				continue
			}
			start := i
			for i < len(text) && (isLetter(text[i]) || '0' <= text[i] && text[i] <= '9') {
				i++
			}
			if !yield(text[start:i]) {
				return
			}
		}
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }
