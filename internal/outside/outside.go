// Package outside knows the files outside of packages that results depend on,
// such as a header in a folder beside the package, and what pkg-config answers.
// The go command stores results by the files of the package alone. But it asks
// its tool for an ID, of which the state of the other files can be a part.
package outside

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cgolint/cgolint/internal/workspace"
)

// A Record is a file that says how other files were when a result first
// depended on them. It only grows, up to a limit, and any number of processes
// may add to it at the same time.
type Record struct{ name string }

// In returns the record in a directory, which should be that of the results.
// There is none if the directory is "".
func In(dir string) *Record {
	if dir == "" {
		return nil
	}
	return &Record{filepath.Join(dir, "cgolint", "outside")}
}

// limit is the size above which the record begins anew. All results are then
// taken for outdated.
const limit = 16 << 20

// A key is a file, and the module root for whose results it matters; "" for
// those of all.
type key struct{ root, name string }

// Note adds files on which a result for a module root depends, which was
// begun at a time.
func (r *Record) Note(root string, names []string, begun time.Time) error {
	if r == nil || len(names) == 0 {
		return nil
	}
	known := make(map[string]bool)
	for _, n := range r.read(func(other string) bool { return other == root }) {
		known[n.name] = true
	}
	var lines bytes.Buffer
	for _, name := range names {
		if known[name] {
			continue
		}
		s := stateOf(name)
		if !s.settled(begun) {
			// It may have been another when it was read.
			s = state{hash: rand.Text()}
		}
		fmt.Fprintf(&lines, "%s\t%d\t%d\t%q\t%q\n", s.hash, s.size, s.time, root, name)
	}
	if lines.Len() == 0 {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(r.name), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(r.name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(lines.Bytes())
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// pkgConfig begins names that stand for answers of pkg-config.
const pkgConfig = "pkg-config:"

// PkgConfig returns the name by which [Record.Note] knows the compiler flags
// that pkg-config prints for one of its packages.
func PkgConfig(pkg string) string { return pkgConfig + pkg }

// Digest identifies how the files have changed that matter to the results of a
// module root. It is empty if all are as they were.
func (r *Record) Digest(root string) []byte {
	if r == nil {
		return nil
	}
	if info, err := os.Stat(r.name); err == nil && info.Size() > limit {
		_ = os.WriteFile(r.name, fmt.Appendf(nil, "%s\t0\t0\t%q\t%q\n", rand.Text(), "", os.DevNull), 0o666)
	}
	h := sha256.New()
	changed := false
	for _, n := range r.read(func(noted string) bool { return concerns(noted, root) }) {
		if n.hasChanged(h) {
			changed = true
		}
	}
	if !changed {
		return nil
	}
	return h.Sum(nil)
}

// Files returns the files that matter to the results of modules, given their
// roots, or to those of others that they may import.
func (r *Record) Files(roots []string) []string {
	if r == nil || len(roots) == 0 {
		return nil
	}
	matters := func(noted string) bool {
		return noted == "" || slices.ContainsFunc(roots, func(root string) bool { return root != "" && concerns(noted, root) })
	}
	var names []string
	for _, n := range r.read(matters) {
		if filepath.IsAbs(n.name) {
			names = append(names, n.name)
		}
	}
	return names
}

// concerns reports whether what was noted for one root matters to another:
// one may be a module in a folder of the other.
func concerns(noted, root string) bool {
	return noted == "" || root == "" || within(noted, root) || within(root, noted)
}

func within(dir, root string) bool {
	return dir == root || strings.HasPrefix(dir, strings.TrimSuffix(root, string(filepath.Separator))+string(filepath.Separator))
}

// RootOf returns the root of the module that a directory is in. It is "" in a
// workspace: what matters to one of its modules may matter to all.
func RootOf(dir string) string {
	if workspace.File(dir) != "" {
		return ""
	}
	return workspace.ModuleRoot(dir)
}

// read returns the files of the record that were noted for module roots that
// match, in their order. Of a file that was noted more than once for a root,
// the first counts. Most lines are those of other modules: they are passed
// over before they are parsed.
func (r *Record) read(match func(root string) bool) []noted {
	text, err := os.ReadFile(r.name)
	if err != nil {
		return nil
	}
	var all []noted
	known := make(map[key]bool)
	matches := make(map[string]bool) // by quoted roots
	for line := range bytes.Lines(text) {
		quoted := quotedRoot(line)
		is, ok := matches[string(quoted)]
		if !ok {
			root, err := strconv.Unquote(string(quoted))
			is = err == nil && match(root)
			matches[string(quoted)] = is
		}
		if !is {
			continue
		}
		if n, ok := parse(strings.TrimSuffix(string(line), "\n")); ok && !known[n.key] {
			known[n.key] = true
			all = append(all, n)
		}
	}
	return all
}
