package driver

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
)

// A goCommand asks the go command, and keeps what it answers. A nil one keeps
// nothing.
type goCommand struct {
	mu      sync.Mutex
	answers map[string][]byte // by question
	fresh   bool              // some were not known before
}

// question names a question: the directory that it is asked in, the arguments,
// and variables of the environment that are other ones.
func question(dir string, args, env []string) string {
	return strings.Join(slices.Concat([]string{dir}, args, []string{""}, env), "\x00")
}

// answer returns what is known, or finds it out. Errors are not kept.
func (g *goCommand) answer(question string, find func() ([]byte, error)) ([]byte, error) {
	if known, ok := g.known(question); ok {
		return known, nil
	}
	found, err := find()
	if err != nil {
		return nil, err
	}
	g.keep(question, found)
	return found, nil
}

func (g *goCommand) known(question string) (answer []byte, ok bool) {
	if g == nil {
		return nil, false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	answer, ok = g.answers[question]
	return answer, ok
}

func (g *goCommand) keep(question string, found []byte) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.answers[question] = found
	g.fresh = true
}

// output returns what the go command prints in a directory, with more
// variables of the environment. An error has what it says.
func (g *goCommand) output(dir string, args []string, env ...string) ([]byte, error) {
	return g.answer(question(dir, args, env), func() ([]byte, error) {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), env...)
		out, err := cmd.Output()
		if err == nil {
			return out, nil
		}
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			return nil, cannotRunGo(err)
		}
		return nil, fmt.Errorf("go %s failed: %w\n%s", args[0], err, bytes.TrimSpace(exit.Stderr))
	})
}

// env returns what the go command takes a variable for in dir, or "".
func (g *goCommand) env(dir, name string) string {
	out, err := g.output(dir, []string{"env", name})
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// cannotRunGo explains why the go command did not start.
func cannotRunGo(err error) error {
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("cannot run the go command: %w; install Go (https://go.dev/dl) or add it to PATH", err)
	}
	return fmt.Errorf("cannot run the go command: %w", err)
}
