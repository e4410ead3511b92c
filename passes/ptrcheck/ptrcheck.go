package ptrcheck

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/passes/argcheck"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// Analyzer finds violations; it reports nothing. Its result is a *[Package],
// and its fact [Preconditions].
var Analyzer = &analysis.Analyzer{
	Name:             "ptrcheck",
	Doc:              "find violations of cgo's rules for passing pointers",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/ptrcheck",
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, gomem.Analyzer},
	ResultType:       reflect.TypeFor[*Package](),
	FactTypes:        []analysis.Fact{(*Preconditions)(nil)},
}

// A Package holds the violations of one package.
type Package struct {
	Violations []Violation // in source order
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass:  pass,
		src:   pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		mem:   pass.ResultOf[gomem.Analyzer].(*gomem.Package),
		forms: pass.ResultOf[gomem.Analyzer].(*gomem.Package).Forms,
	}
	c.stores = sync.OnceValue(c.storeNodes)
	c.fields = c.pointerFields()
	for _, root := range c.mem.Roots {
		c.root(root)
	}
	kind := func(v Violation) ViolationKind { return v.Kind }
	blame := func(v Violation) *gomem.Blame { return &v.Blame }
	return &Package{Violations: c.byCause(gomem.Nearest(c.violations, kind, blame))}, nil
}

// A checker checks the events of one package.
type checker struct {
	pass       *analysis.Pass
	src        *cgosource.Package
	mem        *gomem.Package
	forms      *argcheck.Forms
	stores     func() map[token.Pos]ast.Node
	fields     pointerFields
	violations []Violation
	needs      []Precondition // of the root
}

// root checks the events of a root, and exports its preconditions.
func (c *checker) root(root *gomem.Root) {
	c.needs = nil
	for _, e := range root.Events {
		switch e := e.(type) {
		case *gomem.CCall:
			for i := range e.Args {
				c.arg(e, i)
			}
		case *gomem.GoCall:
			c.goCall(e)
		case *gomem.Store:
			c.store(e)
		case *gomem.Return:
			c.ret(e)
		}
	}
	if obj := c.mem.Exported(root); obj != nil && len(c.needs) > 0 {
		c.pass.ExportObjectFact(obj, &Preconditions{c.needs})
	}
}

func (c *checker) scan(e gomem.Event) *scan {
	return &scan{layout: c.mem.Layout, state: &e.At().State.State, fields: c.fields}
}

// require adds to the preconditions of the root. They are reported when the
// root violates the rules whatever the caller passes.
func (c *checker) require(needs []Precondition, name string, reported bool) {
	for _, n := range needs {
		n.Func, n.Reported = name, reported
		if !slices.ContainsFunc(c.needs, n.equal) {
			c.needs = append(c.needs, n)
		}
	}
}

// blame finds whom to blame for a pointer that was found in an event.
func (c *checker) blame(e gomem.Event, f PointerFound, s gomem.Subject) gomem.Blame {
	s.Memory = []*heap.Memory{f.in, f.Memory}
	return gomem.BlameFor(e, s)
}

// add adds a violation. When another argument than the event's is to blame,
// the way to the pointer is the one from there.
func (c *checker) add(v Violation) {
	if v.Node == nil {
		return
	}
	if v.InCallee() {
		v.Callee = Callee{c.src.Text(v.Call.Fun), v.Subject, v.Path}
		v.Path, v.Subject, v.Into = "", "", false
		if v.Param >= 0 {
			form := c.forms.OfGo(v.Node.(ast.Expr))
			v.Subject = c.forms.Subject(form)
			if v.PassesDirectly(v.Found.in) {
				v.Path, v.Into = c.pathOf(form, v.Found)
			}
		}
	}
	c.violations = append(c.violations, v)
}

// importedNeeds returns the preconditions of a function of another package.
func (c *checker) importedNeeds(fn *types.Func) []Precondition {
	var fact Preconditions
	c.pass.ImportObjectFact(fn.Origin(), &fact)
	return fact.Needs
}

// inModule reports whether a function of another package is of this module.
func (c *checker) inModule(fn *types.Func) bool {
	if c.pass.Module == nil || fn.Pkg() == nil {
		return false
	}
	path, module := fn.Pkg().Path(), c.pass.Module.Path
	return path == module || strings.HasPrefix(path, module+"/")
}
