package driver

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

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
	_ = flag.Bool(unseenFlag, false, "internal: also report what could not be analysed")
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
	if !isMain(u.Config) {
		dir = "" // the configuration is that of the main module
	}
	if w.configured, err = p.configure(dir, args[:last]); err != nil {
		return nil, err
	}
	selected := w.configured.Checks()
	p.dropFlags(selected)
	if p.Unseen != nil && hasFlag(args[:last], unseenFlag) {
		selected = append(slices.Clip(selected), p.Unseen)
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

// A unit is the description of a package that the tool is to analyse.
type unit struct {
	*unitchecker.Config
	file string
}

func readUnit(file string) (*unit, error) {
	c, err := unitchecker.ReadConfig(file)
	if err != nil {
		return nil, err
	}
	return &unit{c, file}, nil
}

// prepareUnit returns the name of the description that the unit checker is to
// work on, or "" if there is nothing to do.
//
// The go command also runs its tool on the packages that those named import,
// for their facts only. To such a run there are three answers. Most packages
// have nothing to tell: those of the standard library, and those from which
// no C can be reached; they are not even parsed. Packages of other modules
// are analysed for their facts.
//
// For packages of the main module the answer must be the whole result: the go
// command (1.26) stores the output under a key which does not tell a run for
// facts from one for diagnostics, so what is not printed now would be missing
// when the package itself is named later. (With -fix, the result is in an
// archive, which has a key of its own.)
func prepareUnit(u *unit, flags []string, facts bool) (string, error) {
	switch {
	case !u.VetxOnly:
		return u.file, nil
	case isMain(u.Config):
		if hasOwnTests(u.Config) || hasFlag(flags, "fix") {
			return u.file, nil
		}
		return asNamed(u.file)
	case !facts || isStandard(u.Config) || !reachesC(u.Config):
		return "", os.WriteFile(u.VetxOutput, nil, 0o666)
	}
	return u.file, nil
}

// isMain reports whether the package is of the main module.
func isMain(unit *unitchecker.Config) bool {
	return !isStandard(unit) && unit.ModuleVersion == ""
}

// hasOwnTests reports whether the package has test files that are part of it.
// When such a package is named, it is analysed together with them, which is
// another unit than the package alone.
func hasOwnTests(unit *unitchecker.Config) bool {
	names, _ := filepath.Glob(filepath.Join(unit.Dir, "*_test.go")) // the pattern is well-formed, or Dir is odd and has none
	for _, name := range names {
		if slices.Contains(unit.IgnoredFiles, name) {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly)
		if err == nil && !strings.HasSuffix(f.Name.Name, "_test") {
			return true
		}
	}
	return false
}

// isStandard reports whether the package is of the standard library.
func isStandard(unit *unitchecker.Config) bool {
	goroot := os.Getenv("GOROOT") // the go command sets it for its tools
	if unit.ModulePath != "" || goroot == "" {
		return false
	}
	rel, err := filepath.Rel(filepath.Join(goroot, "src"), unit.Dir)
	return err == nil && filepath.IsLocal(rel)
}

// reachesC reports whether the package uses cgo, or imports one that has
// facts. Facts are about the crossing into C, and about the locks of packages
// that are analysed for it; a package that has none is as good as one that
// cannot reach it.
func reachesC(unit *unitchecker.Config) bool {
	for _, file := range unit.GoFiles {
		if filepath.Base(file) == "_cgo_gotypes.go" {
			return true
		}
	}
	for _, facts := range unit.PackageVetx {
		if info, err := os.Stat(facts); err == nil && info.Size() > 0 {
			return true
		}
	}
	return false
}

// asNamed writes the description anew, as for a package that is named on the
// command line, beside the old one, and returns its name.
func asNamed(file string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return "", err
	}
	fields["VetxOnly"] = json.RawMessage("false")
	data, err = json.Marshal(fields)
	if err != nil {
		return "", err
	}
	named := strings.TrimSuffix(file, ".cfg") + ".named.cfg"
	return named, os.WriteFile(named, data, 0o666)
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

// anyFacts reports whether one of the analyzers, or of those that they
// require, has facts.
func anyFacts(analyzers []*analysis.Analyzer) bool {
	return slices.ContainsFunc(analyzers, func(a *analysis.Analyzer) bool {
		return len(a.FactTypes) > 0 || anyFacts(a.Requires)
	})
}
