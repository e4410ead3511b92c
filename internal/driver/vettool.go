package driver

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/config"
	"github.com/cgolint/cgolint/internal/suppress"
	"github.com/cgolint/cgolint/internal/toolchain"
	"github.com/cgolint/cgolint/internal/unitchecker"
)

// isVettool reports whether the arguments are those with which the go command
// starts a vet tool.
func isVettool(args []string) bool {
	return slices.Contains(args, "-V=full") || slices.Contains(args, "-flags") ||
		len(args) > 0 && strings.HasSuffix(args[len(args)-1], ".cfg")
}

// vettool speaks the protocol of go vet's tools; see package unitchecker. It
// does not return.
func (p *Program) vettool(args []string) {
	collectSeldom()
	unsafe := flag.Bool("unsafe", false, unsafeUsage)
	_ = flag.String(namedFlag, "", "internal: tells runs with different packages apart in the go command's cache")
	attach := flag.Bool(attachFlag, false, "internal: hand on in related information what diagnostics have no field for")
	profiled := flag.Bool(profiledFlag, false, "internal: also report crossings whose confidence is too low, for a profile to measure")
	for _, f := range selectionFlags {
		_ = flag.String(f.name, "", f.usage)
	}
	timed := flag.Bool(timingsFlag, false, "say how long checks and passes took")
	_ = flag.Bool(unreadFlag, false, "internal: also report what could not be analysed")
	_ = flag.Bool(boundaryFlag, false, "internal: also report what crosses between Go and C")
	_ = flag.Bool(lateFlag, false, "internal: report what there was no time for")
	addContextFlags()
	w := &wrapper{unsafe: unsafe, attach: attach, profiled: profiled, timed: timed, build: context(args), opened: &opened{begun: time.Now()}}
	selected, err := p.prepare(args, w)
	if err != nil {
		os.Exit(fail(os.Stderr, err))
	}
	if len(selected) == 0 {
		os.Exit(exitClean)
	}
	status := unitchecker.Main(w.wrap(selected)...)
	if err := w.opened.note(w.unit); err != nil {
		os.Exit(fail(os.Stderr, err))
	}
	os.Exit(status)
}

// prepare returns the analyzers for a run of the tool, as the configuration
// wants them, or none if there is nothing to do. The package's description,
// the last argument, may become another one.
func (p *Program) prepare(args []string, w *wrapper) ([]*analysis.Analyzer, error) {
	dir, err := os.Getwd() // the go command starts the tool in the package's directory
	if err != nil {
		return nil, err
	}
	if slices.Contains(args, "-V=full") {
		// The go command, which sets the variable, asks this once.
		if err := toolchain.Check(os.Getenv("GOVERSION")); err != nil {
			return nil, err
		}
		return nil, printID(dir)
	}
	last := len(args) - 1
	if !strings.HasSuffix(args[last], ".cfg") {
		return p.Checks.Analyzers(), nil
	}
	u, err := readUnit(args[last])
	if err != nil {
		return nil, err
	}
	w.unit, w.keep = u.Config, hasFlag(args[:last], attachFlag)
	c := new(config.Config) // it is that of the main module
	if isMain(u.Config) {
		if c, err = config.Of(dir); err != nil {
			return nil, err
		}
	}
	if w.configured, err = p.configure(c, args[:last]); err != nil {
		return nil, err
	}
	selected := w.configured.Checks()
	p.dropFlags(selected)
	if p.Unread != nil && hasFlag(args[:last], unreadFlag) {
		selected = append(slices.Clip(selected), p.Unread)
	}
	if p.Boundary != nil && hasFlag(args[:last], boundaryFlag) {
		selected = append(slices.Clip(selected), p.Boundary)
	}
	if p.Late != nil {
		selected = append(slices.Clip(selected), p.last(selected, hasFlag(args[:last], lateFlag)))
	}
	file, err := prepareUnit(u, args[:last], anyFacts(selected))
	if file == "" {
		return nil, err
	}
	os.Args[len(os.Args)-1] = file
	return selected, err
}

// dropFlags drops the flags that select checks, which was done, and those of
// checks that are not run, which the unit checker does not know.
func (p *Program) dropFlags(selected []*analysis.Analyzer) {
	os.Args = slices.DeleteFunc(os.Args, func(arg string) bool {
		name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		check, _, own := strings.Cut(name, ".")
		known := strings.HasPrefix(arg, "-") && p.Checks.Lookup(check) != nil
		return known && (!own || !slices.ContainsFunc(selected, func(a *analysis.Analyzer) bool { return a.Name == check }))
	})
}

// last returns Late as an analyzer that runs after the others, but for the one
// that itself runs after all. If it is not to
// report, it prints: to go vet, whatever is reported is a finding.
func (p *Program) last(others []*analysis.Analyzer, report bool) *analysis.Analyzer {
	last := *p.Late
	others = slices.DeleteFunc(slices.Clone(others), func(a *analysis.Analyzer) bool { return a.Name == suppress.Check })
	last.Requires = slices.Concat(last.Requires, others)
	last.Run = func(pass *analysis.Pass) (any, error) {
		if !report {
			pass.Report = func(d analysis.Diagnostic) { fmt.Fprintf(os.Stderr, "cgolint: %s\n", d.Message) }
		}
		return p.Late.Run(pass)
	}
	return &last
}

// hasFlag reports whether a boolean flag is set among args, before they are
// parsed.
func hasFlag(args []string, name string) bool {
	set := false
	for _, arg := range args {
		arg, value, ok := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if arg == name {
			on, err := strconv.ParseBool(value)
			set = !ok || err == nil && on
		}
	}
	return set
}
