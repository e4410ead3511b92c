package cfront_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cgolint/cgolint/internal/cfront"
)

// A name is taken wherever it stands: in the preamble, a C file, a header of a
// header, under a condition, as an export.
func TestWords(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.c":     "int in_file(void) { return 1; }\n",
		"a.h":     "#include \"sub/b.h\"\nint in_header(void);\n",
		"sub/b.h": "#include \"c.h\"\n#if 0\nint under_condition(void);\n#endif\n",
		"sub/c.h": "#include \"b.h\"\n#  define macro(x) in_macro(x)\n",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	in := &cfront.Input{
		Dir:       dir,
		Preambles: []cfront.Preamble{{File: filepath.Join(dir, "a.go"), Parts: []cfront.TextBlock{{Text: "#include <a.h>\nstatic int in_preamble;\n", Line: 3}}}},
		Files:     []string{filepath.Join(dir, "a.c")},
		Exports:   []cfront.Export{{Name: "exported"}},
		Flags:     []string{"-I."},
	}
	words := in.Words(in.Texts())
	for _, name := range []string{"in_file", "in_header", "under_condition", "macro", "in_macro", "in_preamble", "exported"} {
		if !words.All[name] {
			t.Errorf("%s is missing", name)
		}
	}
	if !words.Macros["macro"] || words.Macros["in_header"] || words.All["elsewhere"] {
		t.Errorf("the macros are %v", words.Macros)
	}
}
