package globalmap

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/guard"
)

//go:embed doc.go
var doc string

// Analyzer reports global maps behind one lock.
var Analyzer = &analysis.Analyzer{
	Name:             "globalmap",
	Doc:              analyzerdoc.Must(doc, "globalmap"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/globalmap.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, guard.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

var scope = scopeFlag("cgo")

func init() {
	Analyzer.Flags.Var(&scope, "scope", "packages to look at: cgo (those that use cgo) or all")
}

// A scopeFlag is the value of the flag -globalmap.scope.
type scopeFlag string

func (s *scopeFlag) String() string { return string(*s) }

func (s *scopeFlag) Set(value string) error {
	if value != "cgo" && value != "all" {
		return fmt.Errorf("scope is %q, want cgo or all", value)
	}
	*s = scopeFlag(value)
	return nil
}

// A checker holds what the check asks of one package.
type checker struct {
	src    *cgosource.Package
	info   *types.Info
	guard  *guard.Package
	report func(analysis.Diagnostic)

	incomplete bool // the package has errors

	created map[*types.TypeName][]creation // computed by isSingle
	calls   *callGraph                     // computed by graph
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		guard: pass.ResultOf[guard.Analyzer].(*guard.Package),
	}
	c.report = func(d analysis.Diagnostic) { c.src.Report(pass, d) }
	c.info = c.src.Info
	c.incomplete = len(pass.TypeErrors) > 0
	if len(c.guard.Regions) == 0 || !c.src.UsesCgo() && scope != "all" {
		return nil, nil
	}
	for _, m := range c.maps() {
		if c.hurts(m) {
			c.reportMap(m)
			c.reportHeld(m)
		}
	}
	return nil, nil
}

// hurts reports whether the map is looked up where waiting for the lock is
// felt: by C code that calls into Go, around calls of C functions, by what
// only C can give, or with -globalmap.scope=all by several functions of any
// package.
func (c *checker) hurts(m *lockedMap) bool {
	if m.count(insert)+m.count(remove)+m.count(swap) == 0 || m.count(lookup) == 0 || c.isFixed(m) {
		return false
	}
	if scope == "all" && len(m.functions()) > 1 {
		return true
	}
	if isAddress(m.key()) && c.src.UsesCgo() {
		return true
	}
	g := c.graph()
	for _, a := range m.accesses {
		if a.function != nil && (g.exported[a.function] || m.crosses() && g.aroundC[a.function]) {
			return true
		}
	}
	return false
}

func (c *checker) reportMap(m *lockedMap) {
	names := c.hottest(m)
	waits := "every access"
	if len(names) > 0 {
		waits = "every caller of " + names[0].Name()
		if len(names) > 1 {
			waits += " and " + names[1].Name()
		}
	}
	d := analysis.Diagnostic{
		Pos:      m.v.Pos(),
		Category: "globalmap",
		Message:  fmt.Sprintf("%s waits for %s: one lock guards the whole map %s", waits, lockName(m.lock), m.v.Name()),
	}
	d.End = d.Pos + token.Pos(len(m.v.Name()))
	d.SuggestedFixes = c.fixes(m)
	file := c.src.File(m.v.Pos())
	for _, fn := range names[:min(len(names), 2)] {
		i := slices.IndexFunc(m.accesses, func(a *access) bool {
			return a.function == fn && c.src.File(a.use.Ident.Pos()) == file
		})
		if i >= 0 {
			u := m.accesses[i].use
			d.Related = append(d.Related, analysis.RelatedInformation{
				Pos: u.Expr.Pos(), End: u.Expr.End(),
				Message: fmt.Sprintf("%s %s %s here", fn.Name(), m.accesses[i].kind, m.v.Name()),
			})
		}
	}
	c.report(d)
}

// lockName names a lock in a message.
func lockName(lock *types.Var) string {
	if lock.Embedded() {
		return "the embedded " + lock.Name()
	}
	return lock.Name()
}

// reportHeld reports what takes long while the lock of the map is held: calls
// of C functions, and of functions that the map holds.
func (c *checker) reportHeld(m *lockedMap) {
	for cur := range c.src.Inspector().Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		what := c.takesLong(m, call)
		if what == "" || c.src.IsTest(call.Pos()) || c.src.IsGenerated(call.Pos()) {
			continue
		}
		for _, r := range c.guard.Covering(cur) {
			if r.Lock.Var() == m.lock {
				c.report(analysis.Diagnostic{
					Pos: call.Pos(), End: call.End(), Category: "globalmap/held",
					Message: fmt.Sprintf("%s while %s is held: everybody who needs %s waits for it", what, lockName(m.lock), m.v.Name()),
				})
				break
			}
		}
	}
}

// takesLong says what the call runs, if it is C code or a callback.
func (c *checker) takesLong(m *lockedMap, call *ast.CallExpr) string {
	if cc := c.src.Call(call); cc != nil {
		if !cc.Crosses() || isQuick(cc.Name) {
			return ""
		}
		return "C." + cc.Name + " is called"
	}
	if !isFunc(m.elem()) {
		return ""
	}
	fun := ast.Unparen(call.Fun)
	if index, ok := fun.(*ast.IndexExpr); ok && c.guard.Path(index.X).Var() == m.v {
		return "the callback " + c.src.Text(fun) + " runs"
	}
	if id, ok := fun.(*ast.Ident); ok {
		if v, ok := c.info.Uses[id].(*types.Var); ok && c.comesFrom(v, m) {
			return "the callback " + v.Name() + " runs"
		}
	}
	return ""
}

// isQuick reports whether a C function only manages memory.
func isQuick(name string) bool {
	switch name {
	case "malloc", "calloc", "realloc", "free", "CString", "CBytes", "strlen", "memcpy", "memset":
		return true
	}
	return false
}

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}
