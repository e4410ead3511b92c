package driver

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/lazyregexp"
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

	// unreadFlag makes the vet tool report what -v is to print.
	unreadFlag = "notes"

	// lateFlag makes the vet tool report what there was no time for, in
	// place of printing it.
	lateFlag = "report-late"
)

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

// isPlace matches a place as it is printed.
var isPlace = lazyregexp.New(`\.(go|c|h):\d+(:\d+)?:?$`)

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
		if isPlace.MatchString(arg) {
			return nil, fmt.Errorf("%s is a place in a file, and no package: cgolint why %s says what is known of it", arg, strings.TrimSuffix(arg, ":"))
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
		opts.tool = append(opts.tool, "-"+unreadFlag)
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

// checkOutputs reports files that cannot be written.
func (o *options) checkOutputs() error {
	for _, output := range o.outputs {
		if err := checkOutput(output.file); err != nil {
			return fmt.Errorf("flag -o: %w", err)
		}
	}
	if o.writeBaseline || o.pruneBaseline {
		if err := checkOutput(o.baseline); err != nil {
			return fmt.Errorf("flag -baseline: %w", err)
		}
	}
	return nil
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
