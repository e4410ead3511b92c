package driver

import (
	"os"
	"path/filepath"

	"golang.org/x/mod/modfile"

	"github.com/cgolint/cgolint/internal/config"
	"github.com/cgolint/cgolint/internal/registrycopy"
	"github.com/cgolint/cgolint/internal/workspace"
)

// deciding are files that say what packages are, wherever above them they are.
var deciding = []string{"go.mod", "go.sum", "go.work", "go.work.sum", filepath.Join("vendor", "modules.txt"), config.Name, config.OtherName}

// addAbove adds what has a say in what is in a directory.
func (d *dependencies) addAbove(dir string) {
	for ; !d.above[dir]; dir = filepath.Dir(dir) {
		d.above[dir] = true
		for _, name := range deciding {
			d.record.File(filepath.Join(dir, name))
		}
	}
}

// addRoot adds what has a say in a module, given its root, beside what is
// above it.
func (d *dependencies) addRoot(root string) {
	d.addAbove(root)
	d.record.File(filepath.Join(root, filepath.FromSlash(registrycopy.Dir), "doc.go"))
	if c, err := config.Of(root); err == nil && c.Settings.Contracts != "" {
		d.record.File(absolute(filepath.Dir(c.File), c.Settings.Contracts))
	}
	name := filepath.Join(root, "go.mod")
	text, err := os.ReadFile(name)
	if err != nil {
		return
	}
	if file, err := modfile.ParseLax(name, text, nil); err == nil {
		d.addReplaced(name, file.Replace)
	}
}

// addReplaced adds the modules in folders that stand for others, also those of
// which no package is imported: they may require what decides for others.
func (d *dependencies) addReplaced(file string, replaced []*modfile.Replace) {
	for _, dir := range workspace.Replaced(file, replaced) {
		d.addAbove(dir)
	}
}

// roots returns the root directories of the main modules.
func (d *dependencies) roots() []string {
	if d.env.GOWORK == "" || d.env.GOWORK == "off" {
		if filepath.Base(d.env.GOMOD) == "go.mod" {
			return []string{filepath.Dir(d.env.GOMOD)}
		}
		return nil
	}
	work := workspace.Read(d.env.GOWORK)
	if work == nil {
		return nil
	}
	d.addReplaced(d.env.GOWORK, work.Replace)
	return workspace.Roots(work)
}

// workspaceRoots returns the root directories of the modules of the workspace that
// a directory is in, or none.
func workspaceRoots(dir string) []string {
	if work := workspace.Read(workspace.File(dir)); work != nil {
		return workspace.Roots(work)
	}
	return nil
}
