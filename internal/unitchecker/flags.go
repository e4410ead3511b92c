package unitchecker

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"

	"golang.org/x/tools/go/analysis"
)

// options are the flags of the tool.
type options struct {
	all             []*analysis.Analyzer
	on              map[*analysis.Analyzer]*choice
	list, fix, diff bool
}

// addFlags adds the tool's flags to those of the process: the analyzers', and
// what the go command hands on.
func addFlags(analyzers []*analysis.Analyzer) *options {
	opts := &options{all: analyzers, on: make(map[*analysis.Analyzer]*choice)}
	for _, a := range analyzers {
		opts.on[a] = new(choice)
		flag.Var(opts.on[a], a.Name, "only run "+a.Name+" and others named so; when false, all others")
		a.Flags.VisitAll(func(f *flag.Flag) { flag.Var(f.Value, a.Name+"."+f.Name, f.Usage) })
	}
	flag.BoolVar(&opts.list, "flags", false, "print the flags as JSON")
	flag.BoolVar(&opts.fix, "fix", false, "apply the first fix of each finding")
	flag.BoolVar(&opts.diff, "diff", false, "with -fix, print what it would change")
	_ = flag.Bool("json", true, "print findings as JSON, which is always done")
	return opts
}

// selected returns the analyzers to run: those that flags name if there are
// any, otherwise all but those that flags exclude.
func (o *options) selected() []*analysis.Analyzer {
	named := slices.ContainsFunc(o.all, func(a *analysis.Analyzer) bool { return *o.on[a] == chosen })
	return slices.DeleteFunc(slices.Clone(o.all), func(a *analysis.Analyzer) bool {
		return *o.on[a] == excluded || named && *o.on[a] != chosen
	})
}

// printFlags prints which flags the go command may hand on. It has -fix of
// its own.
func printFlags(w io.Writer) error {
	type description struct {
		Name  string
		Bool  bool
		Usage string
	}
	var all []description
	flag.VisitAll(func(f *flag.Flag) {
		b, ok := f.Value.(interface{ IsBoolFlag() bool })
		if f.Name != "fix" {
			all = append(all, description{f.Name, ok && b.IsBoolFlag(), f.Usage})
		}
	})
	return json.NewEncoder(w).Encode(all)
}

// A choice is the value of a flag that is an analyzer's name. Not to be set
// is something else than to be false.
type choice int

const (
	unset choice = iota
	chosen
	excluded
)

func (c *choice) IsBoolFlag() bool { return true }

func (c *choice) String() string { return strconv.FormatBool(*c != excluded) }

func (c *choice) Set(value string) error {
	on, err := strconv.ParseBool(value)
	if err != nil {
		return fmt.Errorf("want true or false")
	}
	*c = excluded
	if on {
		*c = chosen
	}
	return nil
}
