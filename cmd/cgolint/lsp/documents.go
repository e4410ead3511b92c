package lsp

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// documents are the files that are open in the editor.
type documents struct {
	mu     sync.Mutex
	byName map[string]*document
}

// A document is never changed, but replaced.
type document struct {
	uri     string // as the client spells it
	version int
	text    []byte
}

func newDocuments() *documents { return &documents{byName: make(map[string]*document)} }

func (d *documents) get(name string) *document {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.byName[name]
}

func (d *documents) open(name string, doc *document) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.byName[name] = doc
}

func (d *documents) close(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.byName, name)
}

// change makes changes to an open document, one after the other.
func (d *documents) change(name string, version int, changes []contentChange) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	doc := d.byName[name]
	if doc == nil {
		return fmt.Errorf("%s is changed but was not opened", name)
	}
	text := doc.text
	for _, c := range changes {
		var err error
		if text, err = change(text, c); err != nil {
			return fmt.Errorf("change of %s: %w", name, err)
		}
	}
	d.byName[name] = &document{doc.uri, version, text}
	return nil
}

// anyIn reports whether a document in dir is open.
func (d *documents) anyIn(dir string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for name := range d.byName {
		if filepath.Dir(name) == dir {
			return true
		}
	}
	return false
}

// text returns the text of an open document.
func (d *documents) text(name string) ([]byte, bool) {
	if doc := d.get(name); doc != nil {
		return doc.text, true
	}
	return nil, false
}

// newest returns the text of a file, open or not.
func (d *documents) newest(name string) []byte {
	if doc := d.get(name); doc != nil {
		return doc.text
	}
	text, _ := os.ReadFile(name) // what is not there has no text
	return text
}

// unsaved returns the open documents that differ from their files.
func (d *documents) unsaved() map[string][]byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	texts := make(map[string][]byte)
	for name, doc := range d.byName {
		if saved, err := os.ReadFile(name); err != nil || !bytes.Equal(saved, doc.text) {
			texts[name] = doc.text
		}
	}
	return texts
}
