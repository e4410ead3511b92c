package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestRecipes runs what docs/ci.md and docs/editors.md tell users to do.
func TestRecipes(t *testing.T) {
	docs, err := filepath.Abs("../../docs")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script/recipes",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"recipe": func(ts *testscript.TestScript, neg bool, args []string) { recipe(ts, docs, args) },
		},
	})
}

// recipe writes a block of code of the documentation to a file:
//
//	recipe page.md 'words of the line before it' file
func recipe(ts *testscript.TestScript, docs string, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: recipe page words file")
	}
	page, err := os.ReadFile(filepath.Join(docs, args[0]))
	ts.Check(err)
	code, err := codeAfter(string(page), args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(code), 0o777))
}

// codeAfter returns the first fenced block behind the words in Markdown.
func codeAfter(page, words string) (string, error) {
	_, rest, ok := strings.Cut(page, words)
	if !ok {
		return "", fmt.Errorf("there are no words %q", words)
	}
	_, rest, ok = strings.Cut(rest, "\n```")
	_, rest, _ = strings.Cut(rest, "\n") // the language
	code, _, end := strings.Cut(rest, "\n```")
	if !ok || !end {
		return "", fmt.Errorf("there is no code after %q", words)
	}
	return code + "\n", nil
}
