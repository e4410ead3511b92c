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
	"slices"

	"github.com/cgolint/cgolint/analyzers"
	"github.com/cgolint/cgolint/cmd/cgolint/lsp"
	"github.com/cgolint/cgolint/internal/driver"
	"github.com/cgolint/cgolint/internal/gopls"
)

// commands are those that have a help of their own.
var commands = []string{"csummary", "derive", "gopls", "lsp", "registry"}

func main() {
	command, args := "", os.Args[1:]
	if len(args) > 0 {
		command, args = args[0], args[1:]
	}
	if command == "help" && len(args) == 1 && slices.Contains(commands, args[0]) {
		command, args = args[0], []string{"-help"}
	}
	switch command {
	case "csummary":
		if err := printCSummary(os.Stdout, args); err != nil {
			fmt.Fprintf(os.Stderr, "cgolint: %v\n", err)
			os.Exit(2)
		}
	case "derive":
		if err := deriveContracts(os.Stderr, args); err != nil {
			fmt.Fprintf(os.Stderr, "cgolint: %v\n", err)
			os.Exit(2)
		}
	case "registry":
		if err := copyRegistry(args); err != nil {
			fmt.Fprintf(os.Stderr, "cgolint: %v\n", err)
			os.Exit(2)
		}
	case "lsp":
		os.Exit(lsp.Main(args, analyzers.Catalogue))
	case "gopls":
		os.Exit(gopls.Main(context.Background(), args, os.Stdout, os.Stderr))
	default:
		driver.Main(driver.Program{
			Checks:   analyzers.Catalogue,
			Unread:   unread,
			Late:     late,
			Boundary: crossings,
		})
	}
}
