package cgoemptyslice

import (
	_ "embed"
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/bounds"
	"github.com/cgolint/cgolint/passes/cgosource"
)

//go:embed doc.go
var doc string

// Analyzer reports &b[0] for C where b may be empty.
var Analyzer = &analysis.Analyzer{
	Name:             "cgoemptyslice",
	Doc:              analyzerdoc.Must(doc, "cgoemptyslice"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgoemptyslice.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, bounds.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker finds the addresses of one package.
type checker struct {
	pass      *analysis.Pass
	src       *cgosource.Package
	bounds    *bounds.Package
	addresses map[token.Pos]address // by the left bracket
}

// An address is &b[0], as the user wrote it.
type address struct {
	expr  *ast.UnaryExpr
	index *ast.IndexExpr
	decl  *ast.FuncDecl // that it is in, or nil
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass:   pass,
		src:    pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		bounds: pass.ResultOf[bounds.Analyzer].(*bounds.Package),
	}
	if !c.src.UsesCgo() {
		return nil, nil
	}
	c.collect()
	if len(c.addresses) == 0 {
		return nil, nil
	}
	for _, fn := range c.src.Functions() {
		c.function(fn)
	}
	return nil, nil
}

// collect finds the expressions &b[0] of slices.
func (c *checker) collect() {
	c.addresses = make(map[token.Pos]address)
	for _, file := range c.src.Files {
		for _, decl := range file.Decls {
			fn, _ := decl.(*ast.FuncDecl)
			ast.Inspect(decl, func(n ast.Node) bool {
				if a := c.firstElement(n); a != nil {
					a.decl = fn
					c.addresses[a.index.Lbrack] = *a
				}
				return true
			})
		}
	}
}

// firstElement returns the address that a node is, or nil.
func (c *checker) firstElement(n ast.Node) *address {
	addr, ok := n.(*ast.UnaryExpr)
	if !ok || addr.Op != token.AND || c.src.IsTest(addr.Pos()) {
		return nil
	}
	index, ok := ast.Unparen(addr.X).(*ast.IndexExpr)
	if !ok {
		return nil
	}
	if t := c.src.Info.TypeOf(index.X); t == nil || !gotype.IsSlice(t) {
		return nil
	}
	if v := c.src.Info.Types[index.Index].Value; v == nil || v.String() != "0" {
		return nil
	}
	return &address{expr: addr, index: index}
}

// function reports the addresses of one function. Of several that have the
// same cause the first panics, and the others are never reached: they are part
// of its fix.
func (c *checker) function(fn *ssa.Function) {
	var all []*found
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			at, ok := instr.(*ssa.IndexAddr)
			if !ok {
				continue
			}
			if a, ok := c.addresses[at.Pos()]; ok && !promised(a.decl) {
				if f := c.find(a, at); f != nil && !joined(all, f) {
					all = append(all, f)
				}
			}
		}
	}
	for _, f := range all {
		c.report(f)
	}
}

// A found is an address that may panic.
type found struct {
	address
	at    *ssa.IndexAddr
	to    string // the C function or struct that gets it, or ""
	cause *bounds.Cause
	more  []address // that panic for the same cause when this one doesn't
}

func (c *checker) find(a address, at *ssa.IndexAddr) *found {
	name, ok := c.bounds.ToC(at)
	if !ok || c.bounds.IndexedBefore(at) {
		return nil
	}
	cause := c.bounds.MayBeEmpty(at.X, at)
	if cause == nil {
		return nil
	}
	delete(c.addresses, at.Pos()) // an instance of a generic function has it again
	return &found{address: a, at: at, to: name, cause: cause}
}

// joined reports whether an address is one more of those that are found.
func joined(all []*found, f *found) bool {
	for _, first := range all {
		if first.cause.Value == f.cause.Value && first.cause.Origin == bounds.FromCaller && first.at.Block().Dominates(f.at.Block()) {
			first.more = append(first.more, f.address)
			return true
		}
	}
	return false
}

func (c *checker) report(f *found) {
	d := analysis.Diagnostic{
		Pos: f.expr.Pos(), End: f.expr.End(), Category: "cgoemptyslice",
		Message: c.message(f.address, f.to, f.cause),
	}
	info := finding.Info{Confidence: confidence(f.at, f.cause)}
	if c.goesAlone(f.address) {
		info.Confidence = finding.Low
	} else {
		d.SuggestedFixes, info.NoFix = c.fixes(f)
	}
	c.src.ReportWith(c.pass, d, info)
}

// promised reports whether the documentation of a function forbids the empty
// slice.
func promised(decl *ast.FuncDecl) bool {
	return decl != nil && decl.Doc != nil && nonEmpty.MatchString(decl.Doc.Text())
}

var nonEmpty = lazyregexp.New(`(?i)non-?\s?empty|(must|may|can|should)\s?n[o'].{0,3}\s*be\s+(empty|nil|zero)|at\s+least\s+(one|1)|must\s+have|panics?\s+(if|when)|len(gth)?\b.{0,40}\bmust`)
