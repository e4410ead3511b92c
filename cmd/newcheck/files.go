package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/template"
)

//go:embed template
var templates embed.FS

// files returns the files of a check, by name: each file of the template,
// NAME standing for the check's name.
func (c check) files(root string) (map[string][]byte, error) {
	files := make(map[string][]byte)
	err := fs.WalkDir(templates, "template", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel := strings.TrimSuffix(strings.TrimPrefix(path, "template/"), ".tmpl")
		name := filepath.Join(root, filepath.FromSlash(strings.ReplaceAll(rel, "NAME", c.Name)))
		if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is there already", name)
		}
		t, err := template.ParseFS(templates, path)
		if err != nil {
			return err
		}
		var text bytes.Buffer
		if err := t.Execute(&text, c); err != nil {
			return err
		}
		files[name] = text.Bytes()
		return nil
	})
	return files, err
}

func write(files map[string][]byte) error {
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(name, text, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// addToCatalogue adds the import and the line of a check to analyzers.go,
// where the order of the names wants them.
func addToCatalogue(root string, c check) error {
	name := filepath.Join(root, "analyzers", "analyzers.go")
	text, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("%w: run newcheck in the root of the module", err)
	}
	group, err := c.groupConstant()
	if err != nil {
		return err
	}
	lines := strings.Split(string(text), "\n")
	lines, ok1 := insert(lines, "\t\"github.com/cgolint/cgolint/analyzers/", fmt.Sprintf("\t\"github.com/cgolint/cgolint/analyzers/%s\"", c.Name))
	lines, ok2 := insert(lines, "\t{Analyzer: ", fmt.Sprintf("\t{Analyzer: %s.Analyzer, Group: finding.%s, NoFix: \"TODO: why a finding has no fix\"},", c.Name, group))
	if !ok1 || !ok2 {
		return fmt.Errorf("%s does not have the form of the catalogue", name)
	}
	out, err := format.Source([]byte(strings.Join(lines, "\n")))
	if err != nil {
		return err
	}
	if _, err := parser.ParseFile(token.NewFileSet(), name, out, 0); err != nil {
		return err
	}
	return os.WriteFile(name, out, 0o666)
}

// insert inserts a line before the first of those with a prefix that comes
// after it, or else behind the last of them. An entry of the catalogue may go
// on in lines that are indented further.
func insert(lines []string, prefix, line string) ([]string, bool) {
	at := -1
	for i, l := range lines {
		if !strings.HasPrefix(l, prefix) {
			continue
		}
		if l > line {
			at = i
			break
		}
		at = i + 1
		for at < len(lines) && strings.HasPrefix(lines[at], "\t\t") || at < len(lines) && lines[at] == "\t}}," {
			at++
		}
	}
	if at < 0 {
		return lines, false
	}
	return append(lines[:at:at], append([]string{line}, lines[at:]...)...), true
}
