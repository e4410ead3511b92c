package config

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/selection"
	"github.com/cgolint/cgolint/internal/workspace"
)

// Of returns the configuration for the packages in dir: that of the file beside
// their go.mod, or else of the nearest file above, or an empty one. Files in
// the folders from the module's root down to dir add to it. An error names the
// file, and the line where it can.
func Of(dir string) (*Config, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root := ModuleRoot(dir)
	c, err := ofModule(root)
	if err != nil {
		return nil, err
	}
	var nested []string
	for ; dir != root; dir = filepath.Dir(dir) {
		nested = append(nested, dir)
	}
	slices.Reverse(nested)
	for _, folder := range nested {
		if err := c.addNested(folder); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// OfModule returns the configuration for all packages of the module that dir
// is in.
func OfModule(dir string) (*Config, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root := ModuleRoot(dir)
	c, err := ofModule(root)
	if err != nil || !workspace.IsModuleRoot(root) {
		return c, err
	}
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // what cannot be read has no packages either
		case d.IsDir() && name != root && (isNoPackage(d.Name()) || workspace.IsModuleRoot(name)):
			return filepath.SkipDir
		case !d.IsDir() && (d.Name() == Name || d.Name() == OtherName) && filepath.Dir(name) != root:
			return c.addNested(filepath.Dir(name))
		}
		return nil
	})
	return c, err
}

// isNoPackage reports whether a folder of that name has no packages that a
// pattern matches.
func isNoPackage(name string) bool {
	return name == "testdata" || name == "vendor" || name == "node_modules" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}

// ofModule returns the configuration for a module, given its root, without
// that of its folders.
func ofModule(root string) (*Config, error) {
	for dir := root; ; dir = filepath.Dir(dir) {
		name, text, err := find(dir)
		if err != nil {
			return nil, err
		}
		if name != "" {
			return read(name, text)
		}
		if dir == filepath.Dir(dir) {
			return &Config{Settings: selection.Settings{Base: root}}, nil
		}
	}
}

// ModuleRoot returns the nearest directory from dir upwards that has a go.mod,
// or dir itself.
func ModuleRoot(dir string) string { return cmp.Or(workspace.ModuleRoot(dir), dir) }

// addNested adds what the file in a folder of the module says, if there is
// one. It is as if the file above it said so of the folder and of all below.
func (c *Config) addNested(folder string) error {
	name, text, err := find(folder)
	if err != nil || name == "" || slices.Contains(c.nested, name) {
		return err
	}
	nested, err := read(name, text)
	if err != nil {
		return err
	}
	s := nested.Settings
	if len(s.Flags) > 0 || s.Contracts != "" || s.Generated != "" {
		return fmt.Errorf("%s: flags, contracts and generated are for the whole module: set them in the file in the folder of go.mod", name)
	}
	rel, err := filepath.Rel(c.Settings.Base, folder)
	if err != nil {
		return err
	}
	if c.Settings.Paths == nil {
		c.Settings.Paths = make(map[string]selection.PathSettings)
	}
	rel = filepath.ToSlash(rel)
	if err := c.addPath(rel+"/...", selection.PathSettings{Enable: s.Enable, Disable: s.Disable, Confidence: s.Confidence, Anew: true, File: name}); err != nil {
		return err
	}
	for pattern, own := range s.Paths {
		own.File = name
		if err := c.addPath(path.Join(rel, pattern), own); err != nil {
			return err
		}
	}
	h := sha256.New()
	h.Write(c.digest[:])
	fmt.Fprintf(h, "%q %q", name, text)
	c.digest = [sha256.Size]byte(h.Sum(nil))
	c.nested = append(c.nested, name)
	return nil
}

// addPath adds settings of a folder, of which no other file may say something.
func (c *Config) addPath(pattern string, s selection.PathSettings) error {
	if other, ok := c.Settings.Paths[pattern]; ok {
		return fmt.Errorf("%s and %s both say something of %s: say it in one of them", s.File, cmp.Or(other.File, c.File), pattern)
	}
	c.Settings.Paths[pattern] = s
	return nil
}
