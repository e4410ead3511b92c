package derive

import (
	"os"
	"path/filepath"

	"github.com/cgolint/cgolint/internal/cflow"
	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// words matches what may be the names of functions.
var words = lazyregexp.New(`[A-Za-z_]\w*`)

// comments matches the comments of C.
var comments = lazyregexp.New(`(?s)/\*.*?\*/|//[^\n]*`)

// A public is what others see of a library: what its headers mention outside of
// comments, or all when there are none. Declarations are often made by macros,
// so that nothing more is asked for.
type public struct {
	words map[string]bool // nil for all
	files map[string]bool // names of the headers, without folders
}

func publicOf(headers []string) *public {
	p := &public{files: make(map[string]bool)}
	if len(headers) == 0 {
		return p
	}
	p.words = make(map[string]bool)
	for _, name := range headers {
		p.files[filepath.Base(name)] = true
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it was there a moment ago
		}
		for _, word := range words.FindAllString(comments.ReplaceAllString(string(text), " "), -1) {
			p.words[word] = true
		}
	}
	return p
}

// names reports whether others can name a function or a variable.
func (p *public) names(name string) bool { return p.words == nil || p.words[name] }

// shows reports whether others see what a file declares. The headers in a tree
// of sources are in other folders than those that are installed.
func (p *public) shows(file string) bool {
	if p.words == nil {
		return filepath.Ext(file) != ".c"
	}
	return p.files[filepath.Base(file)]
}

// whole returns what others can reach of the library, or nil when not all of it
// was read.
func (d *Derived) whole(p *public) *cflow.Whole {
	if d.Library.Partial || len(d.Unread) > 0 {
		return nil
	}
	return &cflow.Whole{Public: p.names, Shown: p.shows}
}
