package main

import (
	"cmp"
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
const moduleTime = 15 * time.Minute

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
	fs.BoolVar(&l.noRun, "layout", false, "only lay the modules out; those that were not drawn stay sealed")
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
	if l.draw > 0 {
		return l.drawMore()
	}
	for _, m := range l.modules {
		if m.laidOut() && l.only.MatchString(m.Path) {
			l.module(m)
		}
	}
	if l.update {
		return l.write()
	}
	return nil
}

// drawMore draws modules until there are as many as wanted, and runs each. It
// writes the tables after each, as a draw takes long.
func (l *lintcheck) drawMore() error {
	n := 0
	for _, m := range l.modules {
		if n == l.draw {
			return nil
		}
		if m.Drawn != "" || !l.only.MatchString(m.Path) {
			continue
		}
		err := l.module(m)
		switch {
		case err != nil:
			m.Drawn = "no: " + strings.SplitN(err.Error(), "\n", 2)[0]
		case l.noRun: // what is only laid out stays sealed
			n++
		default:
			m.Drawn = time.Now().UTC().Format(time.DateOnly)
			n++
		}
		if err := l.write(); err != nil {
			return err
		}
	}
	if n < l.draw {
		return fmt.Errorf("%d modules could be drawn, not %d", n, l.draw)
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

// module runs cgolint over a module and prints what is other than before. An
// error, which it prints too, says that nothing in the module could be
// analysed.
func (l *lintcheck) module(m *listed) error {
	err := l.runModule(m)
	if err != nil {
		fmt.Printf("%s: %v\n", m.Path, err)
	}
	return err
}

func (l *lintcheck) runModule(m *listed) error {
	dir, err := l.of(m)
	if err != nil {
		return fmt.Errorf("it could not be laid out: %w", err)
	}
	if l.noRun {
		return nil
	}
	sample := tuned
	if l.draw > 0 {
		sample = fresh
	}
	found, failures, err := l.findings(m, dir, sample)
	if err != nil {
		return err
	}
	merged, c := compare(l.known[m.Path], found)
	l.known[m.Path] = merged
	fmt.Printf("%s: %d findings, %d new, %d gone, %d moved\n", m.Path, len(found), len(c.added), len(c.gone), len(c.moved))
	printReadings("new", c.added)
	printReadings("gone", c.gone)
	printReadings("moved", c.moved)
	for _, f := range failures {
		fmt.Printf("  not analysed: %s\n", f)
	}
	return nil
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
// analyse. That nothing could be is an error.
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
	if jsonErr := json.Unmarshal(out, &result); jsonErr != nil {
		return nil, nil, fmt.Errorf("cgolint: %w", cmp.Or(err, jsonErr))
	}
	var failures []string
	for _, f := range result.Errors {
		lines := strings.Split(f, "\n") // the first names the package
		failures = append(failures, strings.Join(lines[:min(2, len(lines))], ": "))
	}
	if len(failures) >= len(packages) && len(result.Findings) == 0 {
		return nil, nil, fmt.Errorf("it does not build here: %s", failures[0])
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
	return all, failures, nil
}

// short keeps as much of the code as tells a reader which it is.
func short(code string) string {
	if len(code) > 80 {
		return strings.ToValidUTF8(code[:77], "") + "..."
	}
	return code
}
