package cfront

import (
	"context"
	"errors"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/preamble"
)

// Sources completes an Input of which Dir, GOOS and GOARCH are set with what
// the go command would compile: .c files that the build constraints allow,
// and compiler flags, of the environment and of #cgo lines. It says what went
// wrong and goes on without that.
func (in *Input) Sources(ctx context.Context, env *ccompiler.Environment) error {
	pkg, err := in.importDir()
	if pkg == nil {
		return err
	}
	var problems []error
	for _, name := range slices.Concat(pkg.CFiles, pkg.CXXFiles, pkg.MFiles) {
		in.Files = append(in.Files, filepath.Join(in.Dir, name))
	}
	in.Flags = append(in.Flags, env.Flags()...)
	in.Flags = append(in.Flags, pkg.CgoCPPFLAGS...)
	in.Flags = append(in.Flags, pkg.CgoCFLAGS...)
	for _, name := range pkg.CgoPkgConfig {
		flags, err := env.PkgConfig(ctx, []string{name})
		if err != nil {
			problems = append(problems, err)
		}
		in.Flags = append(in.Flags, flags...)
	}
	return errors.Join(problems...)
}

// importDir asks go/build for the package, which reads #cgo lines and build
// constraints. An error that leaves a usable answer, as of a missing Go file,
// is none.
func (in *Input) importDir() (*build.Package, error) {
	ctx := build.Default
	ctx.GOOS, ctx.GOARCH, ctx.CgoEnabled = in.GOOS, in.GOARCH, true
	pkg, err := ctx.ImportDir(in.Dir, 0)
	if pkg == nil || len(pkg.CgoFiles) == 0 && err != nil {
		return nil, err
	}
	return pkg, nil
}

// FromDir makes an Input from a directory alone, with the syntax of its Go
// files and no types. It is for use without go/analysis.
func FromDir(ctx context.Context, dir, goos, goarch string, compiler *ccompiler.Compiler, env *ccompiler.Environment) (*Input, error) {
	in := &Input{Dir: dir, GOOS: goos, GOARCH: goarch, Compiler: compiler}
	pkg, err := in.importDir()
	if pkg == nil {
		return nil, err
	}
	fset := token.NewFileSet()
	for _, name := range pkg.CgoFiles {
		name = filepath.Join(dir, name)
		src, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		f, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		in.addFile(fset, f, src)
	}
	return in, in.Sources(ctx, env)
}

func (in *Input) addFile(fset *token.FileSet, f *ast.File, src []byte) {
	p := Preamble{File: fset.File(f.FileStart).Name()}
	for _, decl := range f.Decls {
		switch decl := decl.(type) {
		case *ast.GenDecl:
			p.Parts = append(p.Parts, blocks(fset, f, decl, src)...)
		case *ast.FuncDecl:
			if name := exportedName(decl); name != "" {
				in.Exports = append(in.Exports, Prototype(name, decl, nil))
				p.Exports = true
			}
		}
	}
	in.Preambles = append(in.Preambles, p)
}

// blocks returns the C text of the imports of "C" that decl has.
func blocks(fset *token.FileSet, f *ast.File, decl *ast.GenDecl, src []byte) []TextBlock {
	var all []TextBlock
	for _, spec := range decl.Specs {
		spec, ok := spec.(*ast.ImportSpec)
		if !ok || spec.Path.Value != `"C"` {
			continue
		}
		doc := spec.Doc
		if doc == nil && len(decl.Specs) == 1 {
			doc = decl.Doc
		}
		if doc == nil {
			continue
		}
		var spans []preamble.Span
		for _, c := range doc.List {
			spans = append(spans, preamble.Span{Start: int(c.Pos() - f.FileStart), End: int(c.End() - f.FileStart)})
		}
		all = append(all, TextBlock{preamble.Extract(src, spans).WithoutDirectives(), fset.Position(doc.Pos()).Line})
	}
	return all
}

// exportedName returns the C name under which the function is exported, or "".
func exportedName(decl *ast.FuncDecl) string {
	if decl.Doc == nil {
		return ""
	}
	for _, c := range decl.Doc.List {
		if name, ok := strings.CutPrefix(c.Text, "//export "); ok {
			return strings.TrimSpace(name)
		}
	}
	return ""
}
