package lsp_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

// save writes a file; of one that is open it says so, and what has changed.
func (c *client) save(name, text string) {
	c.t.Helper()
	file := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		c.t.Fatal(err)
	}
	if old, open := c.texts[name]; open {
		if string(old) != text {
			c.change(name, text)
		}
		c.notify("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}})
	}
}

func (c *client) open(name string) {
	c.t.Helper()
	text, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil {
		c.t.Fatal(err)
	}
	c.texts[name], c.versions[name] = text, 1
	c.notify("textDocument/didOpen", map[string]any{
		"textDocument": map[string]any{"uri": c.uri(name), "languageId": "go", "version": 1, "text": string(text)},
	})
}

func (c *client) close(name string) {
	c.t.Helper()
	delete(c.texts, name)
	c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}})
}

// edit replaces a text in an open file, by an incremental change.
func (c *client) edit(name, old, new string) {
	c.t.Helper()
	text := string(c.texts[name])
	i := strings.Index(text, old)
	if i < 0 {
		c.t.Fatalf("%s has no %q", name, old)
	}
	c.versions[name]++
	c.texts[name] = []byte(text[:i] + new + text[i+len(old):])
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": c.uri(name), "version": c.versions[name]},
		"contentChanges": []any{map[string]any{"range": c.span(text, i, i+len(old)), "text": new}},
	})
}

// change replaces the whole text of an open file.
func (c *client) change(name, text string) {
	c.t.Helper()
	c.versions[name]++
	c.texts[name] = []byte(text)
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": c.uri(name), "version": c.versions[name]},
		"contentChanges": []any{map[string]any{"text": text}},
	})
}

// span returns the range of an extent of text, in UTF-16.
func (c *client) span(text string, start, end int) span {
	at := func(i int) position {
		line := strings.LastIndexByte(text[:i], '\n') + 1
		return position{strings.Count(text[:i], "\n"), len(utf16.Encode([]rune(text[line:i])))}
	}
	return span{at(start), at(end)}
}

// text returns the text of a range of an open file, which is in UTF-16.
func (c *client) text(name string, r span) string {
	lines := strings.SplitAfter(string(c.texts[name]), "\n")
	if r.Start.Line != r.End.Line || r.End.Line >= len(lines) {
		return fmt.Sprint(r)
	}
	units := utf16.Encode([]rune(lines[r.Start.Line]))
	if r.Start.Character > r.End.Character || r.End.Character > len(units) {
		return fmt.Sprint(r)
	}
	return string(utf16.Decode(units[r.Start.Character:r.End.Character]))
}
