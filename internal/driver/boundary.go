package driver

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/boundary"
)

// boundaryFlag makes the vet tool also report the boundary of each package.
const boundaryFlag = "report-boundary"

// command parses the arguments of a command that lints and asks for the
// boundary. own adds the command's own flags, which are listed; the others are
// those of the go command, and -C.
func (p *Program) command(args []string, stdout, stderr io.Writer, own func(*flag.FlagSet) []string) (*linter, []string, error) {
	l := &linter{printer: printer{&options{format: "text"}, p, stderr}, timings: make(timings), analyzers: p.Checks.Analyzers(), stdout: stdout}
	fs := flag.NewFlagSet("cgolint", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	addBuildFlags(fs)
	fs.StringVar(&l.opts.chdir, "C", "", "change to `dir` first")
	names := append(own(fs), "C")
	if err := fs.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil, nil, err
	} else if err != nil {
		return nil, nil, explainFlag(fs, err)
	}
	l.opts.collect(fs, func(name string) bool { return slices.Contains(names, name) })
	l.opts.tool = append(l.opts.tool, "-"+lateFlag, "-"+unreadFlag, "-"+boundaryFlag)
	if l.opts.chdir != "" {
		if err := os.Chdir(l.opts.chdir); err != nil {
			return nil, nil, fmt.Errorf("flag -C: %w", err)
		}
	}
	return l, fs.Args(), nil
}

// takeBoundaries takes out of the findings what tells of the boundary.
func (r *report) takeBoundaries(program *Program) error {
	var errs []error
	r.findings = slices.DeleteFunc(r.findings, func(f *found) bool {
		if !isNamed(program.Boundary, f.Check) {
			return false
		}
		p := new(boundary.Package)
		if err := json.Unmarshal([]byte(f.Message), p); err != nil {
			errs = append(errs, fmt.Errorf("the boundary of %s: %w", f.Package, err))
			return true
		}
		r.boundaries = append(r.boundaries, p)
		return true
	})
	slices.SortFunc(r.boundaries, func(a, b *boundary.Package) int { return strings.Compare(a.Path, b.Path) })
	return errors.Join(errs...)
}
