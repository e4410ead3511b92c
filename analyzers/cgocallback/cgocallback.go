package cgocallback

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

//go:embed doc.go
var doc string

// Analyzer reports C code that comes back to Go once per element.
var Analyzer = &analysis.Analyzer{
	Name:             "cgocallback",
	Doc:              analyzerdoc.Must(doc, "cgocallback"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgocallback.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

// A checker finds the callbacks of one package.
type checker struct {
	pass     *analysis.Pass
	src      *cgosource.Package
	sums     *csummary.Package
	reported map[string]bool   // by the loop's place
	stored   map[string]string // the exported function that is stored in a variable or field of C
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass:     pass,
		src:      pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		sums:     pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		reported: make(map[string]bool),
	}
	if len(c.src.Exports()) == 0 {
		return nil, nil // no way back into Go
	}
	c.findStored()
	for _, call := range c.src.Calls() {
		if !c.src.IsTest(call.Pos()) && !c.src.SkipsGenerated(call.Pos()) {
			c.check(call)
		}
	}
	return nil, nil
}

// check reports the loops that a C call starts.
func (c *checker) check(call *cgosource.Call) {
	if f := c.sums.Func(call.Name); f != nil {
		for i := range f.GoLoops {
			if l := &f.GoLoops[i]; !l.Blocks {
				c.loop(call, l)
			}
		}
		for _, l := range f.PlaceLoops {
			if name := c.stored[l.Name]; name != "" && !l.Blocks {
				l.Name = name
				c.loop(call, &l)
			}
		}
		for i, arg := range call.Args {
			if i < len(f.Params) && f.Params[i].CalledIn != nil && !f.Params[i].CalledIn.Blocks {
				if name := c.exported(arg); name != "" {
					c.registered(call, name, finding.High)
				}
			}
		}
	}
	contract := c.sums.Contract(call.Name)
	if contract == nil {
		return
	}
	for i, arg := range call.Args {
		if p := contract.Param(i); p != nil && p.PerElement() {
			if name := c.exported(arg); name != "" {
				c.registered(call, name, ofLibrary(call.Name))
			}
		}
	}
}

// loop reports a C loop that calls a Go function.
func (c *checker) loop(call *cgosource.Call, l *csummary.GoLoop) {
	key := fmt.Sprint(l.Loop)
	if c.reported[key] {
		return
	}
	c.reported[key] = true
	what := "C loop"
	if l.Via != "" {
		what = l.Via
	}
	if pos, ok := c.sums.PreamblePos(l.Call); ok {
		d := analysis.Diagnostic{
			Pos: pos, End: c.endOfName(pos), Category: "cgocallback",
			Message: fmt.Sprintf("this %s calls back into Go once per element%s: each iteration crosses from C to Go to run %s", what, c.through(l), l.Name),
		}
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: call.Pos(), End: call.End(), Message: "the loop is started here"})
		c.src.ReportWith(c.pass, d, finding.Info{Confidence: confidenceOf(call, l)})
		return
	}
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(), Category: "cgocallback",
		Message: fmt.Sprintf("the %s in C.%s (%s, line %d) calls back into Go once per element%s: each iteration crosses from C to Go to run %s",
			what, call.Name, filepath.Base(l.Call.File), l.Call.Line, c.through(l), l.Name),
	}, finding.Info{Confidence: confidenceOf(call, l)})
}

// through names the C functions between the loop and the Go function.
func (c *checker) through(l *csummary.GoLoop) string {
	names := between(l)
	if len(names) == 0 {
		return ""
	}
	return " through " + strings.Join(names, " and ")
}

// between returns the names of the C functions between a loop and the Go
// function that it comes to, and of the pointer that this is called through.
func between(l *csummary.GoLoop) []string {
	var names []string
	for _, s := range l.Path {
		if name, ok := strings.CutPrefix(s.What, "calls "); ok && !strings.Contains(name, " ") {
			names = append(names, name)
		}
	}
	return names
}

// endOfName returns the end of the identifier at pos.
func (c *checker) endOfName(pos token.Pos) token.Pos {
	file := c.src.File(pos)
	src := c.src.Source(file)
	end := int(pos - file.FileStart)
	for end < len(src) && (src[end] == '_' || '0' <= src[end] && src[end] <= '9' || 'a' <= src[end]|0x20 && src[end]|0x20 <= 'z') {
		end++
	}
	return file.FileStart + token.Pos(end)
}

// registered reports a call that passes an exported Go function to be called
// once per element.
func (c *checker) registered(call *cgosource.Call, name string, sure finding.Confidence) {
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(), Category: "cgocallback",
		Message: fmt.Sprintf("C.%s calls the Go function %s once per element: each call crosses from C to Go", call.Name, name),
	}, finding.Info{Confidence: sure})
}

// exported returns the name of the exported Go function that an expression
// passes to C, by C.name in conversions, or "".
func (c *checker) exported(e ast.Expr) string {
	name := c.src.PassedFunc(e)
	if c.src.ExportNamed(name) == nil {
		return ""
	}
	return name
}
