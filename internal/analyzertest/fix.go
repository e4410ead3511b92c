package analyzertest

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/cgolint/cgolint/internal/fixes"
)

// checkFixes holds what the fixes of each package make of its files against
// the golden files, builds and tests what they make, and analyses it again.
func checkFixes(t testing.TB, src string, a *analysis.Analyzer, results []result) {
	t.Helper()
	var rounds []round
	for _, r := range results {
		goldens := readGoldens(t, r)
		byMessage := fixesByMessage(r, goldens.sectioned)
		for i, message := range slices.Sorted(maps.Keys(byMessage)) {
			changed := apply(t, r, byMessage[message])
			for _, name := range slices.Sorted(maps.Keys(changed)) {
				goldens.check(t, name, message, changed[name])
			}
			if i == len(rounds) {
				rounds = append(rounds, round{message: make(map[string]string), changed: make(map[string][]byte)})
			}
			rounds[i].message[r.pkg.PkgPath] = message
			maps.Copy(rounds[i].changed, changed)
		}
		goldens.reportUnread(t)
	}
	for _, round := range rounds {
		round.check(t, src, a)
	}
}

// fixesByMessage returns the fixes of a package by message, or all of them
// under "" when the golden files are not told apart by message. Of several
// fixes of a diagnostic those after the first are alternatives, which only
// golden files by message can be about.
func fixesByMessage(r result, sectioned bool) map[string][]fixes.Fix {
	byMessage := make(map[string][]fixes.Fix)
	for _, d := range r.diagnostics {
		for i, f := range d.fixes {
			if i > 0 && !sectioned {
				break
			}
			key := f.message
			if !sectioned {
				key = ""
			}
			byMessage[key] = append(byMessage[key], f.toFix())
		}
	}
	return byMessage
}

// apply returns the files that the fixes change, all of which must apply.
func apply(t testing.TB, r result, list []fixes.Fix) map[string][]byte {
	t.Helper()
	sources, err := fixes.Read(list)
	if err != nil {
		t.Fatalf("%s: %v", r.pkg.PkgPath, err)
	}
	done := fixes.Apply(sources, list)
	for i, err := range done.Errors {
		if err != nil {
			t.Errorf("%s: fix %q does not apply: %v", r.pkg.PkgPath, list[i].Message, err)
		}
	}
	return done.Files
}

// goldens are the golden files of a package.
type goldens struct {
	sectioned bool
	text      map[golden][]byte
	read      map[golden]bool
}

// A golden is one expected form of a file: the one after the fixes with a
// message, or after all when the message is empty.
type golden struct{ file, message string }

func readGoldens(t testing.TB, r result) *goldens {
	t.Helper()
	g := &goldens{text: make(map[golden][]byte), read: make(map[golden]bool)}
	names, err := filepath.Glob(filepath.Join(r.pkg.Dir, "*.golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file := strings.TrimSuffix(name, ".golden")
		archive := txtar.Parse(src)
		for _, section := range archive.Files {
			g.text[golden{file, section.Name}] = section.Data
			g.sectioned = true
		}
		if len(archive.Files) == 0 {
			g.text[golden{file, ""}] = src
		}
	}
	return g
}

func (g *goldens) check(t testing.TB, file, message string, got []byte) {
	t.Helper()
	key := golden{file, message}
	want, ok := g.text[key]
	g.read[key] = true
	switch {
	case !ok && message == "":
		t.Errorf("fixes change %s, which has no golden file; they make it\n%s", file, got)
	case !ok:
		t.Errorf("fix %q changes %s, whose golden file has no section of that name; it makes\n%s", message, file, got)
	case !bytes.Equal(bytes.TrimRight(want, "\n"), bytes.TrimRight(got, "\n")):
		t.Errorf("fix %q makes of %s\n%s\nwant\n%s", message, file, got, want)
	}
}

// reportUnread reports the golden files and sections that no fix came to.
func (g *goldens) reportUnread(t testing.TB) {
	t.Helper()
	for key := range g.text {
		if g.read[key] {
			continue
		}
		if key.message == "" {
			t.Errorf("%s.golden is there, but no fix changes the file", key.file)
		} else {
			t.Errorf("%s.golden has a section %q, but no fix with this message changes the file", key.file, key.message)
		}
	}
}

// A round is one set of fixes for each of several packages, which are built,
// tested and analysed together: a go command takes longer to start than to
// look at one package more.
type round struct {
	message map[string]string // by the package's path; "" when all its fixes are made
	changed map[string][]byte // files by name
}

// check builds and tests the packages in a copy of their module, and analyses
// them again: the same fix must not be offered twice.
func (r round) check(t testing.TB, src string, a *analysis.Analyzer) {
	t.Helper()
	paths := slices.Sorted(maps.Keys(r.message))
	dir := r.folder(t, src, paths)
	copyModule(t, src, dir, r.changed)
	for _, command := range []string{"build", "test"} {
		cmd := exec.Command("go", append([]string{command}, paths...)...)
		cmd.Dir, cmd.Env = dir, environ()
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("after the fixes %q: go %s: %v\n%s", r.message, command, err, out)
			return
		}
	}
	for _, again := range analyze(t, a, Load(t, dir, paths...)) {
		message := r.message[again.pkg.PkgPath]
		for _, d := range again.diagnostics {
			for _, f := range d.fixes {
				if message == "" || f.message == message {
					t.Errorf("%s after fix %q: the fix is offered again: %v", again.pkg.PkgPath, message, d)
				}
			}
		}
	}
}

// folder makes a folder for a copy of the module in src. Its name is the same in
// each run of a test, because the go command keeps what it has built of cgo
// packages by their folders. When another run is at work there, or has left it
// behind, the name is new.
func (r round) folder(t testing.TB, src string, paths []string) string {
	t.Helper()
	h := fnv.New64a()
	fmt.Fprintln(h, src)
	for _, path := range paths {
		fmt.Fprintln(h, path, r.message[path])
	}
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("cgolint-fixed-%x", h.Sum64()))
	if os.Mkdir(dir, 0o777) != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// copyModule copies the module in src to dir, with some files changed.
func copyModule(t testing.TB, src, dir string, changed map[string][]byte) {
	t.Helper()
	err := os.CopyFS(dir, os.DirFS(src))
	for name, text := range changed {
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, strings.TrimPrefix(name, src)), text, 0o666)
		}
	}
	// What the module replaces stands at the same place as before.
	mod := filepath.Join(dir, "go.mod")
	text, readErr := os.ReadFile(mod)
	if err == nil && readErr == nil {
		root := filepath.Dir(filepath.Dir(src)) + string(filepath.Separator)
		err = os.WriteFile(mod, bytes.ReplaceAll(text, []byte("=> ../../"), []byte("=> "+root)), 0o666)
	}
	if err != nil || readErr != nil {
		t.Fatal(err, readErr)
	}
}
