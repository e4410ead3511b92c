package contract

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// docs/libraries.md has a line for each derived table, from what that says of
// itself.
func TestLibraries(t *testing.T) {
	files, _ := filepath.Glob("tables/derived/*.txt")
	var rows strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		rows.WriteString(libraryRow(string(text)))
	}
	name := "../../docs/libraries.md"
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	const start, end = "|---|---|---|---|---|---|\n", "\n\n"
	before, rest, ok := strings.Cut(string(page), start)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("the page has no table")
	}
	want := before + start + strings.TrimSuffix(rows.String(), "\n") + end + after
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if want != string(page) {
		t.Error("docs/libraries.md is not of the tables in tables/derived: run go test ./internal/contract -update")
	}
}

// libraryRow returns the line of a library: its version, the units and the
// bodies of functions that were read, the functions in its headers, with
// something proven, and why nothing is said of the others.
func libraryRow(text string) string {
	var version, units, bodies, functions string
	var unknown []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, derivedFrom); ok {
			_, version, _ = strings.Cut(rest, " ") // after the library's name
		}
		comment, ok := strings.CutPrefix(line, "# ")
		switch {
		case !ok:
		case strings.HasSuffix(comment, "bodies of functions read"):
			read, rest, _ := strings.Cut(comment, " of ")
			all, _, _ := strings.Cut(rest, " ")
			if bodies = read; read != all {
				bodies += " of " + all
			}
		case strings.Contains(comment, " read, "):
			units, _, _ = strings.Cut(comment, " ")
		case strings.HasSuffix(comment, "with something proven"):
			functions = strings.TrimSuffix(comment, " with something proven")
		case strings.Contains(comment, " unknown: "):
			unknown = append(unknown, strings.Replace(comment, " unknown", "", 1))
		}
	}
	of, proven, _ := strings.Cut(functions, ", ")
	of, _, _ = strings.Cut(of, " ")
	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s |\n", version, units, bodies, of, proven, strings.Join(unknown, "; "))
}
