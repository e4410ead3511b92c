package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

//go:embed page.html style.css script.js
var assets embed.FS

var layout = template.Must(template.ParseFS(assets, "page.html"))

// A part is one heading of the navigation with its links.
type part struct {
	Name  string
	Links []link
}

type link struct {
	Title, URL string
	Here       bool
}

// navigation returns the navigation as seen from a page.
func (s *site) navigation(from *page) []part {
	var parts []part
	for _, p := range s.pages {
		if len(parts) == 0 || parts[len(parts)-1].Name != p.part {
			parts = append(parts, part{Name: p.part})
		}
		last := &parts[len(parts)-1]
		last.Links = append(last.Links, link{p.title, relative(from.file, p.file), p == from})
	}
	return parts
}

// write writes the site to a folder.
func (s *site) write(dir string) error {
	for _, p := range s.pages {
		var out bytes.Buffer
		err := layout.Execute(&out, map[string]any{
			"Title": p.title, "Body": p.body, "Parts": s.navigation(p), "Root": strings.Repeat("../", strings.Count(p.file, "/")),
			"Source": repository + p.source,
		})
		if err != nil {
			return fmt.Errorf("%s: %w", p.source, err)
		}
		if err := writeFile(dir, p.file, out.Bytes()); err != nil {
			return err
		}
	}
	for _, name := range s.files {
		text, err := os.ReadFile(filepath.Join(s.root, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		if err := writeFile(dir, strings.TrimPrefix(name, "docs/"), text); err != nil {
			return err
		}
	}
	for _, name := range []string{"style.css", "script.js"} {
		text, err := fs.ReadFile(assets, name)
		if err != nil {
			return err
		}
		if err := writeFile(dir, name, text); err != nil {
			return err
		}
	}
	return s.writeIndex(dir)
}

// writeIndex writes what the search looks through, as a script, which pages in
// a folder may load too.
func (s *site) writeIndex(dir string) error {
	type entry struct {
		Title string `json:"title"`
		URL   string `json:"url"`
		Part  string `json:"part"`
		Text  string `json:"text"`
	}
	var index []entry
	for _, p := range s.pages {
		index = append(index, entry{p.title, p.file, p.part, p.words})
	}
	data, err := json.Marshal(index)
	if err != nil {
		return err
	}
	return writeFile(dir, "search.js", []byte("const pages = "+string(data)+";\n"))
}

func writeFile(dir, name string, text []byte) error {
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o666)
}
