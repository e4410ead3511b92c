package driver

import (
	"errors"
	"flag"
	"fmt"
	"go/doc/comment"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/spelling"
)

const usage = `Cgolint finds mistakes and needless cost where Go calls C.

Usage:

	cgolint [flags] [packages]     lint the packages, or the one in this directory
	cgolint help [check]           print this, or all about a check
	cgolint report [packages]      write a page with a picture of what crosses
	cgolint why file:line          say what is known of the calls on a line
	cgolint csummary package       print what is known of the package's C functions
	cgolint derive                 write contracts of a C library, from its sources
	cgolint lsp                    run a language server, for an editor to start
	cgolint gopls build            build a gopls that has the checks
	cgolint registry               write a copy of the run-time library
	cgolint completion shell       print a completion script for a shell
	cgolint man                    print a manual page
	cgolint version                print the version

	go vet -vettool=$(which cgolint) [flags] [packages]

Packages are named as for the go command; see "go help packages".
A file .cgolint.yml beside go.mod says which checks run, and how.
The exit status is 0 if nothing was found, 1 if something was, and 2 if
something could not be analysed.
`

// commandNames returns the commands that the usage lists, sorted.
func commandNames() []string {
	var names []string
	for line := range strings.Lines(usage) {
		if words := strings.Fields(line); len(words) > 1 && words[0] == "cgolint" && words[1][0] != '[' {
			names = append(names, words[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// helpForWord says, where the first word of a command line was taken for a
// package that there is not, how what was most likely meant is written.
func helpForWord(words []string, checks []string) string {
	no := "there is no command " + words[0]
	if meant := didYouMean(words[0], commandNames()); meant != "" {
		return no + meant
	}
	for _, word := range words {
		if slices.Contains(checks, word) {
			return fmt.Sprintf("%s; 'cgolint help %s' tells all about the check, and 'cgolint why FILE:LINE' why something is reported on a line", no, word)
		}
	}
	return no + "; 'cgolint help' lists them"
}

// help prints the usage, or what there is to know about the checks named.
func help(analyzers []*analysis.Analyzer, names []string, stdout, stderr io.Writer) int {
	if len(names) == 0 {
		printUsage(stdout, analyzers)
		return exitClean
	}
	for i, name := range names {
		j := slices.IndexFunc(analyzers, func(a *analysis.Analyzer) bool { return a.Name == name })
		if j < 0 {
			return fail(stderr, fmt.Errorf("there is no check %q%s; run 'cgolint help' for a list", name, didYouMean(name, namesOf(analyzers))))
		}
		if i > 0 {
			fmt.Fprintln(stdout)
		}
		printCheck(stdout, analyzers[j])
	}
	return exitClean
}

func namesOf(analyzers []*analysis.Analyzer) []string {
	var names []string
	for _, a := range analyzers {
		names = append(names, a.Name)
	}
	return names
}

// didYouMean returns a clause that asks for the name which is like one that there
// is not, or "".
func didYouMean(name string, known []string) string {
	if other := spelling.Nearest(name, known); other != "" {
		return fmt.Sprintf("; did you mean %s?", other)
	}
	return ""
}

func printUsage(w io.Writer, analyzers []*analysis.Analyzer) {
	fmt.Fprint(w, usage)
	fmt.Fprintf(w, "\nChecks (-NAME runs only the checks so named, -NAME=false all but them):\n\n")
	for _, a := range analyzers {
		fmt.Fprintf(w, "\t%-14s %s\n", a.Name, summaryOf(a))
	}
	fmt.Fprintf(w, "\nFlags:\n\n")
	printFlags(w, newOwnFlagSet(new(options)))
	fmt.Fprintf(w, "\nFlags for the go command (see \"go help build\"):\n\n")
	build := flag.NewFlagSet("", flag.ContinueOnError)
	for _, f := range buildFlags {
		build.String(f.name, "", f.usage)
	}
	printFlags(w, build)
}

// printFlags prints one line for each flag.
func printFlags(w io.Writer, fs *flag.FlagSet) {
	fs.VisitAll(func(f *flag.Flag) {
		value, text := flag.UnquoteUsage(f)
		name := f.Name
		if value != "" {
			name += "=" + value
		}
		fmt.Fprintf(w, "\t-%-21s %s\n", name, text)
	})
}

// summaryOf returns the first line of an analyzer's documentation without its
// name.
func summaryOf(a *analysis.Analyzer) string {
	line, _, _ := strings.Cut(a.Doc, "\n")
	return strings.TrimPrefix(line, a.Name+": ")
}

// printCheck prints the documentation of a check.
func printCheck(w io.Writer, a *analysis.Analyzer) {
	title, text, _ := strings.Cut(a.Doc, "\n")
	fmt.Fprintf(w, "%s: %s\n", a.Name, strings.TrimPrefix(title, a.Name+": "))
	if text = strings.TrimSpace(text); text != "" {
		var parser comment.Parser
		printer := comment.Printer{TextWidth: 78}
		fmt.Fprintf(w, "\n%s", printer.Text(parser.Parse(text)))
	}
	first := true
	a.Flags.VisitAll(func(f *flag.Flag) {
		if first {
			fmt.Fprintf(w, "\nFlags:\n\n")
			first = false
		}
		_, text := flag.UnquoteUsage(f)
		fmt.Fprintf(w, "\t-%s.%s=%s\n\t\t%s\n", a.Name, f.Name, f.DefValue, text)
	})
	if a.URL != "" {
		fmt.Fprintf(w, "\n%s\n", a.URL)
	}
}

// version is the command version.
func (p *Program) version(args []string, stdout, stderr io.Writer) int {
	switch {
	case len(args) == 0:
		printVersion(stdout)
	case IsHelp(args):
		fmt.Fprint(stdout, "usage: cgolint version\n\nPrints the version of cgolint, and of the Go that it was built with.\n")
	default:
		return fail(stderr, errors.New("version: no arguments are expected"))
	}
	return exitClean
}

// IsHelp reports whether the arguments of a command ask what it does.
func IsHelp(args []string) bool {
	return len(args) == 1 && slices.Contains([]string{"h", "help"}, strings.TrimLeft(args[0], "-"))
}

// printVersion prints the version of the program, of the Go it was built
// with, and of its source where that is known.
func printVersion(w io.Writer) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		fmt.Fprintln(w, "cgolint (unknown version)")
		return
	}
	settings := make(map[string]string)
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	text := fmt.Sprintf("cgolint %s %s", info.Main.Version, info.GoVersion)
	if revision := settings["vcs.revision"]; revision != "" {
		text += " " + revision + " " + settings["vcs.time"]
		if settings["vcs.modified"] == "true" {
			text += " modified"
		}
	}
	fmt.Fprintln(w, text)
}
