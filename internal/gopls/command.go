package gopls

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
)

const usage = `usage:

	cgolint gopls build [-version v] [-o file] [-source dir]

builds a gopls that has cgolint's checks, and needs nothing but the go command
and the Go module proxy. Without flags, it builds ` + Tested + ` as cgolint-gopls in
the directory that go install uses. -source names a checkout of cgolint to
take instead of the version of this program.

	cgolint gopls check [program]

says whether a gopls, or else the one on the PATH, has them.
`

// Main is the command gopls, with its arguments. It returns the exit status:
// 0, 1 when a gopls that was checked has no checks of cgolint, or 2.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var err error
	switch {
	case len(args) > 0 && args[0] == "build":
		err = build(ctx, args[1:], stdout, stderr)
	case len(args) > 0 && args[0] == "check":
		err = check(args[1:], stdout)
	case len(args) > 0 && slices.Contains([]string{"h", "help"}, strings.TrimLeft(args[0], "-")):
		fmt.Fprint(stdout, usage)
		return 0
	default:
		fmt.Fprint(stderr, usage)
		return 2
	}
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, usage)
		return 0
	}
	fmt.Fprintf(stderr, "cgolint gopls: %v\n", err)
	if errors.Is(err, ErrWithout) {
		return 1
	}
	return 2
}

func build(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	b := Build{Progress: stderr}
	fs := flag.NewFlagSet("build", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&b.Version, "version", Tested, "")
	fs.StringVar(&b.Out, "o", "", "")
	fs.StringVar(&b.Source, "source", "", "")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if fs.NArg() > 0 {
		return fmt.Errorf("%q: no arguments are expected after the flags", fs.Arg(0))
	}
	if err := b.findSource(); err != nil {
		return err
	}
	if b.Out == "" {
		dir, err := binDir(ctx, &b)
		if err != nil {
			return err
		}
		b.Out = filepath.Join(dir, "cgolint-gopls")
		if runtime.GOOS == "windows" {
			b.Out += ".exe"
		}
	}
	out, err := filepath.Abs(b.Out)
	if err != nil {
		return err
	}
	b.Out = out
	if err := b.Run(ctx); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s is gopls %s with cgolint %s\n", b.Out, b.Version, b.ownVersion())
	return nil
}

func (b *Build) ownVersion() string {
	if b.Source != "" {
		return "of " + b.Source
	}
	return b.Cgolint
}

// findSource settles where cgolint comes from: a directory, or the version of
// this program if it is one that the module proxy can have.
func (b *Build) findSource() error {
	if b.Source != "" {
		dir, err := filepath.Abs(b.Source)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err != nil || !strings.Contains(string(text), "module "+ownModule+"\n") {
			return fmt.Errorf("-source: %s is no checkout of %s", dir, ownModule)
		}
		b.Source = dir
		return nil
	}
	info, ok := debug.ReadBuildInfo()
	if ok && info.Main.Path == ownModule && strings.HasPrefix(info.Main.Version, "v") && !strings.Contains(info.Main.Version, "+dirty") {
		b.Cgolint = info.Main.Version
		return nil
	}
	return errors.New("this cgolint was not built from a released version: give the directory of its source by -source")
}

// binDir is where go install puts programs.
func binDir(ctx context.Context, b *Build) (string, error) {
	out, err := b.goCommand(ctx, "", "env", "GOBIN", "GOPATH")
	if err != nil {
		return "", err
	}
	lines := strings.Split(string(out), "\n")
	if lines[0] != "" {
		return lines[0], nil
	}
	return filepath.Join(filepath.SplitList(lines[1])[0], "bin"), nil
}

func check(args []string, stdout io.Writer) error {
	if len(args) > 1 {
		return fmt.Errorf("%q: one program is checked", args[1:])
	}
	program := "gopls"
	if len(args) == 1 {
		program = args[0]
	}
	file, err := exec.LookPath(program)
	if err != nil {
		return err
	}
	version, own, err := Check(file)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	fmt.Fprintf(stdout, "%s is gopls %s with cgolint %s\n", file, version, own)
	return nil
}
