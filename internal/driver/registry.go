package driver

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/fixes"
	"github.com/cgolint/cgolint/internal/registrycopy"
)

// A registryFlag says how fixes that need the run-time library get it: by its
// module, by a copy in a directory of the user's module, or, when both are
// empty, by what is there, and else by a copy.
type registryFlag struct {
	module bool
	copy   string
}

// parseRegistry parses the value of the flag -registry.
func parseRegistry(text string) (registryFlag, error) {
	how, dir, hasDir := strings.Cut(text, ":")
	switch {
	case text == "module":
		return registryFlag{module: true}, nil
	case how == "copy" && !hasDir:
		return registryFlag{copy: registrycopy.Dir}, nil
	case how == "copy" && filepath.IsLocal(dir):
		return registryFlag{copy: filepath.ToSlash(filepath.Clean(dir))}, nil
	}
	return registryFlag{}, fmt.Errorf("%q says not how to get the registry; want module, copy, or copy:DIR with a directory of the module", text)
}

// A registryHome is where the packages of a module import the registry from.
type registryHome struct {
	path string // to import
	dir  string // where a copy is to be made; "" when nothing is
}

// placeRegistry makes the fixes that need the registry import it from where it
// is, or from where a copy will be.
func (l *linter) placeRegistry(r *report) {
	for _, f := range r.findings {
		for i := range f.Fixes {
			l.placeIn(&f.Fixes[i])
		}
	}
}

func (l *linter) placeIn(f *fixes.Fix) {
	made := ""
	for i, e := range f.Edits {
		if !registrycopy.Imports(e.New) {
			continue
		}
		home := l.homeOfRegistry(filepath.Dir(e.File))
		f.Edits[i].New = registrycopy.Rewrite(e.New, home.path)
		if home.dir != "" {
			made = home.dir
		}
	}
	if made != "" {
		f.Message = withCopy(f.Message, shortPath(made))
	}
}

// withCopy says in the message of a fix that it makes a copy.
func withCopy(message, dir string) string {
	const change = " (behavior change)"
	text, ok := strings.CutSuffix(message, change)
	text += ", with a copy of the registry in " + filepath.ToSlash(dir)
	if ok {
		text += change
	}
	return text
}

// homeOfRegistry returns from where packages in a directory import the
// registry.
func (l *linter) homeOfRegistry(dir string) registryHome {
	m := registrycopy.ModuleOf(dir)
	if m == nil || l.opts.registry.module {
		return registryHome{path: edit.RegistryPath}
	}
	if home, ok := l.homes[m.Root]; ok {
		return home
	}
	home := l.opts.findRegistry(m)
	if l.homes == nil {
		l.homes = make(map[string]registryHome)
	}
	l.homes[m.Root] = home
	return home
}

func (o *options) findRegistry(m *registrycopy.Module) registryHome {
	sub := o.registry.copy
	if sub == "" {
		if o.reasonMissing(m.Root, edit.RegistryPath) == "" {
			return registryHome{path: edit.RegistryPath}
		}
		sub = registrycopy.Dir
	}
	home := registryHome{path: m.ImportPath(sub)}
	if dir := filepath.Join(m.Root, filepath.FromSlash(sub)); !registrycopy.IsIn(dir) {
		home.dir = dir
	}
	return home
}

// copiesFor returns the directories in which the fixes need a copy of the
// registry that is not there yet.
func (l *linter) copiesFor(list []fixes.Fix) []string {
	var dirs []string
	for _, f := range list {
		for _, e := range f.Edits {
			home := l.homes[rootOf(e.File)]
			if home.dir != "" && strings.Contains(e.New, `"`+home.path+`"`) && !slices.Contains(dirs, home.dir) {
				dirs = append(dirs, home.dir)
			}
		}
	}
	return dirs
}

func rootOf(file string) string {
	if m := registrycopy.ModuleOf(filepath.Dir(file)); m != nil {
		return m.Root
	}
	return ""
}

// willBe reports whether a package is a copy of the registry that a fix makes.
func (l *linter) willBe(path string) bool {
	for _, home := range l.homes {
		if home.dir != "" && home.path == path {
			return true
		}
	}
	return false
}
