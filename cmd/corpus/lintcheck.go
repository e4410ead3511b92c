package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	keys "github.com/cgolint/cgolint/internal/finding"
)

// A lintcheck runs cgolint over the modules of the list and holds what it
// finds against what it found before.
type lintcheck struct {
	layout
	cgolint  string
	list     string // file of modules
	readings string // file of findings
	only     *regexp.Regexp
	draw     int
	update   bool
	noRun    bool // only lay the modules out

	modules []*listed
	known   map[string][]*reading // by module
}

// moduleTime bounds the run over one module.
const moduleTime = 10 * time.Minute

// runLintcheck is the command lintcheck, with its arguments.
func runLintcheck(args []string) error {
	l := new(lintcheck)
	fs := flag.NewFlagSet("lintcheck", flag.ExitOnError)
	fs.StringVar(&l.dir, "dir", "", "lay out modules below `folder`, and keep them there (needed)")
	fs.StringVar(&l.mirror, "mirror", "", "`folder` with copies of repositories, as OWNER+NAME/repo")
	fs.StringVar(&l.cgolint, "cgolint", "", "run this `program`, not one that is built")
	fs.StringVar(&l.list, "list", "cmd/corpus/modules.tsv", "`file` of modules")
	fs.StringVar(&l.readings, "findings", "cmd/corpus/findings.tsv", "`file` of findings and verdicts")
	only := fs.String("only", "", "only modules that match the `regexp`")
	fs.IntVar(&l.draw, "draw", 0, "draw `n` more modules, and run only these")
	fs.BoolVar(&l.noRun, "layout", false, "only lay the modules out")
	fs.BoolVar(&l.update, "update", false, "write what is found into the file of findings")
	_ = fs.Parse(args)
	if l.dir == "" || fs.NArg() > 0 {
		fs.Usage()
		os.Exit(2)
	}
	var err error
	if l.only, err = regexp.Compile(*only); err != nil {
		return err
	}
	return l.run()
}

func (l *lintcheck) run() error {
	dir, err := filepath.Abs(l.dir)
	if err != nil {
		return err
	}
	l.dir = dir
	if err := os.MkdirAll(l.dir, 0o777); err != nil {
		return err
	}
	if l.cgolint == "" {
		l.cgolint = filepath.Join(l.dir, "cgolint")
		if out, err := exec.Command("go", "build", "-o", l.cgolint, "github.com/cgolint/cgolint/cmd/cgolint").CombinedOutput(); err != nil {
			return fmt.Errorf("go build: %w\n%s", err, out)
		}
	}
	if err := l.read(); err != nil {
		return err
	}
	chosen, err := l.choose()
	if err != nil {
		return err
	}
	for _, m := range chosen {
		if !l.noRun {
			l.module(m)
		}
	}
	if l.update || l.draw > 0 {
		return l.write()
	}
	return nil
}

func (l *lintcheck) read() error {
	var err error
	if l.modules, err = readModules(l.list); err != nil {
		return err
	}
	all, err := readReadings(l.readings)
	if err != nil {
		return err
	}
	l.known = make(map[string][]*reading)
	for _, r := range all {
		l.known[r.Module] = append(l.known[r.Module], r)
	}
	return nil
}

func (l *lintcheck) write() error {
	var all []*reading
	for _, list := range l.known {
		all = append(all, list...)
	}
	if err := writeReadings(l.readings, all); err != nil {
		return err
	}
	return writeModules(l.list, l.modules)
}

// choose returns the modules to run: all that were drawn, or, when some are
// to be drawn, these.
func (l *lintcheck) choose() ([]*listed, error) {
	var chosen []*listed
	for _, m := range l.modules {
		switch {
		case !l.only.MatchString(m.Path):
		case l.draw == 0 && m.laidOut():
			chosen = append(chosen, m)
		case len(chosen) < l.draw && m.Drawn == "":
			if l.drawn(m) {
				chosen = append(chosen, m)
			}
		}
	}
	if len(chosen) < l.draw {
		return chosen, fmt.Errorf("%d modules could be drawn, not %d", len(chosen), l.draw)
	}
	return chosen, nil
}

// drawn lays out a module for the first time, and reports whether it could.
func (l *lintcheck) drawn(m *listed) bool {
	if _, err := l.of(m); err != nil {
		m.Drawn = "no: " + strings.SplitN(err.Error(), "\n", 2)[0]
		fmt.Printf("%s could not be laid out: %v\n", m.Path, err)
		return false
	}
	m.Drawn = time.Now().UTC().Format(time.DateOnly)
	return true
}

// module runs cgolint over a module and prints what is other than before.
func (l *lintcheck) module(m *listed) {
	dir, err := l.of(m)
	if err != nil {
		fmt.Printf("%s could not be laid out: %v\n", m.Path, err)
		return
	}
	sample := tuned
	if l.draw > 0 {
		sample = fresh
	}
	found, failures, err := l.findings(m, dir, sample)
	if err != nil {
		fmt.Printf("%s: %v\n", m.Path, err)
		return
	}
	merged, c := compare(l.known[m.Path], found)
	l.known[m.Path] = merged
	fmt.Printf("%s: %d findings, %d new, %d gone, %d moved\n", m.Path, len(found), len(c.added), len(c.gone), len(c.moved))
	printReadings("new", c.added)
	printReadings("gone", c.gone)
	printReadings("moved", c.moved)
	for _, f := range failures {
		lines := strings.Split(f, "\n") // the first names the package
		fmt.Printf("  not analysed: %s\n", strings.Join(lines[:min(2, len(lines))], ": "))
	}
}

func printReadings(what string, list []*reading) {
	for _, r := range list {
		fmt.Printf("  %s %s %s:%d %s", what, r.Check, r.File, r.Line, r.Code)
		if r.Verdict != unread {
			fmt.Printf(" [%s: %s]", r.Verdict, r.Reason)
		}
		fmt.Println()
	}
}

// findings returns what cgolint finds in a module, and what it could not
// analyse.
func (l *lintcheck) findings(m *listed, dir string, s sample) ([]*reading, []string, error) {
	packages, err := patterns(dir)
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), moduleTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, l.cgolint, slices.Concat([]string{"-json", "-exit-zero", "-tags=" + m.Tags}, packages)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	out, err := cmd.Output()
	var result struct {
		Findings []struct {
			Check, Package, File, Key string
			Start, End                struct{ Line, Column int }
		}
		Errors []string
	}
	if json.Unmarshal(out, &result) != nil {
		return nil, nil, fmt.Errorf("cgolint: %w", err)
	}
	keyer := keys.NewKeyer(func(name string) string {
		text, _ := os.ReadFile(name) // without it, the key has no code
		return string(text)
	})
	var all []*reading
	for _, f := range result.Findings {
		name := f.File
		if !filepath.IsAbs(name) {
			name = filepath.Join(dir, name)
		}
		key := keyer.Key(&keys.Finding{
			Check: f.Check, Package: f.Package,
			Start: keys.Position{File: name, Line: f.Start.Line, Column: f.Start.Column},
			End:   keys.Position{File: name, Line: f.End.Line, Column: f.End.Column},
		})
		if rel, err := filepath.Rel(dir, name); err == nil {
			name = rel
		}
		all = append(all, &reading{
			Module: m.Path, ID: f.Key, Check: f.Check, Package: f.Package, Func: key.Function,
			File: name, Line: f.Start.Line, Code: short(key.Code), Sample: s,
		})
	}
	return all, result.Errors, nil
}

// short keeps as much of the code as tells a reader which it is.
func short(code string) string {
	if len(code) > 80 {
		return strings.ToValidUTF8(code[:77], "") + "..."
	}
	return code
}
