// Package unitchecker analyses one package, as go vet asks its tools to.
//
// It stands in place of the package of that name in x/tools, which since
// v0.50 takes the types of imported packages from the results of their own
// analysis, so that the whole standard library would be type-checked for each
// build of the tool. The go command has the compiler's export data at hand.
package unitchecker

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// The exit status of the tool. The findings themselves do not count: the go
// command asks for them as JSON.
const (
	exitDone    = 0
	exitFailure = 1
)

// Main is the tool as the go command starts it:
//
//	-V=full   prints what the go command tells versions of the tool apart by
//	-flags    prints the tool's flags as JSON
//	FILE.cfg  analyses the package that the file describes, and prints what
//	          was found as JSON, or with -fix applies the first fix of each
//	          finding, or with -diff prints what that would change
//
// The program has added its own flags to flag.CommandLine before. Main returns
// the exit status.
func Main(analyzers ...*analysis.Analyzer) int {
	args := os.Args[1:]
	if err := analysis.Validate(analyzers); err != nil {
		return fail(err)
	}
	if slices.Contains(args, "-V=full") {
		return done(PrintID(os.Stdout, nil))
	}
	opts := addFlags(analyzers)
	if err := flag.CommandLine.Parse(args); err != nil {
		return fail(err)
	}
	if opts.list {
		return done(printFlags(os.Stdout))
	}
	if flag.NArg() != 1 {
		return fail(fmt.Errorf("the tool is given %d files, want one that describes a package", flag.NArg()))
	}
	cfg, err := ReadConfig(flag.Arg(0))
	if err != nil {
		return fail(err)
	}
	return done(analyse(cfg, opts))
}

// analyse analyses a package and writes what the go command asked for.
func analyse(cfg *Config, opts *options) error {
	u, err := check(cfg)
	if err != nil {
		return err
	}
	known := factTypes(opts.all)
	if u.facts, err = readFacts(u.pkg, u.imported, cfg.PackageVetx, known); err != nil {
		return err
	}
	results := u.runAll(opts.selected())
	if err := u.facts.write(cfg.VetxOutput); err != nil {
		return err
	}
	switch {
	case cfg.VetxOnly:
		return nil
	case opts.fix:
		return u.fix(results, opts.diff)
	}
	return u.print(results)
}

// PrintID prints what the go command tells versions of the tool apart by, to
// know which of the results that it has stored still hold: the contents of
// the program, and more that results depend on. See cmd/go/internal/work,
// toolID.
func PrintID(w io.Writer, more []byte) error {
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
	h.Write(more)
	_, err = fmt.Fprintf(w, "%s version devel buildID=%x\n", filepath.Base(exe), h.Sum(nil))
	return err
}

// done returns the exit status for the tool's result.
func done(err error) int {
	if err != nil {
		return fail(err)
	}
	return exitDone
}

func fail(err error) int {
	fmt.Fprintln(os.Stderr, err)
	return exitFailure
}
