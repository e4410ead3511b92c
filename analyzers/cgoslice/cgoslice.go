package cgoslice

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/passes/cgosource"
)

//go:embed doc.go
var doc string

// Analyzer reports slices of C memory that are made through huge arrays.
var Analyzer = &analysis.Analyzer{
	Name:             "cgoslice",
	Doc:              analyzerdoc.Must(doc, "cgoslice"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgoslice.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker finds the slices of one package.
type checker struct {
	pass *analysis.Pass
	src  *cgosource.Package

	values map[*types.Var]ast.Expr // by collectValues
	said   map[*types.Var]bool     // variables of which something is said
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass: pass, src: pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		values: make(map[*types.Var]ast.Expr), said: make(map[*types.Var]bool),
	}
	if !c.src.UsesCgo() {
		return nil, nil
	}
	for _, file := range c.src.Files {
		if c.src.IsTest(file.Pos()) {
			continue
		}
		c.collectValues(file)
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SliceExpr:
				c.slice(n)
			case *ast.IndexExpr:
				c.element(n)
			case *ast.CompositeLit:
				c.header(n)
			case *ast.AssignStmt:
				c.data(n)
			}
			return true
		})
	}
	return nil, nil
}

// slice reports the slice of an array that is not there.
func (c *checker) slice(s *ast.SliceExpr) {
	h := c.hugeArray(s.X)
	if h == nil || s.High != nil && c.isConstant(s.High, h.length) {
		return
	}
	if s.High == nil || c.said[h.variable] {
		return // all of the array is what is there
	}
	if h.variable != nil {
		c.said[h.variable] = true // once for all that is done with it
	}
	larger := ""
	if c.src.Info.Types[s.High].Value == nil {
		larger = fmt.Sprintf("a larger %s panics, ", c.src.Text(s.High))
	}
	c.src.Report(c.pass, analysis.Diagnostic{
		Pos: s.Pos(), End: s.End(), Category: "cgoslice",
		Message: fmt.Sprintf("the array of %s elements does not exist: %scheckptr stops at the conversion, and 32-bit platforms may refuse the type; unsafe.Slice takes any length",
			c.lengthText(h), larger),
		SuggestedFixes: c.fixes(s, h),
	})
}

func (c *checker) isConstant(e ast.Expr, n int64) bool {
	v := c.src.Info.Types[e].Value
	if v == nil {
		return false
	}
	got, exact := constant.Int64Val(constant.ToInt(v))
	return exact && got == n
}

// element reports an element of an array that is not there.
func (c *checker) element(x *ast.IndexExpr) {
	h := c.hugeArray(x.X)
	if h == nil || c.src.Info.Types[x.Index].Value != nil || c.said[h.variable] {
		return
	}
	if h.variable != nil {
		c.said[h.variable] = true
	}
	c.src.Report(c.pass, analysis.Diagnostic{
		Pos: x.Pos(), End: x.End(), Category: "cgoslice",
		Message: fmt.Sprintf("the array of %s elements does not exist: checkptr stops at the conversion, and 32-bit platforms may refuse the type; use unsafe.Slice with the real length, or unsafe.Add up to the last element", c.lengthText(h)),
	})
}

// header reports a slice header that is filled by hand.
func (c *checker) header(lit *ast.CompositeLit) {
	if name := headerName(c.src.Info.TypeOf(lit)); name != "" && len(lit.Elts) > 0 {
		c.src.Report(c.pass, analysis.Diagnostic{
			Pos: lit.Pos(), End: lit.End(), Category: "header",
			Message: byHand(name),
		})
	}
}

func byHand(name string) string {
	return fmt.Sprintf("the collector sees no pointer in the Data of a reflect.%s made by hand: it keeps nothing alive; %s", name, instead[name])
}

// data reports the address of C memory that is stored in a header.
func (c *checker) data(assign *ast.AssignStmt) {
	for i, left := range assign.Lhs {
		sel, ok := ast.Unparen(left).(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Data" || len(assign.Rhs) != len(assign.Lhs) {
			continue
		}
		t := c.src.Info.TypeOf(sel.X)
		p, isPointer := t.(*types.Pointer)
		if isPointer {
			t = p.Elem()
		}
		if name := headerName(t); name != "" && !isPointer {
			c.src.Report(c.pass, analysis.Diagnostic{
				Pos: assign.Pos(), End: assign.End(), Category: "header", Message: byHand(name),
			})
			continue
		}
		if name := headerName(t); name != "" && c.isOfC(assign.Rhs[i]) {
			c.src.Report(c.pass, analysis.Diagnostic{
				Pos: assign.Pos(), End: assign.End(), Category: "header",
				Message: fmt.Sprintf("a reflect.%s over C memory is filled by hand, field by field; %s in one step", name, instead[name]),
			})
		}
	}
}

// instead says what makes a slice or string without its header.
var instead = map[string]string{
	"SliceHeader":  "unsafe.Slice makes the slice",
	"StringHeader": "unsafe.String makes the string",
}

// headerName returns the name of reflect's header types, or "".
func headerName(t types.Type) string {
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != "reflect" {
		return ""
	}
	switch name := named.Obj().Name(); name {
	case "SliceHeader", "StringHeader":
		return name
	}
	return ""
}

// isOfC reports whether a number is the address of C memory: a pointer to a
// type of C, or the result of a C call.
func (c *checker) isOfC(e ast.Expr) bool {
	e = c.src.Unconverted(e)
	if call, ok := e.(*ast.CallExpr); ok && c.src.Call(call) != nil {
		return true
	}
	p, ok := c.src.Info.TypeOf(e).(*types.Pointer)
	if !ok {
		return false
	}
	return cgosource.IsC(p.Elem())
}
