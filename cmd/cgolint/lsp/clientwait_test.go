package lsp_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
)

// wait waits until what is there is as wanted.
func (c *client) wait(what string, ok func() bool) {
	c.t.Helper()
	timeout := time.After(c.patience)
	for {
		c.mu.Lock()
		done, changed := ok(), c.changed
		c.mu.Unlock()
		if done {
			return
		}
		select {
		case <-changed:
		case <-timeout:
			c.mu.Lock()
			defer c.mu.Unlock()
			c.t.Fatalf("%s did not come; diagnostics %v, messages %q", what, c.diagnostics, c.messages)
		}
	}
}

// expect waits until an open file has just these diagnostics, of its newest
// version: "code: text".
func (c *client) expect(name string, want ...string) []diagnostic {
	c.t.Helper()
	var got []diagnostic
	c.wait(fmt.Sprintf("%q in %s", want, name), func() bool {
		p, ok := c.diagnostics[c.uri(name)]
		if !ok || p.Version != nil && *p.Version != c.versions[name] {
			return false
		}
		var list []string
		got = nil
		for _, d := range p.Diagnostics {
			if !slices.Contains(c.sources, d.Source) {
				continue
			}
			got = append(got, d)
			list = append(list, d.Code+": "+c.text(name, d.Range))
		}
		return slices.Equal(list, want)
	})
	return got
}

// actions returns the actions at a text of an open file.
func (c *client) actions(name, at string, only ...string) []action {
	c.t.Helper()
	i := strings.Index(string(c.texts[name]), at)
	if i < 0 {
		c.t.Fatalf("%s has no %q", name, at)
	}
	c.mu.Lock()
	about := map[string]any{"diagnostics": c.raw[c.uri(name)]} // gopls wants them
	c.mu.Unlock()
	if len(only) > 0 {
		about["only"] = only
	}
	var list []action
	c.call("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": c.uri(name)},
		"range":        c.span(string(c.texts[name]), i, i+len(at)), "context": about,
	}, &list)
	return list
}

// apply makes the edits of an action in the files, open or not.
func (c *client) apply(a action) {
	c.t.Helper()
	for _, change := range a.Edit.DocumentChanges {
		name, err := filepath.Rel(c.dir, strings.TrimPrefix(change.TextDocument.URI, "file://"))
		c.must(err)
		text, open := c.texts[name]
		if open != (change.TextDocument.Version != nil) || open && *change.TextDocument.Version != c.versions[name] {
			c.t.Errorf("edit of %s is for another version than %d", name, c.versions[name])
		}
		if !open {
			text, err = os.ReadFile(filepath.Join(c.dir, name))
			c.must(err)
		}
		for _, e := range slices.Backward(change.Edits) {
			text = []byte(c.replaced(string(text), e.Range, e.NewText))
		}
		if !open {
			c.save(name, string(text))
			continue
		}
		c.change(name, string(text))
	}
}

func (c *client) replaced(text string, r span, with string) string {
	at := func(p position) int {
		i := 0
		for range p.Line {
			i += strings.IndexByte(text[i:], '\n') + 1
		}
		for units := 0; units < p.Character; {
			for _, r := range text[i:] {
				units += utf16.RuneLen(r)
				i += len(string(r))
				break
			}
		}
		return i
	}
	return text[:at(r.Start)] + with + text[at(r.End):]
}
