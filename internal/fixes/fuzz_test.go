package fixes_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/fixes"
)

// FuzzApply holds Apply against a reference that works byte by byte, on text
// that is not Go so that nothing else changes it.
func FuzzApply(f *testing.F) {
	f.Add("some text", []byte{0, 1, 2, 'x', 1, 3, 0, 'y', 0, 3, 4, 'z'})
	f.Add("ab", []byte{0, 0, 0, 'x', 0, 0, 0, 'y', 1, 0, 0, 'x', 1, 1, 1, 'z'})
	f.Fuzz(func(t *testing.T, text string, data []byte) {
		list := decode("a.txt", len(text), data)
		got := fixes.Apply(map[string][]byte{"a.txt": []byte(text)}, list)
		var applied []fixes.Fix
		for i, err := range got.Errors {
			if err == nil {
				applied = append(applied, list[i])
			}
		}
		want := reference(t, text, applied)
		have, ok := got.Files["a.txt"]
		if !ok {
			have = []byte(text)
		}
		if string(have) != want {
			t.Errorf("%q with %v is %q, want %q", text, applied, have, want)
		}
	})
}

// FuzzApplyGo checks that a Go file always still parses.
func FuzzApplyGo(f *testing.F) {
	f.Add([]byte{0, 1, 2, 'x', 1, 3, 0, 'y', 0, 3, 4, 'z'})
	f.Add([]byte{0, 10, 12, ' ', 1, 60, 20, '\n', 2, 33, 7, ';'})
	const src = "package p\n\nimport (\n\t\"a\"\n\tb \"c\"\n)\n\nimport \"d\"; import \"e\"\n\nfunc f() { a.A(b.B, d.D, e.E) }\n"
	f.Fuzz(func(t *testing.T, data []byte) {
		list := decode("a.go", len(src), data)
		got := fixes.Apply(map[string][]byte{"a.go": []byte(src)}, list)
		if text, ok := got.Files["a.go"]; ok {
			if _, err := parser.ParseFile(token.NewFileSet(), "a.go", text, 0); err != nil {
				t.Errorf("%v leaves %q: %v", list, text, err)
			}
		}
	})
}

// decode makes fixes from data: an edit from each four bytes, which are the
// number of its fix, its start, its length and its text.
func decode(name string, size int, data []byte) []fixes.Fix {
	var list []fixes.Fix
	for ; len(data) >= 4; data = data[4:] {
		n := int(data[0] % 8)
		for len(list) <= n {
			list = append(list, fixes.Fix{Message: fmt.Sprint("Fix ", len(list))})
		}
		start := int(data[1]) % (size + 1)
		end := min(start+int(data[2]%16), size)
		list[n].Edits = append(list[n].Edits, fixes.Edit{File: name, Start: start, End: end, New: string(data[3:4])})
	}
	return list
}

// reference applies fixes that go together: what each place of the text
// inserts, and which bytes are deleted.
func reference(t *testing.T, text string, list []fixes.Fix) string {
	inserted := make([]string, len(text)+1)
	replaced := make([]string, len(text)+1)
	deleted := make([]bool, len(text))
	done := make(map[fixes.Edit]bool)
	for _, f := range list {
		mine := make(map[fixes.Edit]bool)
		for _, e := range f.Edits {
			if done[e] {
				continue // made by an earlier fix
			}
			mine[e] = true
			if e.Start == e.End {
				inserted[e.Start] += e.New
				continue
			}
			replaced[e.Start] = e.New
			for i := e.Start; i < e.End; i++ {
				if deleted[i] {
					t.Fatalf("byte %d is deleted twice by %v", i, list)
				}
				deleted[i] = true
			}
		}
		for e := range mine {
			done[e] = true
		}
	}
	var out strings.Builder
	for i := 0; i <= len(text); i++ {
		out.WriteString(inserted[i] + replaced[i])
		if i < len(text) && !deleted[i] {
			out.WriteByte(text[i])
		}
	}
	return out.String()
}
