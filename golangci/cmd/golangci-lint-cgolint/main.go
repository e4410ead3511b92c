// Golangci-lint-cgolint is golangci-lint with cgolint in it.
//
// It has the commands, the flags and the configuration of golangci-lint. The
// linter is called cgolint; docs/golangci-lint.md in the repository of cgolint
// has a configuration that runs it.
package main

import (
	"fmt"
	"os"
	"runtime/debug"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/cgolint/cgolint/plugin"
)

func main() {
	// golangci-lint keeps results under its version. The version "(devel)"
	// makes it use the hash of the program's file instead, so that another
	// version of cgolint never shows what this one has found.
	info := commands.BuildInfo{Version: "(devel)", GoVersion: "unknown"}
	if build, ok := debug.ReadBuildInfo(); ok {
		info.GoVersion = build.GoVersion
		info.Commit = "golangci-lint " + version(build, "github.com/golangci/golangci-lint/v2") +
			", cgolint " + version(build, "github.com/cgolint/cgolint")
	}
	if err := commands.Execute(info); err != nil {
		fmt.Fprintf(os.Stderr, "golangci-lint-cgolint: %v\n", err)
		os.Exit(exitcodes.Failure)
	}
}

// version returns the version of a module that the program was built from.
func version(build *debug.BuildInfo, path string) string {
	for _, m := range build.Deps {
		if m.Path == path {
			return m.Version
		}
	}
	return "unknown"
}
