package driver

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/cgolint/cgolint/internal/finding"
)

const whyUsage = `usage: cgolint why [flags] FILE:LINE

Says what is known of the calls of C on a line, and why something, or nothing,
is reported there: where each argument comes from, what the C function does
with it and how that is known, and which contract would decide what is open.
Flags are build flags, such as -tags, and -C.
`

// why is the command why.
func (p *Program) why(args []string, stdout, stderr io.Writer) int {
	l, rest, err := p.command(args, stdout, stderr, func(*flag.FlagSet) []string { return nil })
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, whyUsage)
		return exitClean
	case err != nil:
		return fail(stderr, fmt.Errorf("why: %w", err))
	case len(rest) != 1:
		return fail(stderr, fmt.Errorf("why: name one line\n%s", strings.TrimSuffix(whyUsage, "\n")))
	}
	at, err := parseLine(rest[0])
	if err != nil {
		return fail(stderr, fmt.Errorf("why: %w", err))
	}
	l.opts.packages = []string{folderPattern(at.File)}
	// All that a check may say, so that what is not shown is explained too.
	l.opts.tool = append(l.opts.tool, "-"+enableFlag+"=all", "-"+confidenceFlag+"=low")
	r, err := l.lint()
	if err != nil {
		return fail(stderr, err)
	}
	w := &whyWriter{w: bufio.NewWriter(stdout), at: at, texts: make(sources)}
	w.print(r)
	if err := w.w.Flush(); err != nil {
		return fail(stderr, err)
	}
	return l.status(r, false)
}

// parseLine parses FILE:LINE, and FILE:LINE:COLUMN as findings have it.
func parseLine(text string) (finding.Position, error) {
	file, line, ok := splitLine(text)
	if !ok {
		return finding.Position{}, fmt.Errorf("%q is no FILE:LINE", text)
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return finding.Position{}, err
	}
	if _, err := os.Stat(abs); err != nil {
		return finding.Position{}, fmt.Errorf("%s: %w", file, errors.Unwrap(err))
	}
	return finding.Position{File: abs, Line: line}, nil
}

// splitLine takes a place apart. The file's name may have colons.
func splitLine(text string) (file string, line int, ok bool) {
	file, number, ok := cutLast(strings.TrimSuffix(text, ":"))
	line, err := strconv.Atoi(number)
	if before, outer, two := cutLast(file); two && err == nil {
		if n, err := strconv.Atoi(outer); err == nil {
			file, line = before, n // what was taken for the line is the column
		}
	}
	return file, line, ok && err == nil && line > 0
}

// folderPattern returns the pattern of the package that a file is in.
func folderPattern(file string) string {
	dir := shortPath(filepath.Dir(file))
	if filepath.IsAbs(dir) {
		return dir
	}
	return "." + string(filepath.Separator) + dir
}
