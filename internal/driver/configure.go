package driver

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/config"
	"github.com/cgolint/cgolint/internal/selection"
)

// configure returns the analyzers as the configuration for the packages in
// dir wants them. Flags have the last word: those of checks prevail when they
// are parsed, and where they select checks, the configuration does not.
func (p *Program) configure(dir string, flags []string) ([]*analysis.Analyzer, error) {
	c, err := config.Of(dir)
	if err != nil {
		return nil, err
	}
	selected, err := selection.Of(p.Checks, c.Settings)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.File, err)
	}
	if p.SetContracts != nil {
		p.SetContracts(c.Contracts)
	}
	if selectsChecks(p.Checks, flags) {
		return p.Checks, nil
	}
	if len(selected) == 0 {
		return nil, fmt.Errorf("%s: no checks are left to run", c.File)
	}
	return selected, nil
}

// selectsChecks reports whether a flag is the name of a check.
func selectsChecks(analyzers []*analysis.Analyzer, flags []string) bool {
	return slices.ContainsFunc(flags, func(arg string) bool {
		name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		return slices.ContainsFunc(analyzers, func(a *analysis.Analyzer) bool { return a.Name == name })
	})
}

// printID prints what the go command tells versions of the tool apart by, to
// know which of the results that it has stored still hold: the contents of
// the program and of the configuration. See cmd/go/internal/work, toolID.
func printID(dir string) error {
	c, err := config.Of(dir)
	if err != nil {
		return err
	}
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	f, err := os.Open(exe)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	h.Write(c.Digest())
	fmt.Printf("%s version devel buildID=%x\n", filepath.Base(exe), h.Sum(nil))
	return nil
}
