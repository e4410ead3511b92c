package driver

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzercopy"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/spelling"
)

const (
	unsafeUsage = "with -fix or -diff, also apply fixes that change behavior"

	// namedFlag is a flag of the vet tool alone. The tool ignores it; it is
	// there because the go command stores results by the tool's flags.
	namedFlag = "named"

	// attachFlag makes the vet tool hand on what only this program can show.
	attachFlag = "attach"

	// These say which findings are shown.
	enableFlag     = "enable"
	disableFlag    = "disable"
	confidenceFlag = "confidence"

	// profiledFlag makes the vet tool hand on what only a profile can tell to
	// be worth a word.
	profiledFlag = "profiled"

	// unseenFlag makes the vet tool report what -v is to print.
	unseenFlag = "notes"

	// lateFlag makes the vet tool report what there was no time for, in
	// place of printing it.
	lateFlag = "report-late"
)

// selectionFlags are the flags that say which findings are shown. The program
// and its vet tool both have them.
var selectionFlags = []struct{ name, usage string }{
	{enableFlag, "only show what this comma-separated `list` names: checks, groups (correctness, suspicious, perf, pedantic), categories (check/category), or all"},
	{disableFlag, "do not show what this comma-separated `list` names"},
	{confidenceFlag, "show findings of at least this `confidence`: high, medium (the default) or low"},
}

// options are the flags and arguments of the program as a person starts it.
type options struct {
	json, fix, diff, unsafe, exitZero bool
	verbose, related                  bool
	registry                          registryFlag
	format                            string // a key of formats
	outputs                           []destination
	stats, timings                    bool
	failOn                            finding.Severity // the least that makes the exit status 1
	chdir, profile, matrix            string
	showIgnored                       bool
	baseline, newFrom                 string
	writeBaseline, pruneBaseline      bool
	tool                              []string   // flags for the vet tool: analyzers and theirs
	build                             []string   // flags for the go command
	packages                          []string   // as given, or "."
	goCommand                         *goCommand // nil when nothing is kept
}

// buildFlags are the flags of "go build" that say how packages are found and
// built, by whether they have a value. See "go help build".
var buildFlags = []struct {
	name  string
	value bool
	usage string
}{
	{"tags", true, "comma-separated list of build `tags`"},
	{"mod", true, "module download `mode`: readonly, vendor, or mod"},
	{"modfile", true, "another go.mod `file`"},
	{"overlay", true, "JSON `file` that says which files stand for others"},
	{"race", false, "as with the race detector"},
	{"msan", false, "as with the memory sanitizer"},
	{"asan", false, "as with the address sanitizer"},
	{"p", true, "the `number` of programs to run in parallel"},
	{"a", false, "analyse all packages anew"},
	{"x", false, "print the commands"},
	{"work", false, "keep the go command's work directory and print its name"},
	{"buildmode", true, "see go help buildmode"},
	{"buildvcs", true, "see go help build"},
	{"compiler", true, "`name` of the compiler: gc or gccgo"},
	{"gcflags", true, "flags for the Go compiler"},
	{"gccgoflags", true, "flags for gccgo"},
	{"installsuffix", true, "see go help build"},
	{"modcacherw", false, "see go help build"},
	{"pgo", true, "profile `file`"},
	{"pkgdir", true, "see go help build"},
	{"toolexec", true, "program that starts the tools"},
	{"trimpath", false, "see go help build"},
}

// parseFlags parses the arguments of the program.
func parseFlags(analyzers []*analysis.Analyzer, args []string) (*options, error) {
	opts := new(options)
	fs := newFlagSet(analyzers, opts)
	if err := fs.Parse(args); err != nil {
		return nil, explainFlag(fs, err)
	}
	opts.packages = fs.Args()
	for _, arg := range opts.packages {
		if arg == "-" {
			return nil, errors.New(`"-" is no package: cgolint reads packages, not its standard input`)
		}
		if strings.HasPrefix(arg, "-") {
			return nil, fmt.Errorf("flag %s stands after a package: put flags first", arg)
		}
	}
	if len(opts.packages) == 0 {
		opts.packages = []string{"."}
	}
	own := newOwnFlagSet(new(options))
	opts.collect(fs, func(name string) bool { return own.Lookup(name) != nil })
	opts.tool = append(opts.tool, "-"+lateFlag)
	if opts.timings {
		opts.tool = append(opts.tool, "-"+timingsFlag)
	}
	if opts.profile != "" {
		opts.tool = append(opts.tool, "-"+profiledFlag)
	}
	if opts.verbose {
		opts.tool = append(opts.tool, "-"+unseenFlag)
	}
	return opts, opts.validate()
}

// collect finds the flags that are handed on: those that are not the program's
// own.
func (o *options) collect(fs *flag.FlagSet, own func(name string) bool) {
	isBuild := make(map[string]bool)
	for _, f := range buildFlags {
		isBuild[f.name] = true
	}
	fs.Visit(func(f *flag.Flag) { // sorted by name, so that the cache's key is always the same
		switch arg := "-" + f.Name + "=" + f.Value.String(); {
		case isBuild[f.Name]:
			o.build = append(o.build, arg)
		case !own(f.Name):
			o.tool = append(o.tool, arg)
		}
	})
}

// validate reports flags that do not go together.
func (o *options) validate() error {
	overlay := slices.ContainsFunc(o.build, func(arg string) bool { return strings.HasPrefix(arg, "-overlay=") })
	switch {
	case (o.writeBaseline || o.pruneBaseline) && o.baseline == "":
		return errors.New("flags -write-baseline and -prune-baseline need -baseline, which names the file")
	case (o.writeBaseline || o.pruneBaseline) && (o.fix || o.newFrom != ""):
		return errors.New("flags -write-baseline and -prune-baseline cannot be used with -fix or -new-from")
	case o.unsafe && !o.fix && !o.diff:
		return errors.New("flag -unsafe says which fixes to apply: give -fix or -diff too")
	case o.diff && len(o.outputs) > 0:
		return errors.New("flags -o and -diff cannot be used together: a diff lists no findings")
	case o.matrix != "" && (o.fix || o.diff || o.baseline != "" || o.newFrom != "" || o.profile != ""):
		return errors.New("flag -matrix cannot be used with -fix, -diff, -baseline, -new-from and -profile, which are about one build")
	case o.json && o.diff:
		return errors.New("flags -json and -diff cannot be used together: -json alone lists all fixes with their edits")
	case (o.fix || o.diff) && overlay:
		return errors.New("flag -overlay cannot be used with -fix or -diff: the overlay's text is not that of the files")
	}
	return o.checkFormat()
}

// newFlagSet returns all flags of the program.
func newFlagSet(analyzers []*analysis.Analyzer, opts *options) *flag.FlagSet {
	fs := newOwnFlagSet(opts)
	addBuildFlags(fs)
	addSelectionFlags(fs, analyzers)
	return fs
}

func addBuildFlags(fs *flag.FlagSet) {
	for _, f := range buildFlags {
		if f.value {
			fs.String(f.name, "", f.usage)
		} else {
			fs.Bool(f.name, false, f.usage)
		}
	}
}

// addSelectionFlags adds the flags that say which findings there are.
func addSelectionFlags(fs *flag.FlagSet, analyzers []*analysis.Analyzer) {
	for _, f := range selectionFlags {
		fs.String(f.name, "", f.usage)
	}
	for _, a := range analyzers {
		fs.Bool(a.Name, false, "only run "+a.Name+" and others named so; -"+a.Name+"=false: run all others")
		analyzercopy.Flags(a).VisitAll(func(f *flag.Flag) {
			fs.Var(f.Value, a.Name+"."+f.Name, f.Usage)
		})
	}
}

// newOwnFlagSet returns the flags that the program acts on itself.
func newOwnFlagSet(opts *options) *flag.FlagSet {
	fs := flag.NewFlagSet("cgolint", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&opts.format, "format", "text", "print findings as `form`: "+formatNames())
	fs.Func("o", "also write findings as `form=file`; may be given several times", func(text string) error {
		d, err := parseOutput(text)
		opts.outputs = append(opts.outputs, d)
		return err
	})
	fs.BoolVar(&opts.timings, timingsFlag, false, "say on stderr how long checks and passes took")
	fs.BoolVar(&opts.stats, "stats", false, "count findings by check on stderr")
	fs.BoolVar(&opts.json, "json", false, "print findings, with all fixes, as JSON; the same as -format=json")
	fs.BoolVar(&opts.fix, "fix", false, "apply safe fixes, then print what is left")
	fs.BoolVar(&opts.diff, "diff", false, "print what -fix would change as a unified diff")
	fs.BoolVar(&opts.unsafe, "unsafe", false, unsafeUsage)
	fs.Func("registry", "how fixes get the run-time library: `module`, copy (to internal/registry of your module), or copy:DIR; by default what is there, or else copy", func(text string) (err error) {
		opts.registry, err = parseRegistry(text)
		return err
	})
	opts.failOn = finding.Note
	fs.Func("fail-on", "exit with status 1 only when a finding is this bad: error, warning or note (any)", func(text string) (err error) {
		opts.failOn, err = finding.ParseSeverity(text)
		return err
	})
	fs.BoolVar(&opts.exitZero, "exit-zero", false, "exit with status 0 also when something is found")
	fs.StringVar(&opts.profile, "profile", "", "rank findings by the time that a CPU profile `file` has under them")
	fs.BoolVar(&opts.verbose, "v", false, "list the C sources that were skipped, and say why there is no fix where there is none")
	fs.BoolVar(&opts.related, "related", false, "print after each finding the places that it rests on, as a terminal shows them")
	fs.StringVar(&opts.baseline, "baseline", "", "do not show the findings that a `file` lists")
	fs.BoolVar(&opts.writeBaseline, "write-baseline", false, "write all that is found to the file of -baseline")
	fs.BoolVar(&opts.pruneBaseline, "prune-baseline", false, "remove from the file of -baseline what is found no more")
	fs.StringVar(&opts.newFrom, "new-from", "", "only show findings that lines bring which differ from a git `revision`")
	fs.StringVar(&opts.matrix, "matrix", "", "lint for each build that a `file` lists, - being stdin, and merge what is found")
	fs.BoolVar(&opts.showIgnored, "show-ignored", false, "also print findings that comments have ignored, marked as such: as text, json and sarif")
	fs.StringVar(&opts.chdir, "C", "", "change to `dir` first")
	return fs
}

// explainFlag adds to the error of an unknown flag those that it may have
// been meant for.
func explainFlag(fs *flag.FlagSet, err error) error {
	name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !ok {
		return err
	}
	text := "unknown flag -" + name
	if similar := similarFlags(fs, name); len(similar) > 0 {
		text += "; did you mean -" + strings.Join(similar, " or -") + "?"
	}
	return errors.New(text + "\nRun 'cgolint help' for all flags.")
}

// similarFlags returns the flags whose name is at most two typos away from
// name, or continues it.
func similarFlags(fs *flag.FlagSet, name string) []string {
	var similar []string
	fs.VisitAll(func(f *flag.Flag) {
		near := len(name) > 2 && spelling.Distance(name, f.Name) <= min(2, len(f.Name)/2)
		longer := len(name) > 2 && strings.HasPrefix(f.Name, name)
		if near || longer {
			similar = append(similar, f.Name)
		}
	})
	return similar
}
