package cgodirective

import (
	_ "embed"
	"fmt"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/preamble"
	"github.com/cgolint/cgolint/internal/settings"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

//go:embed doc.go
var doc string

// Analyzer holds #cgo noescape and nocallback lines against the C code.
var Analyzer = &analysis.Analyzer{
	Name:             "cgodirective",
	Doc:              analyzerdoc.Must(doc, "cgodirective"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgodirective.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, csummary.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
}

func init() {
	Analyzer.Flags.Bool("suggest", false, "report C functions for which noescape and nocallback are proven and save an allocation")
}

// A promise is one noescape or nocallback line.
type promise struct {
	preamble *cgosource.Preamble
	line     preamble.Directive
}

func (p *promise) pos() token.Pos { return p.preamble.Pos(p.line.Offset) }
func (p *promise) end() token.Pos { return p.preamble.Pos(p.line.Offset + len(p.line.Text)) }

// A checker holds the promises of one package against its C code.
type checker struct {
	pass     *analysis.Pass
	src      *cgosource.Package
	sums     *csummary.Package
	promised map[string]map[string]*promise // by verb and C function
}

func run(pass *analysis.Pass) (any, error) {
	c := &checker{
		pass:     pass,
		src:      pass.ResultOf[cgosource.Analyzer].(*cgosource.Package),
		sums:     pass.ResultOf[csummary.Analyzer].(*csummary.Package),
		promised: map[string]map[string]*promise{"noescape": {}, "nocallback": {}},
	}
	if !c.src.UsesCgo() {
		return nil, nil
	}
	for _, e := range c.sums.ContractErrors() {
		c.src.ReportWith(pass, analysis.Diagnostic{Pos: e.Pos, End: e.End, Category: "cgodirective", Message: fmt.Sprintf("this contract is ignored: %v", e.Err)},
			finding.Info{NoFix: "it is not known what the contract should say"})
	}
	for _, p := range c.promises() {
		switch {
		case !c.isUsed(p.line.Args[0]):
			c.reportNeverCalled(p)
		case p.line.Verb == "nocallback":
			c.checkNoCallback(p)
		case p.line.Verb == "noescape":
			c.checkNoEscape(p)
		}
	}
	if settings.Flag[bool](pass, "suggest") {
		c.suggest()
	}
	return nil, nil
}

// promises returns the package's noescape and nocallback lines.
func (c *checker) promises() []*promise {
	var all []*promise
	for _, p := range c.src.Preambles() {
		for _, d := range p.Directives() {
			if d.Err == nil && c.promised[d.Verb] != nil {
				line := &promise{p, d}
				all = append(all, line)
				c.promised[d.Verb][d.Args[0]] = line
			}
		}
	}
	return all
}

func (c *checker) checkNoCallback(p *promise) {
	name := p.line.Args[0]
	f := c.sums.Func(name)
	if f == nil || f.CallsGo != csummary.Yes {
		return
	}
	call := f.GoCalls[0]
	c.report(p, fmt.Sprintf("C.%s is marked nocallback but calls the Go function %s%s: the program panics when it does", name, call.Name, through(call.Path)), call.Path)
}

// through names the C functions between the first and the last step of a
// path, which end at a Go function.
func through(path []csummary.Step) string {
	var names []string
	for _, s := range path[:len(path)-1] {
		if name, ok := strings.CutPrefix(s.What, "calls "); ok && !strings.Contains(name, " ") {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " through " + strings.Join(names, " and ")
}

func (c *checker) checkNoEscape(p *promise) {
	name := p.line.Args[0]
	f := c.sums.Func(name)
	if f != nil {
		for i := range f.Params {
			for _, r := range f.Params[i].Retained {
				if r.Always() {
					c.report(p, fmt.Sprintf("C.%s is marked noescape but keeps %s in %s after the call: C then points to memory that Go may move or reuse", name, kept(f, i, &r), r.Place), r.Path)
					return
				}
			}
		}
	}
	if c.promised["nocallback"][name] == nil {
		c.loneNoEscape(p, f)
	}
}

// kept names what a function keeps.
func kept(f *csummary.Func, param int, r *csummary.Retention) string {
	name := f.Params[param].Name
	if name == "" {
		name = fmt.Sprintf("argument %d", param+1)
	}
	switch {
	case r.Field == "":
		return name
	case strings.HasPrefix(r.Field, "->"):
		return name + r.Field
	}
	return "what " + name + " points to"
}

// loneNoEscape reports a noescape that cgo does not heed (cmd/cgo/out.go
// asks for both directives).
func (c *checker) loneNoEscape(p *promise, f *csummary.Func) {
	name := p.line.Args[0]
	d := c.diagnostic(p, fmt.Sprintf("noescape does nothing for C.%s without nocallback: its pointer arguments still move to the heap", name), nil)
	if f != nil && f.CallsGo == csummary.No {
		d.SuggestedFixes = []analysis.SuggestedFix{{
			Message:   "Add #cgo nocallback " + name,
			TextEdits: []analysis.TextEdit{{Pos: p.end(), End: p.end(), NewText: []byte("\n" + c.indent(p) + "#cgo nocallback " + name)}},
		}}
	}
	c.src.ReportWith(c.pass, d, finding.Info{NoFix: "it is not known whether C." + name + " calls Go code, which nocallback denies"})
}

// indent returns what stands before the directive on its line: white space,
// and the marker of a line comment.
func (c *checker) indent(p *promise) string {
	src := c.src.Source(p.preamble.File)
	offset := int(p.pos() - p.preamble.File.FileStart)
	if offset > len(src) {
		return ""
	}
	line := string(src[:offset])
	line = line[strings.LastIndexByte(line, '\n')+1:]
	// A directive on the line that opens the comment.
	return strings.ReplaceAll(line, "/*", "")
}

func (c *checker) report(p *promise, message string, path []csummary.Step) {
	c.src.Report(c.pass, c.diagnostic(p, message, path))
}

// maxRelated bounds the steps that are shown in the Go file.
const maxRelated = 4

func (c *checker) diagnostic(p *promise, message string, path []csummary.Step) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: p.pos(), End: p.end(), Category: "cgodirective", Message: message}
	for _, step := range path {
		pos, ok := c.sums.Pos(step.Pos)
		if ok && len(d.Related) < maxRelated {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: pos, Message: step.What})
		}
	}
	return d
}
