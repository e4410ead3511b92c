package plugin

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/mod/modfile"

	"github.com/cgolint/cgolint/internal/config"
	"github.com/cgolint/cgolint/internal/workspace"
)

// Files by whose content cgo packages differ, but for Go files.
var extensions = []string{
	".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx", ".m", ".inc", ".inl", ".def", ".s", ".S", ".sx",
}

// variables are those of the environment that change what C code means.
var variables = []string{"CC", "CGO_CFLAGS", "CGO_CPPFLAGS", "CPATH", "C_INCLUDE_PATH", "PKG_CONFIG_PATH"}

// digestC returns a digest, in letters and digits, of the C code in the
// modules that dir is working on: its own and those that a replace directive
// or go.work names by a directory; and of a file with contracts, if any.
func digestC(dir, contracts string) (string, error) {
	h := sha256.New()
	for _, name := range variables {
		fmt.Fprintf(h, "%s=%q\n", name, os.Getenv(name))
	}
	if contracts != "" {
		if err := digestFile(h, contracts, "contracts"); err != nil {
			return "", err
		}
	}
	roots, err := moduleDirs(dir)
	if err != nil {
		return "", err
	}
	for _, root := range roots {
		if err := digestDir(h, root); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8]), nil
}

// digestDir adds the C files below root to h, with their names below it.
func digestDir(h hash.Hash, root string) error {
	return filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
			return nil // then the go command does not see it either
		case err != nil:
			return err
		case e.IsDir() && (e.Name() == ".git" || e.Name() == "node_modules"):
			return filepath.SkipDir
		case e.IsDir() || !slices.Contains(extensions, filepath.Ext(name)):
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		return digestFile(h, name, rel)
	})
}

func digestFile(h hash.Hash, name, rel string) error {
	f, err := os.Open(name)
	if err != nil {
		return nil // as above
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return err
	}
	fmt.Fprintf(h, "%q %d\n", rel, info.Size())
	_, err = io.Copy(h, f)
	return err
}

// moduleDirs returns the directories of the modules that dir is working on,
// without those that are inside another; dir alone when it is in no module.
func moduleDirs(dir string) ([]string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root := config.ModuleRoot(dir)
	dirs := append([]string{root}, replaced(filepath.Join(root, "go.mod"))...)
	dirs = append(dirs, used(workspace.File(dir))...)
	slices.Sort(dirs)
	var outer []string
	for _, dir := range dirs {
		if !slices.ContainsFunc(outer, func(o string) bool { return within(o, dir) }) {
			outer = append(outer, dir)
		}
	}
	return outer, nil
}

func within(outer, dir string) bool {
	rel, err := filepath.Rel(outer, dir)
	return err == nil && filepath.IsLocal(rel)
}

// replaced returns the directories that a go.mod file has in place of
// modules. A file that does not parse has none: the go command will say why.
func replaced(name string) []string {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	f, err := modfile.Parse(name, text, nil)
	if err != nil {
		return nil
	}
	return workspace.Replaced(name, f.Replace)
}

// used is replaced for a go.work file, if there is one, and for those that it
// uses.
func used(name string) []string {
	work := workspace.Read(name)
	if work == nil {
		return nil
	}
	dirs := workspace.Replaced(name, work.Replace)
	for _, dir := range workspace.Roots(work) {
		dirs = append(dirs, dir)
		dirs = append(dirs, replaced(filepath.Join(dir, "go.mod"))...)
	}
	return dirs
}
