// Package analyzerdoc cuts the documentation of an analyzer out of the
// package comment that holds it, so that one text serves pkg.go.dev, the help
// command and the check's page.
package analyzerdoc

import (
	"fmt"
	"strings"
)

// Must returns the section "# Analyzer NAME" of the package comment in src,
// the text of a Go file, without its heading. The section begins with a line
// "NAME: summary"; what is returned begins with the summary. It panics when
// there is no such section: a mistake that any test of the analyzer shows.
func Must(src, name string) string {
	doc, err := extract(src, name)
	if err != nil {
		panic(err)
	}
	return doc
}

func extract(src, name string) (string, error) {
	heading := "# Analyzer " + name + "\n"
	_, section, ok := strings.Cut(packageComment(src), heading)
	if !ok {
		return "", fmt.Errorf("documentation of analyzer %s: the package comment has no line %q", name, strings.TrimSpace(heading))
	}
	if i := strings.Index(section, "\n# Analyzer "); i >= 0 {
		section = section[:i]
	}
	doc, ok := strings.CutPrefix(strings.TrimSpace(section), name+": ")
	if !ok {
		return "", fmt.Errorf("documentation of analyzer %s: the section does not begin with %q", name, name+": ")
	}
	return doc, nil
}

// packageComment returns the text of the line comments right above the package
// clause. All analyzers are documented whenever the program starts, for which
// go/parser takes too long.
func packageComment(src string) string {
	var text strings.Builder
	text.Grow(len(src))
	for line := range strings.Lines(src) {
		comment, ok := strings.CutPrefix(line, "//")
		switch {
		case ok:
			text.WriteString(strings.TrimPrefix(comment, " "))
		case strings.HasPrefix(line, "package "):
			return text.String()
		default:
			text.Reset()
		}
	}
	return ""
}
