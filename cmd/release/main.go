// Release makes a Go module proxy, in a folder, of what is committed, as if it
// had been released: the modules of the repository, as a proxy serves them.
//
//	go run ./cmd/release -version v0.1.0 -o DIR
//	GOPROXY=file://DIR,... go install github.com/cgolint/cgolint/cmd/cgolint@v0.1.0
//
// .ci/release does what the documents tell users to do with it.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	version := flag.String("version", "v0.1.0", "the `version` of all modules")
	out := flag.String("o", "", "the `folder` to write to")
	root := flag.String("root", ".", "the `folder` of the repository")
	flag.Parse()
	if *out == "" {
		fmt.Fprintln(os.Stderr, "release: -o names the folder")
		os.Exit(2)
	}
	if err := release(*root, *version, *out); err != nil {
		fmt.Fprintf(os.Stderr, "release: %v\n", err)
		os.Exit(1)
	}
}
