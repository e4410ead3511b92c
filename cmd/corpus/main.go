// Corpus runs cgolint over real code and measures it next to go vet.
//
//	go run ./cmd/corpus [-o findings.txt] [-rounds N] [-without NAME,NAME]... FOLDER...
//
// Each folder is one module with a file "packages", which lists package
// patterns separated by white space. For each package it prints the cgo
// files, the C calls and cgolint's findings, and for each folder the processor
// time that cgolint takes, cold, when nothing is known yet, and cached, when
// nothing has changed; the memory of its largest process when it is cold; and
// what these are of go vet's with its default analyzers. What the runs need
// from the build cache besides is there already, as in a project that was just
// built. With -rounds, all that is done more than once, and the medians count.
//
// Each -without adds a column: what the cold run takes with all checks, of what
// it takes without those of the list.
//
// The findings go to the file that -o names, to be read: each is right, or
// the check is to be mended.
//
//	go run ./cmd/corpus -fix [-test] [-confidence=low] [-NAME...] FOLDER...
//
// copies the modules of the packages, applies all fixes to the copies, those
// that change behavior too, and prints for each module the findings, how many
// offer a fix, the fixes applied, whether the packages build then (go build,
// and go vet with no more to say than before), whether their tests pass where
// they passed before (-test), and whether applying the fixes again changes
// nothing. Flags with a check's name select checks as they do for cgolint.
//
//	go run ./cmd/corpus made -packages N FOLDER
//	go run ./cmd/corpus made -calls N FOLDER
//
// makes a folder to be measured like the others, with a module of N packages of
// which one in fifty calls C, or of one package with N calls of C.
//
//	go run ./cmd/corpus growth [-packages N,N] [-calls N,N]
//
// makes such modules, of some sizes or those that are named, measures the
// processor time and the memory that cgolint and go vet take, and makes
// docs/growth.md of it.
//
//	go run ./cmd/corpus lintcheck -dir FOLDER [-mirror FOLDER] [-draw N] [-update]
//
// runs cgolint over those modules of the list modules.tsv that were drawn, or
// draws N more and runs it over these, and prints which findings are new, gone
// or moved against findings.tsv, which has the verdicts of who has read them.
// It lays the modules out below the folder. The C headers that they need are
// those of the Debian packages that the list names. What the Go module proxy
// does not serve is taken from a folder of repositories.
//
//	go run ./cmd/corpus proof
//
// makes docs/proof.md of the verdicts.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/analyzers"
)

func main() {
	if isVettool(os.Args[1:]) {
		count() // does not return
	}
	if len(os.Args) > 1 && os.Args[1] == "lintcheck" {
		exit(runLintcheck(os.Args[2:]))
	}
	if len(os.Args) > 1 && os.Args[1] == "made" {
		exit(makeModule(os.Args[2:]))
	}
	if len(os.Args) > 1 && os.Args[1] == "growth" {
		exit(runGrowth(os.Args[2:]))
	}
	if len(os.Args) == 2 && os.Args[1] == "proof" {
		exit(proof())
	}
	findings := flag.String("o", "", "write the findings to `file`")
	fix := flag.Bool("fix", false, "apply all fixes to copies of the modules")
	test := flag.Bool("test", false, "with -fix, run the packages' tests before and after")
	rounds := flag.Int("rounds", 1, "measure `N` times")
	var without []string
	flag.Func("without", "also measure without the checks of a comma-separated `list`", func(list string) error {
		without = append(without, list)
		return nil
	})
	work := flag.String("work", "", "with -fix, leave the changed copies in `dir`, which must not exist")
	flag.String("confidence", "medium", "as cgolint's flag of that name")
	for _, a := range analyzers.All {
		flag.Bool(a.Name, false, "as cgolint's flag of that name")
	}
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: corpus [-o file] [-rounds N] [-without NAME,NAME] [-fix [-test] [-work dir]] [-NAME...] folder...")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	exit(inTemporary(func(dir string) error {
		t, err := newTools(dir, selected())
		if err != nil {
			return err
		}
		if *fix {
			return t.startFix(dir, *work, *test)
		}
		t.rounds, t.without = *rounds, without
		return t.run(flag.Args(), *findings)
	}))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// inTemporary calls f with a temporary folder.
func inTemporary(f func(dir string) error) error {
	dir, err := os.MkdirTemp("", "corpus")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	return f(dir)
}

// startFix applies fixes to copies of the modules, in work if that is named.
func (t *tools) startFix(dir, work string, test bool) error {
	if work == "" {
		work = filepath.Join(dir, "work")
	}
	work, err := filepath.Abs(work)
	if err != nil {
		return err
	}
	if err := os.Mkdir(work, 0o777); err != nil {
		return err
	}
	x := &fixer{cgolint: t.cgolint, checks: t.checks, test: test, dir: work}
	return x.fix(flag.Args())
}

// selected returns the flags that select checks and findings.
func selected() []string {
	var checks []string
	flag.Visit(func(f *flag.Flag) {
		if f.Name == "confidence" || slices.ContainsFunc(analyzers.All, func(a *analysis.Analyzer) bool { return a.Name == f.Name }) {
			checks = append(checks, "-"+f.Name+"="+f.Value.String())
		}
	})
	return checks
}

// run measures every folder, and goes on with the next when one fails.
func (t *tools) run(folders []string, findings string) error {
	out := io.Discard
	if findings != "" {
		f, err := os.Create(findings)
		if err != nil {
			return err
		}
		defer f.Close()
		out = f
	}
	t.printHeader()
	var total measurement
	failed := 0
	for _, folder := range folders {
		m, err := t.measure(folder)
		if err != nil {
			fmt.Fprintf(os.Stderr, "corpus: %s: %v\n", folder, err)
			failed++
			continue
		}
		m.print(filepath.Base(folder))
		for _, f := range m.findings {
			fmt.Fprintf(out, "%s:%d:%d: %s (%s)\n", f.File, f.Start.Line, f.Start.Column, f.Message, f.Check)
		}
		total.add(m)
	}
	total.printTotal()
	if failed > 0 {
		return fmt.Errorf("%d of %d folders failed", failed, len(folders))
	}
	return nil
}

// patterns returns the package patterns of a folder.
func patterns(folder string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(folder, "packages"))
	if err != nil {
		return nil, err
	}
	all := strings.Fields(string(text))
	if len(all) == 0 {
		return nil, fmt.Errorf("%s/packages lists no packages", folder)
	}
	return slices.Compact(all), nil
}
