package cgosource

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// An Export is a Go function that C may call, by a comment //export Name.
type Export struct {
	Name    string // by which C knows it
	Decl    *ast.FuncDecl
	Func    *types.Func // nil when it has no type
	Comment *ast.Comment
}

// Exports returns the exported functions of Files, in source order. cgo
// looks for the comment in files that import "C" only (cmd/cgo's
// File.saveExport); in others it is nothing.
func (p *Package) Exports() []Export { return p.exports }

// Export returns the export of a function of the package, or nil.
func (p *Package) Export(fn types.Object) *Export {
	if i, ok := p.exportOf[fn]; ok {
		return &p.exports[i]
	}
	return nil
}

// ExportNamed returns the export that C knows by a name, or nil.
func (p *Package) ExportNamed(name string) *Export {
	i := slices.IndexFunc(p.exports, func(e Export) bool { return e.Name == name })
	if i < 0 {
		return nil
	}
	return &p.exports[i]
}

func (p *Package) findExports() {
	p.exportOf = make(map[types.Object]int)
	for _, f := range p.Files {
		if !importsC(f) {
			continue
		}
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Doc == nil {
				continue
			}
			for _, c := range fn.Doc.List {
				name, ok := strings.CutPrefix(c.Text, "//export ")
				if !ok {
					continue
				}
				obj, _ := p.Info.Defs[fn.Name].(*types.Func)
				if obj != nil {
					p.exportOf[obj] = len(p.exports)
				}
				p.exports = append(p.exports, Export{strings.TrimSpace(name), fn, obj, c})
				break
			}
		}
	}
}
