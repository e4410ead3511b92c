package cgodirective

import (
	"bytes"
	"fmt"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/finding"
)

// isUsed reports whether the package may use a C name. It looks at the text,
// of which the tree of a file that is being edited may lack something, and
// takes what it cannot see for a use.
func (c *checker) isUsed(name string) bool {
	for _, f := range c.src.Files {
		if src := c.src.Source(f); src == nil || bytes.Contains(src, []byte("C."+name)) {
			return true
		}
	}
	return len(c.src.Unread) > 0
}

// reportNeverCalled reports a promise about a function that the package does
// not call, for which cgo fails: "no matched C function" (cmd/cgo/main.go). It
// is seen only while the file is edited, or by a driver that does not build.
func (c *checker) reportNeverCalled(p *promise) {
	name := p.line.Args[0]
	d := c.diagnostic(p, fmt.Sprintf("C.%s is not called in this package: cgo refuses a %s line for it and the build fails", name, p.line.Verb), nil)
	if e := c.removal(p); e != nil {
		d.SuggestedFixes = []analysis.SuggestedFix{{Message: fmt.Sprintf("Remove #cgo %s %s", p.line.Verb, name), TextEdits: e}}
	}
	c.src.ReportWith(c.pass, d, finding.Info{NoFix: "there is more on the line than the directive"})
}

// removal returns the edits that remove a directive with its line, or nil
// when the line holds a marker of the comment too.
func (c *checker) removal(p *promise) []analysis.TextEdit {
	f := &edit.File{Syntax: p.preamble.File, Source: c.src.Source(p.preamble.File)}
	start, end := p.pos(), p.end()
	if f.Source == nil {
		return nil
	}
	before := f.Source[:start-f.Syntax.FileStart]
	before = before[bytes.LastIndexByte(before, '\n')+1:]
	after, _, _ := bytes.Cut(f.Source[end-f.Syntax.FileStart:], []byte("\n"))
	switch marker := bytes.TrimSpace(before); {
	case len(bytes.TrimSpace(after)) > 0:
		return nil
	case string(marker) == "//":
		start -= token.Pos(len(before) - bytes.IndexByte(before, '/'))
	case len(marker) > 0:
		return nil
	}
	f.Delete(start, end)
	return f.Edits()
}
