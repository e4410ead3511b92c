// Cgolint finds mistakes and needless cost where Go calls C.
//
//	cgolint [flags] [packages]
//
// It also works as a tool of go vet:
//
//	go vet -vettool=$(which cgolint) [flags] [packages]
//
// See "cgolint help".
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/cgolint/cgolint/analyzers"
	"github.com/cgolint/cgolint/cmd/cgolint/lsp"
	"github.com/cgolint/cgolint/internal/driver"
	"github.com/cgolint/cgolint/internal/gopls"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "csummary" {
		if err := printCSummary(os.Stdout, os.Args[2:]); err != nil {
			fmt.Fprintf(os.Stderr, "cgolint: %v\n", err)
			os.Exit(2)
		}
		return
	}
	if len(os.Args) > 1 && os.Args[1] == "lsp" {
		os.Exit(lsp.Main(os.Args[2:], analyzers.All))
	}
	if len(os.Args) > 1 && os.Args[1] == "gopls" {
		os.Exit(gopls.Main(context.Background(), os.Args[2:], os.Stdout, os.Stderr))
	}
	driver.Main(analyzers.All)
}
