package cgosource

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
)

// load makes the view of a package that uses cgo.
func (p *Package) load(d parts) {
	r := &resolver{
		scope:    p.pass.Pkg.Scope(),
		restored: make(map[ast.Expr]ast.Expr),
		imports:  make(map[*ast.ImportSpec]ast.ImportSpec),
	}
	view := make(map[*ast.File]*ast.File) // file of the pass → file of the view
	for _, f := range d.plain {
		view[f] = f
	}
	var cooked []*ast.File
	for _, f := range d.cgo {
		raw, err := p.parseRaw(f)
		if err != nil {
			// The others still need its declarations.
			p.Unread = append(p.Unread, UnreadFile{userFile(p.pass, f), err})
			cooked = append(cooked, f)
			continue
		}
		r.replace(raw)
		view[f] = raw
	}
	p.Files = nil
	for _, f := range p.pass.Files {
		if v := view[f]; v != nil {
			p.Files = append(p.Files, v)
		}
	}
	p.checked = append(slices.Clip(p.Files), cooked...)
	if d.declarations != nil {
		p.checked = append(p.checked, withoutBodies(d.declarations))
	}
	p.check()
	for _, f := range d.cgo {
		if raw := view[f]; raw != nil {
			r.restore(raw, p.Types, p.Info)
			p.addImports(raw)
		}
	}
	r.restoreInitializers(p.Info)
	p.index(r.refs)
}

// withoutBodies returns f with its function bodies left out. What cgo's
// bridges do is nobody's business, and go-gl/gl has 7,000 of them.
func withoutBodies(f *ast.File) *ast.File {
	c := *f
	c.Decls = slices.Clone(f.Decls)
	for i, decl := range c.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			fn := *fn
			fn.Body = nil
			c.Decls[i] = &fn
		}
	}
	return &c
}

// check type-checks the view.
func (p *Package) check() {
	p.Info = gotype.NewInfo()
	conf := types.Config{
		GoVersion: p.pass.Pkg.GoVersion(),
		Importer:  p.importer(),
		Sizes:     p.Sizes,
		Error: func(err error) {
			// A soft error leaves all types as they are. That a variable is
			// not used may be so in the raw file only: some declare
			// _cgoCheckPointer to have cgo's output call that instead.
			if err := err.(types.Error); !err.Soft {
				p.TypeErrors = append(p.TypeErrors, err)
			}
		},
	}
	p.Types, _ = conf.Check(p.pass.Pkg.Path(), p.Fset, p.checked, p.Info) // errors went to conf.Error
}

// importer returns an importer that gives the packages that the pass has
// imported already. What a path means was settled by the driver: inside the
// standard library it may be a vendored package.
func (p *Package) importer() types.Importer {
	imported := map[string]*types.Package{"unsafe": types.Unsafe}
	for _, pkg := range p.pass.Pkg.Imports() {
		imported[pkg.Path()] = pkg
	}
	for _, f := range p.pass.Files {
		for _, spec := range f.Imports {
			if name := p.pass.TypesInfo.PkgNameOf(spec); name != nil {
				if path, err := strconv.Unquote(spec.Path.Value); err == nil && path != "C" {
					imported[path] = name.Imported()
				}
			}
		}
	}
	return gotype.Importer(func(path string) (*types.Package, error) {
		if pkg := imported[path]; pkg != nil {
			return pkg, nil
		}
		return nil, fmt.Errorf("package %q is not among the imports of the package as it was loaded", path)
	})
}

// ssaOfView builds the SSA form of the view.
func (p *Package) ssaOfView() (pkg *ssa.Package, err error) {
	if len(p.TypeErrors) > 0 {
		return nil, fmt.Errorf("%s has type errors: %w", p.Types.Path(), p.TypeErrors[0])
	}
	if len(p.pass.TypeErrors) > 0 {
		return nil, fmt.Errorf("%s has type errors: %w", p.Types.Path(), p.pass.TypeErrors[0])
	}
	defer func() {
		if r := recover(); r != nil {
			pkg, err = nil, fmt.Errorf("building SSA of %s: %v", p.Types.Path(), r)
		}
	}()
	prog := ssa.NewProgram(p.Fset, ssa.GlobalDebug)
	for _, imported := range p.Types.Imports() {
		prog.CreatePackage(imported, nil, nil, true)
	}
	pkg = prog.CreatePackage(p.Types, p.checked, p.Info, false)
	pkg.Build()
	return pkg, nil
}
