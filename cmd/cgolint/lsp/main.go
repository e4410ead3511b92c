package lsp

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/cgolint/cgolint/internal/finding"
)

const usage = `usage: cgolint lsp

Runs a language server on the standard input and output, for an editor to
start. It shows what cgolint finds while you type, with fixes, and is made to
run beside gopls. See docs/editors.md for the settings of editors.
`

// memoryLimit is what the server stays below as long as it can, in bytes.
const memoryLimit = 512 << 20

// Main is the command lsp, with its arguments. It returns the exit status.
func Main(args []string, checks finding.Catalogue) int {
	if len(args) > 0 && (args[0] == "-h" || args[0] == "-help" || args[0] == "--help") {
		fmt.Print(usage)
		return 0
	}
	if len(args) > 0 && args[0] != "--stdio" && args[0] != "-stdio" { // some clients give that to all servers
		fmt.Fprintf(os.Stderr, "cgolint lsp: %q: no arguments are expected\n%s", args[0], usage)
		return 2
	}
	// What is kept between edits is small next to what an analysis makes and
	// drops: to collect less often takes a fifth off each, up to a limit.
	debug.SetGCPercent(300)
	debug.SetMemoryLimit(memoryLimit)
	version := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
	}
	out := os.Stdout
	os.Stdout = os.Stderr // what is printed by mistake must not get among the messages
	if err := Serve(context.Background(), os.Stdin, out, checks, version); err != nil {
		fmt.Fprintf(os.Stderr, "cgolint lsp: %v\n", err)
		return 1
	}
	return 0
}
