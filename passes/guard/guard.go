package guard

import (
	"go/ast"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/dirfiles"
)

// Analyzer finds the locked regions; it reports nothing. Its result is a
// *[Package].
var Analyzer = &analysis.Analyzer{
	Name:             "guard",
	Doc:              "find which lock covers which code and variables",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/guard",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, dirfiles.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Package](),
	FactTypes:        []analysis.Fact{(*Locks)(nil), (*HasLocks)(nil)},
}

// A Package holds the locked regions of one package. It is shared by all
// analyzers of a run and must not be modified.
type Package struct {
	// Regions are in source order by file, and then the inherited ones.
	// There are none in a package that imports neither sync nor one whose
	// locks others can take.
	Regions []*Region

	locking
	dir    *dirfiles.Package
	ofLock map[*types.Var][]*Region
	ofFunc map[ast.Node][]*Region

	hasAssembly bool

	calls   map[*types.Func][]inspector.Cursor
	uses    func() map[*types.Var][]*Use
	touched map[*Region][]*Use // filled by uses
}

func run(pass *analysis.Pass) (any, error) {
	src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
	p := &Package{
		locking: locking{src: src, info: src.Info, facts: pass.ImportObjectFact, wrappers: make(map[*types.Func]wrapper)},
		dir:     pass.ResultOf[dirfiles.Analyzer].(*dirfiles.Package),
		ofLock:  make(map[*types.Var][]*Region),
		ofFunc:  make(map[ast.Node][]*Region),
		touched: make(map[*Region][]*Use),
	}
	p.hasAssembly = slices.ContainsFunc(pass.OtherFiles, func(name string) bool { return strings.HasSuffix(name, ".s") })
	p.uses = sync.OnceValue(p.findUses)
	if importsLocks(pass, src.Types) {
		p.findWrappers()
		p.exportFacts(pass)
		for c := range src.Inspector().Root().Preorder((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
			p.findRegions(c)
		}
		p.findHeld()
	}
	return p, nil
}

func (p *Package) addRegion(r *Region) {
	p.Regions = append(p.Regions, r)
	p.ofFunc[r.Func] = append(p.ofFunc[r.Func], r)
	if v := r.Lock.Var(); v != nil {
		p.ofLock[v] = append(p.ofLock[v], r)
	}
}

// importsLocks reports whether a file of the package can take a lock: it
// imports package sync, or a package that has the fact HasLocks.
func importsLocks(pass *analysis.Pass, pkg *types.Package) bool {
	for _, imported := range pkg.Imports() {
		if imported.Path() == "sync" || pass.ImportPackageFact(imported, new(HasLocks)) {
			return true
		}
	}
	return false
}

// RegionsOf returns the regions of a lock, on whatever path.
func (p *Package) RegionsOf(lock *types.Var) []*Region { return p.ofLock[lock] }

// Covering returns the regions that a node lies in, of its own function and
// of those around it that call it on the spot.
func (p *Package) Covering(c inspector.Cursor) []*Region {
	var covering []*Region
	pos := c.Node().Pos()
	for f := range c.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		for _, r := range p.ofFunc[f.Node()] {
			if r.Covers(pos) {
				covering = append(covering, r)
			}
		}
		if !calledOnTheSpot(f) {
			break
		}
	}
	return covering
}

// calledOnTheSpot reports whether a function literal is only called where it
// stands: func() { … }(), without go or defer.
func calledOnTheSpot(c inspector.Cursor) bool {
	if _, ok := c.Node().(*ast.FuncLit); !ok {
		return false
	}
	call, ok := c.Parent().Node().(*ast.CallExpr)
	if !ok || call.Fun != c.Node() {
		return false
	}
	switch c.Parent().Parent().Node().(type) {
	case *ast.GoStmt, *ast.DeferStmt:
		return false
	}
	return true
}

// LockName names a lock in a message.
func LockName(lock *types.Var) string {
	if lock.Embedded() {
		return "the embedded " + lock.Name()
	}
	return lock.Name()
}
