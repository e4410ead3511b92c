package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/natefinch/atomic"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/derive"
	"github.com/cgolint/cgolint/internal/diskcache"
)

const deriveUsage = "usage: cgolint derive -lib NAME [-p compile_commands.json] [-headers GLOB] -o FILE [C file ...]"

const deriveHelp = deriveUsage + `

Reads the C sources of a library and writes what its functions do with their
arguments, as far as that is evident or proven, as contracts. See
https://github.com/cgolint/cgolint/blob/main/docs/contracts.md.

	-lib NAME       the library's name
	-version TEXT   its version
	-p FILE         its compilation database; the commands are read, not run
	-headers GLOB   the headers that declare its functions; without any, all
	                functions that are not static. It may be repeated
	-found-by NAME  how packages that use the library name it: by a header, -lNAME,
	                or a package of pkg-config. It may be repeated
	-partial        the database lacks some units, which may set pointers to
	                functions that the others call
	-contracts FILE contracts of libraries that it uses. It may be repeated
	-o FILE         where to write the contracts

When C files are named, only those of the database are read.
`

// A deriveFlags is the command line of the command derive.
type deriveFlags struct {
	library, version, database, output string
	headers, foundBy, contracts        []string
	files                              []string
	partial                            bool
}

func parseDeriveFlags(args []string) (*deriveFlags, error) {
	f := new(deriveFlags)
	set := flag.NewFlagSet("derive", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&f.library, "lib", "", "")
	set.StringVar(&f.version, "version", "", "")
	set.StringVar(&f.database, "p", "", "")
	set.StringVar(&f.output, "o", "", "")
	set.BoolVar(&f.partial, "partial", false, "")
	for name, list := range map[string]*[]string{"headers": &f.headers, "found-by": &f.foundBy, "contracts": &f.contracts} {
		set.Func(name, "", func(s string) error {
			*list = append(*list, s)
			return nil
		})
	}
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	f.files = set.Args()
	if f.library == "" || f.output == "" || f.database == "" && len(f.files) == 0 {
		return nil, errors.New(deriveUsage)
	}
	return f, nil
}

// deriveContracts is the command derive. What it counts goes to w.
func deriveContracts(w io.Writer, args []string) error {
	f, err := parseDeriveFlags(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(w, deriveHelp)
		return err
	case err != nil:
		return err
	}
	l, err := f.read()
	if err != nil {
		return err
	}
	d := derive.Derive(context.Background(), l)
	printDerived(w, d)
	return atomic.WriteFile(f.output, bytes.NewReader([]byte(d.Text())))
}

// read says what is to be read.
func (f *deriveFlags) read() (*derive.Library, error) {
	l := &derive.Library{
		Name: f.library, Version: strings.TrimSpace(f.library + " " + f.version), FoundBy: f.foundBy, Partial: f.partial || len(f.files) > 0 && f.database != "",
		Contracts: contract.Library(), Cache: diskcache.Open(),
	}
	for _, name := range f.contracts {
		t, err := contract.ReadFile(name)
		if err != nil {
			return nil, err
		}
		l.Contracts = l.Contracts.And(t)
	}
	var err error
	if f.database != "" {
		if l.Units, err = derive.ReadDatabase(f.database); err != nil {
			return nil, err
		}
	}
	if len(f.files) > 0 {
		if l.Units, err = derive.Only(l.Units, f.files); err != nil {
			return nil, err
		}
	}
	for _, pattern := range f.headers {
		names, err := filepath.Glob(pattern)
		if err == nil && len(names) == 0 {
			err = errors.New("there is no such file")
		}
		if err != nil {
			return nil, fmt.Errorf("-headers %s: %w", pattern, err)
		}
		l.Headers = append(l.Headers, names...)
	}
	cc, err := ccompiler.Command(ccompiler.ReadEnvironment().Get("CC"))
	if err != nil {
		return nil, err
	}
	l.Compiler, err = ccompiler.Probe(context.Background(), cc, runtime.GOARCH)
	return l, err
}

// printDerived says what was read, and what was found of how many functions.
func printDerived(w io.Writer, d *derive.Derived) {
	for line := range strings.Lines(d.Summary()) {
		fmt.Fprintf(w, "%s: %s", d.Library.Name, line)
	}
	if n := len(d.Program); n > 0 {
		fmt.Fprintf(w, "%s: %d left out, for they have a main function\n", d.Library.Name, n)
	}
	for _, u := range d.Unread {
		what := "not read"
		if u.Partial {
			what = "not all read"
		}
		line, _, _ := strings.Cut(u.Err.Error(), "\n")
		fmt.Fprintf(w, "%s: %s: %s\n", what, u.Name, line)
	}
}
