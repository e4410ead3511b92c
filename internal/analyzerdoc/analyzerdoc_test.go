package analyzerdoc

import (
	"strings"
	"testing"
)

const source = `// Package p defines two analyzers.
//
// # Analyzer one
//
// one: find the first thing
//
// More about one.
//
// # Limits
//
// None.
//
// # Analyzer two
//
// two: find the second thing
package p
`

func TestExtract(t *testing.T) {
	doc := Must(source, "one")
	if want := "find the first thing\n\nMore about one.\n\n# Limits\n\nNone."; doc != want {
		t.Errorf("got %q, want %q", doc, want)
	}
	if doc := Must(source, "two"); doc != "find the second thing" {
		t.Errorf("got %q", doc)
	}
}

func TestExtractFails(t *testing.T) {
	for _, test := range []struct{ src, name, err string }{
		{source, "three", "no line"},
		{strings.Replace(source, "two: ", "", 1), "two", "does not begin"},
		{"package", "one", "documentation of analyzer one"},
		{"package p\n", "one", "no line"},
	} {
		if _, err := extract(test.src, test.name); err == nil || !strings.Contains(err.Error(), test.err) {
			t.Errorf("%q, %s: error %v, want one with %q", test.src, test.name, err, test.err)
		}
	}
}
