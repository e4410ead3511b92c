package driver

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/fixes"
	"github.com/cgolint/cgolint/internal/quoted"
)

// A missing is a package that a fix imports and that the go command does not
// find from a directory: a file there that imports it does not build.
type missing struct {
	dir, path string
	reason    string // what the go command says
}

// buildable returns the fixes without those that import what cannot be
// imported, and says how to make that possible.
func (l *linter) buildable(c *change, list []fixes.Fix) []fixes.Fix {
	reasons := make(map[[2]string]string)
	count := make(map[missing]int)
	list = slices.DeleteFunc(list, func(f fixes.Fix) bool {
		m := l.missingFor(c, f, reasons)
		if m.reason != "" {
			count[m]++
		}
		return m.reason != ""
	})
	for _, m := range slices.SortedFunc(maps.Keys(count), missing.compare) {
		l.note("left out %s that would import %s, which %s does not provide: run %s, then cgolint again",
			plural(count[m], "fix"), m.path, l.opts.modFile(m.dir), l.opts.goGet(m))
	}
	return list
}

func (m missing) compare(other missing) int {
	return cmp.Or(cmp.Compare(m.dir, other.dir), cmp.Compare(m.path, other.path))
}

// missingFor returns the first package that the fix imports and the go
// command does not find; it has no reason if there is none. The reasons found
// are kept by directory and path.
func (l *linter) missingFor(c *change, f fixes.Fix, reasons map[[2]string]string) missing {
	added := fixes.NewImports(c.old, f)
	for _, file := range slices.Sorted(maps.Keys(added)) {
		for _, path := range added[file] {
			if l.willBe(path) {
				continue
			}
			key := [2]string{filepath.Dir(file), path}
			if _, ok := reasons[key]; !ok {
				reasons[key] = l.opts.reasonMissing(key[0], path)
			}
			if reasons[key] != "" {
				return missing{key[0], path, reasons[key]}
			}
		}
	}
	return missing{}
}

// reasonMissing returns why the go command finds no package of that path from
// dir, or "". It asks in a way that changes nothing: with -mod=mod the go
// command would add the requirement, from the network if need be.
func (o *options) reasonMissing(dir, path string) string {
	opts := *o
	flags := []string{find}
	build := listFlags(o.build)
	opts.build = slices.DeleteFunc(slices.Clone(build), func(arg string) bool { return arg == "-mod=mod" })
	if len(opts.build) < len(build) || slices.Contains(quoted.Go(o.goCommand.env(dir, "GOFLAGS")), "-mod=mod") {
		flags = append(flags, "-mod=readonly")
	}
	pkgs, err := listIn(dir, &opts, []string{path}, flags)
	switch {
	case err != nil:
		return err.Error()
	case len(pkgs) != 1:
		return "it is not one package"
	case pkgs[0].Error != nil:
		return pkgs[0].Error.Err
	}
	return ""
}

// goGet returns the commands after which the package can be imported.
func (o *options) goGet(m missing) string {
	goCommand := "go"
	if dir := filepath.Dir(o.modFile(m.dir)); dir != "." {
		goCommand += " -C " + dir
	}
	get := goCommand + " get " + m.path
	switch work := o.goCommand.env(m.dir, "GOWORK"); {
	case !strings.Contains(m.reason, "-mod=vendor"):
		return get
	case work != "" && work != "off":
		return get + " && go work vendor"
	}
	return get + " && " + goCommand + " mod vendor"
}

// modFile returns the go.mod that holds for dir, as it is shown.
func (o *options) modFile(dir string) string {
	if file := o.goCommand.env(dir, "GOMOD"); file != "" {
		return shortPath(file)
	}
	return "go.mod"
}
