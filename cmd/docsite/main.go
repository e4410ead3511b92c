// Docsite makes a site of the project's Markdown: README.md, docs, the pages of
// the checks and the changelog. The site is static, can be searched, and loads
// nothing from elsewhere, so that it can also be read from a folder.
//
//	go run ./cmd/docsite -o DIR
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	out := flag.String("o", "site", "the `folder` to write to")
	root := flag.String("root", ".", "the `folder` of the repository")
	flag.Parse()
	s, err := readSite(*root)
	if err == nil {
		err = s.write(*out)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "docsite: %v\n", err)
		os.Exit(1)
	}
	fmt.Printf("%d pages in %s; open %s/index.html\n", len(s.pages), *out, *out)
}
