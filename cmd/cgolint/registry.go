package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/cgolint/cgolint/internal/registrycopy"
)

const registryUsage = `usage: cgolint registry [-o DIR]

Writes a copy of the run-time library to a directory, which is internal/registry
unless -o names another. An existing copy is overwritten.
`

// copyRegistry is the command registry.
func copyRegistry(args []string) error {
	fs := flag.NewFlagSet("registry", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	dir := fs.String("o", registrycopy.Dir, "")
	err := fs.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, err := fmt.Print(registryUsage)
		return err
	case err != nil:
		return fmt.Errorf("registry: %w", err)
	case fs.NArg() > 0:
		return fmt.Errorf("registry: %q: no arguments are expected\n%s", fs.Arg(0), registryUsage)
	}
	if err := registrycopy.Write(*dir); err != nil {
		return fmt.Errorf("registry: %w", err)
	}
	fmt.Fprintf(os.Stderr, "cgolint: wrote a copy of the registry to %s\n", *dir)
	return nil
}
