package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/build"
	"go/parser"
	"go/token"
	"os/exec"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/cgolint/cgolint/internal/buildcontext"
	"github.com/cgolint/cgolint/internal/rawtypes"
	"github.com/cgolint/cgolint/internal/toolchain"
)

// metadata is what the go command knows of the packages of a directory.
type metadata struct {
	build   *build.Context   // what they are built for
	roots   []*unit          // to analyse
	units   map[string]*unit // by ID: the roots and what they import
	exports map[string]string
	shapes  map[string]shape // of the roots' files when they were loaded, by name
	names   map[string]map[cName]bool
}

// A unit is a package as the go command builds it; a package and its variant
// for tests are two.
type unit struct {
	*packages.Package
	declarations string // cgo's _cgo_gotypes.go, or ""
	imports      map[string]*unit
	root         bool // it is to be analysed, not only for its facts
	changes      bool // it is a root, or imports one
	fromSource   bool // it may have facts
	facts        *facts
	checked      *packages.Package // what was made of it, without trees
}

const listMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles |
	packages.NeedImports | packages.NeedDeps | packages.NeedModule | packages.NeedTypesSizes | packages.NeedForTest

func (s *Session) config(ctx context.Context, dir string, mode packages.LoadMode) *packages.Config {
	c := &packages.Config{Context: ctx, Mode: mode, Dir: dir, Env: s.Env, BuildFlags: s.BuildFlags, Tests: true}
	if s.Unsaved != nil {
		c.Overlay = s.Unsaved()
	}
	return c
}

// load asks the go command.
func (s *Session) load(ctx context.Context, dir string) (*metadata, error) {
	get := s.goEnv(ctx, dir)
	if err := toolchain.Check(get("GOVERSION")); err != nil {
		return nil, err
	}
	m := &metadata{build: buildcontext.New(get, s.BuildFlags), units: make(map[string]*unit), shapes: make(map[string]shape), exports: make(map[string]string)}
	pkgs, err := packages.Load(s.config(ctx, dir, listMode), ".")
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("go list in %s: %w", dir, err)
	}
	for _, pkg := range roots(pkgs) {
		m.roots = append(m.roots, m.unit(pkg))
	}
	if len(m.roots) == 0 {
		return nil, noPackage(dir, pkgs)
	}
	for _, u := range m.roots {
		u.root, u.fromSource = true, true
		for _, name := range u.GoFiles {
			if text, err := s.text(name); err == nil {
				m.shapes[name] = shapeOf(name, text)
			}
		}
	}
	for _, u := range m.units {
		u.changes = u.importsRoot()
	}
	m.names = m.namesByPackage()
	return m, s.loadExports(ctx, dir, m)
}

// goEnv asks the go command for its variables in dir, and returns a function
// that has them. Where that fails, as when there is no go command, they are
// empty: loading says why.
func (s *Session) goEnv(ctx context.Context, dir string) func(name string) string {
	cmd := exec.CommandContext(ctx, "go", "env", "-json", "GOVERSION", "GOOS", "GOARCH", "GOFLAGS", "GOEXPERIMENT")
	cmd.Dir, cmd.Env = dir, s.Env
	var vars map[string]string
	if out, err := cmd.Output(); err != nil || json.Unmarshal(out, &vars) != nil {
		vars = nil
	}
	return func(name string) string { return vars[name] }
}

// noPackage says why there is nothing to analyse.
func noPackage(dir string, pkgs []*packages.Package) error {
	var errs []error
	for _, pkg := range pkgs {
		for _, err := range pkg.Errors {
			errs = append(errs, err)
		}
	}
	if len(errs) == 0 {
		return fmt.Errorf("%s has no Go package", dir)
	}
	return fmt.Errorf("%s: %w", dir, errors.Join(errs...))
}

// roots returns the packages to analyse: of a package with tests of its own,
// the variant with those, as go vet does it.
func roots(pkgs []*packages.Package) []*packages.Package {
	tested := make(map[string]bool)
	for _, pkg := range pkgs {
		if pkg.ForTest == pkg.PkgPath {
			tested[pkg.PkgPath] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(pkgs), func(pkg *packages.Package) bool {
		return len(pkg.GoFiles) == 0 || strings.HasSuffix(pkg.ID, ".test") || pkg.ForTest == "" && tested[pkg.PkgPath]
	})
}

// unit returns the unit of pkg, and makes it with those that it imports.
func (m *metadata) unit(pkg *packages.Package) *unit {
	if u := m.units[pkg.ID]; u != nil {
		return u
	}
	u := &unit{Package: pkg, imports: make(map[string]*unit)}
	m.units[pkg.ID] = u
	for path, imported := range pkg.Imports {
		u.imports[path] = m.unit(imported)
		u.fromSource = u.fromSource || u.imports[path].fromSource
	}
	if pkg.Module == nil && !strings.Contains(pkg.PkgPath, ".") {
		u.fromSource = false // the standard library: its facts are of no interest
		return u
	}
	u.declarations = declarations(pkg)
	u.fromSource = u.fromSource || u.declarations != "" || strings.HasSuffix(pkg.ID, "]")
	return u
}

// importsRoot reports whether u is a root or imports one.
func (u *unit) importsRoot() bool {
	if u.root || !u.fromSource {
		return u.root
	}
	for _, imported := range u.imports {
		if imported.importsRoot() {
			return true
		}
	}
	return false
}

// declarations returns the name of cgo's _cgo_gotypes.go of a package, which
// has no such name in the go command's cache.
func declarations(pkg *packages.Package) string {
	for _, name := range pkg.CompiledGoFiles {
		if slices.Contains(pkg.GoFiles, name) {
			continue
		}
		if f, _ := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly); f != nil && rawtypes.IsDeclarations(f) {
			return name
		}
	}
	return ""
}

// keepDeclarations takes cgo's declarations from an earlier time where there
// are none now, since the C does not compile.
func (m *metadata) keepDeclarations(old *metadata) {
	for id, u := range m.units {
		if before := old.units[id]; before != nil && u.declarations == "" && len(u.Errors) > 0 {
			u.declarations = before.declarations
		}
	}
}

// loadExports finds the export data of the packages that come from it.
func (s *Session) loadExports(ctx context.Context, dir string, m *metadata) error {
	var paths []string
	for _, u := range m.units {
		if !u.fromSource {
			continue
		}
		if u.declarations != "" {
			paths = append(paths, "syscall", "runtime/cgo") // which these import
		}
		for _, imported := range u.imports {
			if !imported.fromSource && imported.PkgPath != "unsafe" {
				paths = append(paths, imported.PkgPath)
			}
		}
	}
	if len(paths) == 0 {
		return nil
	}
	slices.Sort(paths)
	config := s.config(ctx, dir, packages.NeedName|packages.NeedExportFile)
	config.Tests = false
	pkgs, err := packages.Load(config, slices.Compact(paths)...)
	if err != nil {
		return fmt.Errorf("go list in %s: %w", dir, err)
	}
	for _, pkg := range pkgs {
		m.exports[pkg.PkgPath] = pkg.ExportFile
	}
	return nil
}
