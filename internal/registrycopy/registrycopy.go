// Package registrycopy has the sources of the run-time library, and puts them
// into a user's module, so that a fix which needs the library adds no
// requirement to it.
package registrycopy

import (
	_ "embed"
	"errors"
	"fmt"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/workspace"
)

// The archive is made from the module registry by go test -update.
//
//go:embed registry.txtar
var archive []byte

// Dir is where a copy is in a module, unless the user wants it elsewhere.
const Dir = "internal/registry"

// notice begins the documentation of a copy.
const notice = "// This is a copy of " + edit.RegistryPath + ", made by cgolint.\n"

// Files returns the files of a copy by their names.
func Files() map[string][]byte {
	files := make(map[string][]byte)
	for _, f := range txtar.Parse(archive).Files {
		files[f.Name] = f.Data
		if f.Name == "doc.go" {
			files[f.Name] = append([]byte(notice+"\n"), f.Data...)
		}
	}
	return files
}

// Write writes a copy into a directory. It refuses to change other files.
func Write(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 && !IsIn(dir) {
		return errors.Join(err, fmt.Errorf("%s is not empty, and no copy of the registry", dir))
	}
	for name, text := range Files() {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// IsIn reports whether a directory has a copy.
func IsIn(dir string) bool {
	text, err := os.ReadFile(filepath.Join(dir, "doc.go"))
	return err == nil && strings.HasPrefix(string(text), notice)
}

// A Module describes the module that a fix changes, as far as the registry is
// concerned.
type Module struct {
	Root, Path string
	Requires   bool // the registry's own module
}

// ModuleOf returns the module that a directory is in, or nil.
func ModuleOf(dir string) *Module {
	root := workspace.ModuleRoot(dir)
	name := filepath.Join(root, "go.mod")
	text, err := os.ReadFile(name)
	if root == "" || err != nil {
		return nil
	}
	f, err := modfile.ParseLax(name, text, nil)
	if err != nil || f.Module == nil {
		return nil
	}
	m := &Module{Root: root, Path: f.Module.Mod.Path}
	m.Requires = m.Path == edit.RegistryPath
	for _, r := range f.Require {
		m.Requires = m.Requires || r.Mod.Path == edit.RegistryPath
	}
	return m
}

// ImportPath returns the path of a copy in a directory of the module, which is
// relative to its root.
func (m *Module) ImportPath(dir string) string { return path.Join(m.Path, filepath.ToSlash(dir)) }

// Provided returns the path by which packages in a directory can already import
// the registry: that of its module, or of a copy. ok is false when neither is
// there.
func Provided(dir string) (path string, ok bool) {
	m := ModuleOf(dir)
	switch {
	case m == nil:
		return "", false
	case m.Requires:
		return edit.RegistryPath, true
	case IsIn(filepath.Join(m.Root, filepath.FromSlash(Dir))):
		return m.ImportPath(Dir), true
	}
	return "", false
}

// Offer returns a fix for a driver that creates no files: it imports the
// registry from where that already is. ok is false when the fix needs the
// registry and there is none.
func Offer(fset *token.FileSet, f analysis.SuggestedFix) (fix analysis.SuggestedFix, ok bool) {
	edits := slices.Clone(f.TextEdits)
	for i, e := range edits {
		file := fset.File(e.Pos)
		if file == nil || !Imports(string(e.NewText)) {
			continue
		}
		path, ok := Provided(filepath.Dir(file.Name()))
		if !ok {
			return f, false
		}
		edits[i].NewText = []byte(Rewrite(string(e.NewText), path))
	}
	f.TextEdits = edits
	return f, true
}

// Imports reports whether the text of an edit imports the registry.
func Imports(text string) bool { return strings.Contains(text, strconv.Quote(edit.RegistryPath)) }

// Rewrite returns the text of an edit that imports the registry by a path.
func Rewrite(text, path string) string {
	return strings.ReplaceAll(text, strconv.Quote(edit.RegistryPath), strconv.Quote(path))
}
