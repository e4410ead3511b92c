package unitchecker

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// A Config is the go command's description of a package that its tool is to
// analyse; see vetConfig in cmd/go/internal/work.
type Config struct {
	ID            string            // as "p" or "p [p.test]"
	ImportPath    string            //
	Dir           string            // where the package's files are
	GoVersion     string            // the oldest that the module works with, as "go1.26.0"
	GoFiles       []string          // absolute; of cgo files, what cgo made of them
	NonGoFiles    []string          // absolute
	IgnoredFiles  []string          // absolute; left out by build constraints
	ModulePath    string            //
	ModuleVersion string            // "" for the main module
	Module        *Module           // what Go 1.27 says in place of the two above
	ImportMap     map[string]string // from the path in an import to that of the package
	PackageFile   map[string]string // export data of the imported packages, by path
	PackageVetx   map[string]string // facts of the imported packages, by path
	VetxOnly      bool              // only the facts are asked for
	VetxOutput    string            // where to write the facts
	Stdout        string            // where to write findings
	FixArchive    string            // where to write files that were fixed
}

// A Module is the module of a package.
type Module struct {
	Path, Version, GoVersion string
	Main                     bool
}

// ReadConfig reads a description. What only newer go commands say is said as
// older ones do.
func ReadConfig(file string) (*Config, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	c := new(Config)
	if err := json.Unmarshal(data, c); err != nil {
		return nil, fmt.Errorf("%s: not a description of a package: %w", file, err)
	}
	if m := c.Module; m != nil {
		c.ModulePath, c.ModuleVersion = m.Path, m.Version
	}
	return c, nil
}

// UsesCgo reports whether files of the package are output of cgo.
func (c *Config) UsesCgo() bool {
	return slices.ContainsFunc(c.GoFiles, func(name string) bool { return filepath.Base(name) == "_cgo_gotypes.go" })
}
