package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
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
		if err := build(l.cgolint); err != nil {
			return err
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
