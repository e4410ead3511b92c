// Package workspace finds the module and the workspace that a directory is in,
// and the directories of modules that their files name.
package workspace

import (
	"os"
	"path/filepath"

	"golang.org/x/mod/modfile"
)

// File returns the name of the go.work file that is in force in an absolute
// directory, as GOWORK or one above says, or "".
func File(dir string) string {
	switch name := os.Getenv("GOWORK"); name {
	case "":
	case "off":
		return ""
	default:
		return name
	}
	if root := nearest(dir, "go.work"); root != "" {
		return filepath.Join(root, "go.work")
	}
	return ""
}

// ModuleRoot returns the nearest directory from dir upwards that has a go.mod
// file, or "".
func ModuleRoot(dir string) string { return nearest(dir, "go.mod") }

// IsModuleRoot reports whether a directory has a go.mod file.
func IsModuleRoot(dir string) bool { return isFile(filepath.Join(dir, "go.mod")) }

// nearest returns the nearest directory from dir upwards that has a file of a
// name, or "".
func nearest(dir, name string) string {
	for {
		if isFile(filepath.Join(dir, name)) {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// Read reads a go.work file. It returns nil for a missing or malformed file,
// which the go command reports.
func Read(name string) *modfile.WorkFile {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	work, err := modfile.ParseWork(name, text, nil)
	if err != nil {
		return nil
	}
	return work
}

// Roots returns the root directories of the modules of a workspace.
func Roots(work *modfile.WorkFile) (roots []string) {
	for _, use := range work.Use {
		roots = append(roots, absolute(work.Syntax.Name, use.Path))
	}
	return roots
}

// Replaced returns the directories that the replace directives of a go.mod or
// go.work file put in place of modules. name is the file's, list its
// directives.
func Replaced(name string, list []*modfile.Replace) (dirs []string) {
	for _, r := range list {
		if r.New.Version == "" {
			dirs = append(dirs, absolute(name, r.New.Path))
		}
	}
	return dirs
}

// absolute returns the directory that a path in a file means.
func absolute(file, path string) string {
	dir := filepath.FromSlash(path)
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(filepath.Dir(file), dir)
	}
	return filepath.Clean(dir)
}
