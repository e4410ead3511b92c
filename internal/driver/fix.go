package driver

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/cgolint/cgolint/internal/fixes"
	"github.com/cgolint/cgolint/internal/registrycopy"
)

// fix returns the fix to apply for f, or nil: the first that is safe, or the
// first of all if unsafe ones are asked for.
func (f *found) fix(unsafe bool) *fixes.Fix {
	for i := range f.Fixes {
		if unsafe || fixes.IsSafe(f.Fixes[i].Message) {
			return &f.Fixes[i]
		}
	}
	return nil
}

// A change is what the fixes of a report make of the files.
type change struct {
	old, new map[string][]byte
	applied  int      // fixes in new
	copies   []string // directories that get a copy of the registry
	failures []string // files that cannot be fixed, and why
}

// change applies the fixes that were asked for, in memory.
func (l *linter) change(r *report) (*change, error) {
	c := &change{old: make(map[string][]byte)}
	list, err := l.choose(r.findings)
	if err != nil {
		return nil, err
	}
	bad := make(map[string]error)
	for _, f := range list {
		for _, e := range f.Edits {
			if _, ok := c.old[e.File]; !ok && bad[e.File] == nil {
				text, err := l.read(e.File)
				if err != nil {
					bad[e.File] = err
					continue
				}
				c.old[e.File] = text
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(bad)) {
		c.failures = append(c.failures, fmt.Sprintf("cgolint: cannot fix: %v", bad[name]))
	}
	list = slices.DeleteFunc(list, func(f fixes.Fix) bool {
		return slices.ContainsFunc(f.Edits, func(e fixes.Edit) bool { return bad[e.File] != nil })
	})
	list = l.buildable(c, list)
	result := fixes.Apply(c.old, list)
	c.new = result.Files
	c.copies = l.copiesFor(applied(list, result.Errors))
	l.explain(c, list, result.Errors)
	return c, nil
}

// applied returns the fixes that have no error.
func applied(list []fixes.Fix, errs []error) []fixes.Fix {
	var done []fixes.Fix
	for i, f := range list {
		if errs[i] == nil {
			done = append(done, f)
		}
	}
	return done
}

// choose returns the fixes to apply, in the order of their findings, and says
// which are left out.
func (l *linter) choose(findings []*found) ([]fixes.Fix, error) {
	if !slices.ContainsFunc(findings, func(f *found) bool { return len(f.Fixes) > 0 }) {
		return nil, nil
	}
	main, err := mainPackages(l.opts)
	if err != nil {
		return nil, err
	}
	var list []fixes.Fix
	unsafe, foreign := 0, 0
	for _, f := range findings {
		switch fix := f.fix(l.opts.unsafe); {
		case fix == nil && len(f.Fixes) > 0:
			unsafe++
		case fix == nil:
		case !main[f.Package]:
			foreign++
		default:
			list = append(list, *fix)
		}
	}
	if unsafe > 0 {
		l.note("%s would change behavior: look at what -diff -unsafe shows, and apply with -fix -unsafe", plural(unsafe, "more fix"))
	}
	if foreign > 0 {
		l.note("%s for packages outside the main module: only files of the main module are changed", plural(foreign, "fix"))
	}
	return list, nil
}

// read reads a file that is to be changed.
func (l *linter) read(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if written := info.ModTime(); written.After(l.analysed) && !written.After(time.Now()) {
		return nil, fmt.Errorf("%s was changed while it was analysed; run again", shortPath(name))
	}
	if l.opts.diff {
		return os.ReadFile(name)
	}
	if err := fixes.CheckWritable(name); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}

// explain counts the fixes that were applied and says why others were not.
func (l *linter) explain(c *change, list []fixes.Fix, errs []error) {
	overlap, generated := 0, 0
	for i, err := range errs {
		switch {
		case err == nil:
			c.applied++
		case errors.Is(err, fixes.ErrOverlap):
			overlap++
		case errors.Is(err, fixes.ErrGenerated):
			generated++
		default:
			c.failures = append(c.failures, fmt.Sprintf("cgolint: fix %q of %s: %v\ncgolint: %s",
				list[i].Message, fileOf(list[i]), err, reportBug))
		}
	}
	if overlap > 0 {
		l.note("left out %s overlapping others: run again to apply what still applies", plural(overlap, "fix"))
	}
	if generated > 0 {
		l.note("left out %s in generated files: change what generates them", plural(generated, "fix"))
	}
}

func fileOf(f fixes.Fix) string {
	if len(f.Edits) == 0 {
		return "no file"
	}
	return shortPath(f.Edits[0].File)
}

// fixAll writes the fixes and returns the report of what is left.
func (l *linter) fixAll(r *report) (*report, error) {
	c, err := l.change(r)
	if err != nil {
		return nil, err
	}
	for _, dir := range c.copies {
		if err := registrycopy.Write(dir); err != nil {
			return nil, err
		}
		l.note("wrote a copy of the registry to %s", shortPath(dir))
	}
	if err := fixes.Write(c.old, c.new); err != nil {
		return nil, err
	}
	if len(c.new) > 0 {
		l.homes = nil // there may be copies now
		// What is left has moved, so look again.
		l.note("applied %s in %s", plural(c.applied, "fix"), plural(len(c.new), "file"))
		if r, err = l.lint(); err != nil {
			return nil, err
		}
	}
	r.failures = append(r.failures, c.failures...)
	return r, nil
}

// diffCopy prints the files of a copy of the registry.
func (l *linter) diffCopy(dir string) error {
	files := registrycopy.Files()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.ToSlash(shortPath(filepath.Join(dir, name)))
		if _, err := fmt.Fprint(l.stdout, fixes.Diff("/dev/null", "b/"+path, "", string(files[name]))); err != nil {
			return err
		}
	}
	return nil
}

// diff prints what fixAll would change.
func (l *linter) diff(r *report) int {
	c, err := l.change(r)
	if err != nil {
		return fail(l.stderr, err)
	}
	for _, dir := range c.copies {
		if err := l.diffCopy(dir); err != nil {
			return fail(l.stderr, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.new)) {
		path := filepath.ToSlash(shortPath(name))
		text := fixes.Diff("a/"+path, "b/"+path, string(c.old[name]), string(c.new[name]))
		if _, err := fmt.Fprint(l.stdout, text); err != nil {
			return fail(l.stderr, err)
		}
	}
	r.failures = append(r.failures, c.failures...)
	return l.status(r, len(c.new) > 0 && !l.opts.exitZero)
}
