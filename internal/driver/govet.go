package driver

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// vetted is what one run of go vet printed.
type vetted struct {
	trees  [][]byte // JSON objects, one for each package that was analysed
	text   string   // what else it printed: errors and warnings
	failed bool     // it ended with an error
}

// vet runs "go vet -json" on the packages with this program as its tool, or
// returns what that is known to print. It is kept if nothing went wrong.
func (l *linter) vet(flags, packages []string) (*vetted, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("cannot find the program's own file: %w", err)
	}
	args := slices.Concat([]string{"vet", "-json", "-vettool=" + exe, "-" + attachFlag}, flags, l.opts.build, l.opts.tool, []string{"--"}, packages)
	asked := question("", args, nil)
	if known, ok := l.opts.goCommand.known(asked); ok {
		var out output
		out.read(bytes.NewReader(known), func() {})
		return &vetted{trees: out.trees}, nil
	}
	v, err := l.runVet(args, exe)
	if err == nil && !v.failed && v.text == "" {
		l.opts.goCommand.keep(asked, bytes.Join(v.trees, []byte("\n")))
	}
	return v, err
}

func (l *linter) runVet(args []string, exe string) (*vetted, error) {
	cmd := exec.Command("go", args...)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, cannotRunGo(err)
	}
	progress := l.startProgress()
	var out, errs output
	var readers sync.WaitGroup
	readers.Go(func() { out.read(stdout, progress.add) })
	readers.Go(func() { errs.read(stderr, progress.add) })
	readers.Wait()
	progress.stop()
	v := &vetted{trees: slices.Concat(out.trees, errs.trees), text: cleanText(l.timings.take(out.text.String()+errs.text.String()), exe)}
	var exit *exec.ExitError
	if err := cmd.Wait(); errors.As(err, &exit) {
		v.failed = true
	} else if err != nil {
		return nil, err
	}
	return v, nil
}

// output is a stream of the go command, taken apart: before Go 1.26, what the
// tool prints comes on the same stream as errors.
type output struct {
	trees [][]byte
	text  bytes.Buffer
}

// read reads to the end. The unit checker indents its JSON, so that an object
// starts and ends with a line that is a brace alone.
func (o *output) read(r io.Reader, add func()) {
	var tree []byte
	for in := bufio.NewReader(r); ; {
		line, err := in.ReadBytes('\n')
		brace := string(bytes.TrimRight(line, "\r\n"))
		switch {
		case brace == "{}":
			add()
		case brace == "{" || tree != nil:
			tree = append(tree, line...)
			if brace == "}" {
				o.trees = append(o.trees, tree)
				tree = nil
				add()
			}
		default:
			o.text.Write(line)
		}
		if err != nil {
			o.text.Write(tree) // cut off
			return
		}
	}
}

// Lines of the go command that say nothing.
var (
	emptyHeader = lazyregexp.New(`(?m)^# .*\n(?:(# )|\z)`)
	exitLine    = lazyregexp.New(`(?m)^exit status \d+\n`)
)

// cleanText returns what the go command and its tools printed without the
// tool's name, which the unit checker puts before each line, and without
// headers of packages of which nothing is said.
func cleanText(text, exe string) string {
	prefix := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(filepath.Base(exe)) + `: `)
	text = prefix.ReplaceAllString(text, "")
	text = exitLine.ReplaceAllString(text, "")
	for emptyHeader.MatchString(text) {
		text = emptyHeader.ReplaceAllString(text, "$1")
	}
	if strings.Contains(text, "\ngoroutine ") {
		text += "cgolint: " + reportBug + "\n"
	}
	return strings.TrimSpace(text)
}

const reportBug = "this is a bug in cgolint; please report it, with the lines above, at https://github.com/cgolint/cgolint/issues"
