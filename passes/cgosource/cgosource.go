package cgosource

import (
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"reflect"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/cgolint/cgolint/internal/settings"
)

// Analyzer computes the view; it reports nothing. Its result is a *[Package].
var Analyzer = &analysis.Analyzer{
	Name:             "cgosource",
	Doc:              "compute the raw view of a package that uses cgo",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/cgosource",
	Requires:         []*analysis.Analyzer{settings.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Package](),
}

// A View is the files of a package as the user wrote them, with their types.
type View struct {
	// Fset is the pass's file set; raw files have been added to it.
	Fset *token.FileSet

	// Files are the files the user wrote: raw files for those that import
	// "C", and the pass's own for the others, in the pass's order.
	Files []*ast.File

	// Types and Info describe Files. In a package that uses cgo, Types is
	// not pass.Pkg, and their objects differ; objects of imported packages
	// are the same.
	Types *types.Package
	Info  *types.Info
	Sizes types.Sizes

	generated func() map[*ast.File]bool
}

// A Package is the raw view of one package. It is shared by all analyzers
// of a run and must not be modified.
type Package struct {
	View
	names

	// Unread lists the cgo files that the view lacks.
	Unread []UnreadFile

	// TypeErrors are the errors of type-checking the view, in a package
	// that uses cgo.
	TypeErrors []types.Error

	pass     *analysis.Pass
	settings *settings.Config
	cgo      bool
	checked  []*ast.File // what Types was made from: Files and cgo's declarations
	imports  []cImport
	sources  map[*ast.File][]byte
	exports  []Export
	exportOf map[types.Object]int // index in exports

	suppressions suppressions
	cfiles       cfiles

	inspect   func() *inspector.Inspector
	buildSSA  func() (*ssa.Package, error)
	functions func() []*ssa.Function
	preambles func() []*Preamble
}

// An UnreadFile is a cgo file whose raw text could not be read: a generator may
// have made and removed it, or it lacks permissions.
type UnreadFile struct {
	Name string // of the raw file, as cgo names it
	Err  error
}

func run(pass *analysis.Pass) (any, error) {
	p := &Package{
		View: View{Fset: pass.Fset, Files: pass.Files, Types: pass.Pkg, Info: pass.TypesInfo, Sizes: pass.TypesSizes},
		pass: pass,

		settings: pass.ResultOf[settings.Analyzer].(*settings.Config),

		checked: pass.Files,
		sources: make(map[*ast.File][]byte),
	}
	p.generated = sync.OnceValue(p.findGenerated)
	p.inspect = sync.OnceValue(func() *inspector.Inspector { return inspector.New(p.Files) })
	p.buildSSA = sync.OnceValues(p.ssaOfView)
	p.functions = sync.OnceValue(p.listFunctions)
	p.preambles = sync.OnceValue(p.readPreambles)
	if parts, cgo := divide(pass); cgo {
		p.cgo = true
		p.load(parts)
	}
	p.findExports()
	return p, nil
}

// Settings returns the settings of the run.
func (p *Package) Settings() *settings.Config { return p.settings }

// UsesCgo reports whether a file of the package imports "C".
func (p *Package) UsesCgo() bool { return p.cgo }

// IgnoredFiles returns the files of the directory that build constraints leave
// out, as far as the driver tells.
func (p *Package) IgnoredFiles() []string { return p.pass.IgnoredFiles }

// Inspector returns an inspector of Files, built on first use.
func (p *Package) Inspector() *inspector.Inspector { return p.inspect() }

// SSA returns the SSA form of the view, built on first use with debug
// information, so that ssa.Function.ValueForExpr works. C functions are
// functions without a body. It fails when the view has type errors.
func (p *Package) SSA() (*ssa.Package, error) { return p.buildSSA() }

// Source returns the text of a file of the view, which may be newer than the
// text on disk. It returns nil when the text cannot be read.
func (p *Package) Source(f *ast.File) []byte {
	if src, ok := p.sources[f]; ok {
		return src
	}
	src, err := p.readFile(p.Fset.File(f.FileStart).Name())
	if err != nil || len(src) != int(f.FileEnd-f.FileStart) {
		return nil
	}
	return src
}

// Text returns the text of n as the user wrote it, or "" when the text
// cannot be read.
func (p *Package) Text(n ast.Node) string {
	f := p.File(n.Pos())
	if f == nil {
		return ""
	}
	src := p.Source(f)
	start, end := int(n.Pos()-f.FileStart), int(n.End()-f.FileStart)
	if start > end || end > len(src) {
		return ""
	}
	return string(src[start:end])
}

// IsTest reports whether pos is in a _test.go file.
func (v *View) IsTest(pos token.Pos) bool {
	f := v.Fset.File(pos)
	return f != nil && strings.HasSuffix(f.Name(), "_test.go")
}

// IsGenerated reports whether pos is in a file that says it is generated, by
// the form that https://go.dev/s/generatedcode describes. What cgo says of
// its own output does not count.
func (v *View) IsGenerated(pos token.Pos) bool {
	return v.generated()[v.File(pos)]
}

func (v *View) findGenerated() map[*ast.File]bool {
	generated := make(map[*ast.File]bool)
	for _, f := range v.Files {
		generated[f] = ast.IsGenerated(f)
	}
	return generated
}

// GoVersion returns the language version of a file of the view, such as
// "go1.24", or "" when the driver does not say. A fix may use only what this
// version has.
func (v *View) GoVersion(f *ast.File) string {
	if set := v.Info.FileVersions[f]; set != "" {
		return set
	}
	return v.Types.GoVersion()
}

// HasVersion reports whether a file of the view may use what a version of Go
// brought, such as "go1.21". It may where the driver does not say.
func (v *View) HasVersion(f *ast.File, want string) bool {
	have := v.GoVersion(f)
	return have == "" || version.Compare(have, want) >= 0
}

// IsStandard reports whether the package is of the standard library, whose
// functions get no facts: everything imports it.
func (p *Package) IsStandard() bool {
	if m := p.pass.Module; m != nil && m.Path != "" {
		return false
	}
	first, _, _ := strings.Cut(p.pass.Pkg.Path(), "/")
	return !strings.Contains(first, ".") && first != "main" && first != "command-line-arguments"
}

// Object returns the object of pass.Pkg that corresponds to an object of the
// view, so that a fact can be attached to it. It is nil when there is none,
// as for local objects. Objects of other packages are returned as they are.
func (p *Package) Object(obj types.Object) types.Object {
	if p.Types == p.pass.Pkg || obj.Pkg() != p.Types {
		return obj
	}
	path, err := objectpath.For(obj)
	if err != nil {
		return nil
	}
	original, err := objectpath.Object(p.pass.Pkg, path)
	if err != nil {
		return nil
	}
	return original
}
