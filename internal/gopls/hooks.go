package gopls

import (
	"debug/buildinfo"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"runtime/debug"
	"slices"
)

// checkHooks reports whether gopls' package settings, in dir, still has what
// the added file uses: the variable AllAnalyzers, and the type Analyzer with
// the fields analyzer, severity and nonDefault.
func checkHooks(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	found := make(map[string]bool)
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			if decl, ok := decl.(*ast.GenDecl); ok {
				addHooks(found, decl)
			}
		}
	}
	for _, hook := range []string{"AllAnalyzers", "Analyzer.analyzer", "Analyzer.severity", "Analyzer.nonDefault"} {
		if !found[hook] {
			return fmt.Errorf("its package internal/settings has no %s any more", hook)
		}
	}
	return nil
}

// addHooks adds the variables and the fields of structs that decl declares.
func addHooks(found map[string]bool, decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			for _, id := range spec.Names {
				found[id.Name] = decl.Tok == token.VAR
			}
		case *ast.TypeSpec:
			t, ok := spec.Type.(*ast.StructType)
			if !ok {
				continue
			}
			for _, field := range t.Fields.List {
				for _, id := range field.Names {
					found[spec.Name.Name+"."+id.Name] = true
				}
			}
		}
	}
}

// ErrWithout says that a gopls has no checks of cgolint.
var ErrWithout = errors.New("has no checks of cgolint: build one that has, by cgolint gopls build")

// Check returns the versions of gopls and cgolint that a program was built
// from. The error is [ErrWithout] for a gopls without cgolint.
func Check(program string) (gopls, cgolint string, err error) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return "", "", err
	}
	if info.Path != goplsModule {
		return "", "", fmt.Errorf("%s is no gopls but %s", program, info.Path)
	}
	gopls, _ = moduleVersion(info, goplsModule)
	cgolint, ok := moduleVersion(info, ownModule)
	if !ok {
		return gopls, "", ErrWithout
	}
	return gopls, cgolint, nil
}

func moduleVersion(info *debug.BuildInfo, path string) (version string, ok bool) {
	modules := append(slices.Clone(info.Deps), &info.Main)
	i := slices.IndexFunc(modules, func(m *debug.Module) bool { return m.Path == path })
	if i < 0 {
		return "unknown", false
	}
	m := modules[i]
	if m.Replace != nil && m.Version == "v0.0.0" {
		return "(devel)", true
	}
	return m.Version, true
}
