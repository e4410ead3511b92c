// The name of the kind is copied for C and never freed.
package main

import (
	tree_sitter "github.com/tree-sitter/go-tree-sitter"
	tree_sitter_json "github.com/tree-sitter/tree-sitter-json/bindings/go"

	"github.com/cgolint/cgolint/testdata/trophies/show"
)

func main() {
	language := tree_sitter.NewLanguage(tree_sitter_json.Language())
	show.Leak(func() { language.IdForNodeKind("object", true) })
}
