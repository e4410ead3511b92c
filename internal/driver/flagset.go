package driver

import (
	"flag"
	"io"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzercopy"
	"github.com/cgolint/cgolint/internal/finding"
)

// selectionFlags are the flags that say which findings are shown. The program
// and its vet tool both have them.
var selectionFlags = []struct{ name, usage string }{
	{enableFlag, "only show what this comma-separated `list` names: checks, groups (correctness, suspicious, perf, pedantic), categories (check/category), or all"},
	{disableFlag, "do not show what this comma-separated `list` names"},
	{confidenceFlag, "show findings of at least this `confidence`: high, medium (the default) or low"},
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
	fs.Func("fail-on", "exit with status 1 only for a finding at least this severe: error, warning, or note (the default)", func(text string) (err error) {
		opts.failOn, err = finding.ParseSeverity(text)
		return err
	})
	fs.BoolVar(&opts.exitZero, "exit-zero", false, "exit with status 0 also when something is found")
	fs.StringVar(&opts.profile, "profile", "", "rank findings by the time that a CPU profile `file` has under them")
	fs.BoolVar(&opts.verbose, "v", false, "list the C sources that were skipped, and say why there is no fix where there is none")
	fs.BoolVar(&opts.related, "related", false, "print after each finding the places that it rests on, as a terminal shows them")
	fs.StringVar(&opts.baseline, "baseline", "", "do not show the findings that a `file` lists")
	fs.BoolVar(&opts.writeBaseline, "write-baseline", false, "write all findings to the -baseline file")
	fs.BoolVar(&opts.pruneBaseline, "prune-baseline", false, "remove findings that are gone from the -baseline file")
	fs.StringVar(&opts.newFrom, "new-from", "", "only show findings about lines that differ from a git `revision`")
	fs.StringVar(&opts.matrix, "matrix", "", "lint for each build that a `file` lists, - being stdin, and merge what is found")
	fs.BoolVar(&opts.showIgnored, "show-ignored", false, "also print findings that comments have ignored or the baseline has, marked as such: as text, json and sarif")
	fs.StringVar(&opts.chdir, "C", "", "change to `dir` first")
	return fs
}
