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

	"github.com/cgolint/cgolint/internal/buildcontext"
	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/outside"
	"github.com/cgolint/cgolint/internal/preamble"
)

// Sources completes an Input whose Dir and Build are set with what the go
// command would compile: .c files that the build constraints allow, and
// compiler flags, of the environment and of #cgo lines. It says what went
// wrong and goes on without that.
func (in *Input) Sources(ctx context.Context, env *ccompiler.Environment) error {
	pkg, err := in.importDir()
	if pkg == nil {
		return err
	}
	var problems []error
	files := sources(pkg)
	if len(in.OpenTags) > 0 {
		if files, err = in.settled(pkg); err != nil {
			in.Refused = err
			return nil
		}
	}
	for _, name := range files {
		in.Files = append(in.Files, filepath.Join(in.Dir, name))
	}
	in.Flags = append(in.Flags, env.Flags()...)
	in.Flags = append(in.Flags, flags(pkg)...)
	for _, name := range pkg.CgoPkgConfig {
		if in.Opened != nil {
			in.Opened(outside.PkgConfig(name))
		}
		flags, err := env.PkgConfig(ctx, []string{name})
		if err != nil {
			problems = append(problems, err)
		}
		in.Flags = append(in.Flags, flags...)
	}
	return errors.Join(problems...)
}

// sources are the files with C and its like that are compiled.
func sources(pkg *build.Package) []string { return slices.Concat(pkg.CFiles, pkg.CXXFiles, pkg.MFiles) }

func flags(pkg *build.Package) []string { return slices.Concat(pkg.CgoCPPFLAGS, pkg.CgoCFLAGS) }

// settled returns the files that are compiled whichever of the tags are set of
// which that is not known; the others count as unread. It fails if the flags
// depend on these tags, and with them what each file says.
func (in *Input) settled(pkg *build.Package) ([]string, error) {
	open := "it depends on the build tags " + strings.Join(in.OpenTags, ", ") + ", of which the tool is not told: run cgolint itself, or set them by GOFLAGS=-tags="
	if len(in.OpenTags) > 4 {
		return nil, errors.New(open)
	}
	files, all := sources(pkg), sources(pkg)
	for set := 1; set < 1<<len(in.OpenTags); set++ {
		ctx := *in.Build
		for i, tag := range in.OpenTags {
			if set&(1<<i) != 0 {
				ctx.BuildTags = append(slices.Clip(ctx.BuildTags), tag)
			}
		}
		other, _ := ctx.ImportDir(in.Dir, 0) // an error leaves less of it
		if other == nil || !slices.Equal(flags(pkg), flags(other)) || !slices.Equal(pkg.CgoPkgConfig, other.CgoPkgConfig) {
			return nil, errors.New(open)
		}
		files = slices.DeleteFunc(files, func(name string) bool { return !slices.Contains(sources(other), name) })
		all = append(all, sources(other)...)
	}
	slices.Sort(all)
	for _, name := range slices.Compact(all) {
		if !slices.Contains(files, name) {
			in.Unsettled = append(in.Unsettled, Unread{Name: filepath.Join(in.Dir, name), Err: errors.New(open)})
		}
	}
	return files, nil
}

// importDir asks go/build for the package, which reads #cgo lines and build
// constraints. An error that leaves a usable answer, as of a missing Go file,
// is none.
func (in *Input) importDir() (*build.Package, error) {
	pkg, err := in.Build.ImportDir(in.Dir, 0)
	if pkg == nil || len(pkg.CgoFiles) == 0 && err != nil {
		return nil, err
	}
	return pkg, nil
}

// FromDir makes an Input from a directory alone, for the platform of the
// environment, with the syntax of its Go files and no types. It is for use
// without go/analysis.
func FromDir(ctx context.Context, dir string, compiler *ccompiler.Compiler, env *ccompiler.Environment) (*Input, error) {
	in := &Input{Dir: dir, Build: buildcontext.New(env.Get, nil), Compiler: compiler}
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
	p := Preamble{File: fset.File(f.FileStart).Name(), Parts: blocks(fset, f, src)}
	for _, decl := range f.Decls {
		if decl, ok := decl.(*ast.FuncDecl); ok {
			if name := exportedName(decl); name != "" {
				in.Exports = append(in.Exports, Prototype(name, decl, nil))
				p.Exports = true
			}
		}
	}
	in.Preambles = append(in.Preambles, p)
}

// blocks returns the C text of the imports of "C" that a file has.
func blocks(fset *token.FileSet, f *ast.File, src []byte) []TextBlock {
	var all []TextBlock
	preamble.Imports(f, func(_ *ast.ImportSpec, doc *ast.CommentGroup) {
		if doc == nil {
			return
		}
		var spans []preamble.Span
		for _, c := range doc.List {
			spans = append(spans, preamble.Span{Start: int(c.Pos() - f.FileStart), End: int(c.End() - f.FileStart)})
		}
		all = append(all, TextBlock{preamble.Extract(src, spans).WithoutDirectives(), fset.Position(doc.Pos()).Line})
	})
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
