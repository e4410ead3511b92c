package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cgolint/cgolint/internal/analyzercopy"
	"github.com/cgolint/cgolint/internal/config"
	"github.com/cgolint/cgolint/internal/driver"
	"github.com/cgolint/cgolint/internal/settings"
	"github.com/cgolint/cgolint/passes/csummary"
)

const csummaryUsage = "usage: cgolint csummary PACKAGE [C function ...]"

// printCSummary is the command csummary: it prints what is known of the C
// functions of a package, with the reasons. Without functions, it prints all
// that Go could call, and says which C could not be read.
func printCSummary(w io.Writer, args []string) error {
	if driver.IsHelp(args) {
		_, err := fmt.Fprintln(w, csummaryUsage+"\n\nPrints what is known of the package's C functions, with the reasons.")
		return err
	}
	if len(args) == 0 || args[0] == "" || args[0][0] == '-' {
		return errors.New(csummaryUsage)
	}
	c, err := config.Of(".")
	if err != nil {
		return err
	}
	sums, err := loadCSummary(args[0], &settings.Config{Contracts: c.Contracts, Statics: len(args) > 1})
	if err != nil {
		return err
	}
	names := args[1:]
	if len(names) == 0 {
		names = sums.Names()
	}
	var unknown []error
	for _, name := range slices.Compact(names) {
		if f := sums.Func(name); f != nil {
			f.Print(w)
		} else {
			unknown = append(unknown, fmt.Errorf("nothing is known of %s: its body is not in the package, and there is no contract for it", name))
		}
	}
	for _, u := range sums.Unread() {
		fmt.Fprintf(w, "not read: %s: %v\n", u.Name, u.Err)
	}
	return errors.Join(append(unknown, sums.Problem())...)
}

// loadCSummary runs the pass on one package.
func loadCSummary(pattern string, config *settings.Config) (*csummary.Package, error) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax}, pattern)
	if err != nil {
		return nil, err
	}
	if len(pkgs) != 1 {
		return nil, fmt.Errorf("%s matches %d packages: name one", pattern, len(pkgs))
	}
	if len(pkgs[0].Errors) > 0 {
		return nil, fmt.Errorf("package %s: %v", pattern, pkgs[0].Errors[0])
	}
	bound := analyzercopy.Of([]*analysis.Analyzer{csummary.Analyzer}, analyzercopy.Change{Settings: config})
	graph, err := checker.Analyze(bound, pkgs, nil)
	if err != nil {
		return nil, err
	}
	root := graph.Roots[0]
	if root.Err != nil {
		return nil, root.Err
	}
	return root.Result.(*csummary.Package), nil
}
