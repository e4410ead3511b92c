package driver

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// changedLines are the lines of files, by name, that differ from a revision.
// A file without ranges is new.
type changedLines map[string][]lineRange

type lineRange struct{ from, to int }

// heedNewFrom removes the findings that no changed line has brought: one that
// they are about, or that they rest on.
func (l *linter) heedNewFrom(r *report) error {
	if l.opts.newFrom == "" {
		return nil
	}
	changed, err := changedFrom(l.opts.newFrom)
	if err != nil {
		return fmt.Errorf("flag -new-from: %w", err)
	}
	r.findings = slices.DeleteFunc(r.findings, func(f *found) bool {
		old := !changed.has(f.Start, f.End)
		for _, rel := range f.Related {
			old = old && !changed.has(rel.Start, rel.End)
		}
		return old
	})
	return nil
}

// has reports whether something between two positions has changed.
func (c changedLines) has(start, end finding.Position) bool {
	name := start.File
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	ranges, ok := c[name]
	last := max(start.Line, end.Line)
	return ok && (len(ranges) == 0 || slices.ContainsFunc(ranges, func(r lineRange) bool {
		return r.from <= last && start.Line <= r.to
	}))
}

// changedFrom asks git which lines of the working tree differ from a revision.
func changedFrom(revision string) (changedLines, error) {
	root, err := git("rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	dir := strings.TrimSuffix(string(root), "\n")
	diff, err := git("-C", dir, "-c", "core.quotePath=false", "diff", "--no-ext-diff", "--no-color", "--no-renames",
		"--src-prefix=a/", "--dst-prefix=b/", "-U0", "--end-of-options", revision, "--")
	if err != nil {
		return nil, err
	}
	changed := parseDiff(dir, diff)
	untracked, err := git("-C", dir, "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(string(untracked), "\x00") {
		changed[filepath.Join(dir, filepath.FromSlash(name))] = nil
	}
	return changed, nil
}

func git(args ...string) ([]byte, error) {
	cmd := exec.Command("git", args...)
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		text := string(bytes.TrimSpace(exit.Stderr))
		if strings.Contains(text, "bad revision") {
			text += ": git fetch brings what a shallow clone lacks"
		}
		return nil, fmt.Errorf("git: %s", text)
	}
	return out, err
}

// hunk matches the head of a hunk: from which line on, and how many.
var hunk = lazyregexp.New(`^@@ -\S+ \+(\d+)(?:,(\d+))? @@`)

// parseDiff returns the lines on the new side of a unified diff without
// context. Where lines were only deleted, those around them have changed.
func parseDiff(dir string, diff []byte) changedLines {
	changed := make(changedLines)
	file := ""
	in := bufio.NewScanner(bytes.NewReader(diff))
	in.Buffer(nil, len(diff)+1)
	for in.Scan() {
		line := in.Text()
		if name, ok := strings.CutPrefix(line, "+++ "); ok {
			file = newName(dir, name)
		}
		m := hunk.FindStringSubmatch(line)
		if m == nil || file == "" {
			continue
		}
		from, _ := strconv.Atoi(m[1]) // digits
		n := 1
		if m[2] != "" {
			n, _ = strconv.Atoi(m[2])
		}
		r := lineRange{from, from + n - 1}
		if n == 0 {
			r.to = from + 1
		}
		changed[file] = append(changed[file], r)
	}
	return changed
}

// newName returns the file that a diff names, or "" when it was removed.
func newName(dir, name string) string {
	if unquoted, err := strconv.Unquote(name); err == nil {
		name = unquoted
	}
	name, ok := strings.CutPrefix(strings.TrimSuffix(name, "\t"), "b/")
	if !ok {
		return ""
	}
	return filepath.Join(dir, filepath.FromSlash(name))
}
