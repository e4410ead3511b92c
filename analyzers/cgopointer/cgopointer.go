package cgopointer

import (
	_ "embed"
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/ptrcheck"
)

//go:embed doc.go
var doc string

// Analyzer reports violations of cgo's rules for passing pointers.
var Analyzer = &analysis.Analyzer{
	Name:             "cgopointer",
	Doc:              analyzerdoc.Must(doc, "cgopointer"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgopointer.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, gomem.Analyzer, ptrcheck.Analyzer, csummary.Analyzer},
	RunDespiteErrors: true,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) {
	src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
	mem := pass.ResultOf[gomem.Analyzer].(*gomem.Package)
	checked := pass.ResultOf[ptrcheck.Analyzer].(*ptrcheck.Package)
	x := &fixer{src, pass.ResultOf[csummary.Analyzer].(*csummary.Package), make(map[string]bool)}
	set := sync.OnceValue(func() []place { return places(src) })
	reported := make(map[*cgosource.Call]map[int]bool)
	for _, b := range checked.Violations {
		for _, place := range slices.Concat([]gomem.Blame{b.Blame}, b.Others) {
			if call := src.Call(place.Call); call != nil {
				markReported(reported, call, place.Node)
			}
		}
		fixes, reason := x.fixes(b)
		src.ReportWith(pass, analysis.Diagnostic{
			Pos: b.Node.Pos(), End: b.Node.End(), Related: append(evidence(src, set(), b), related(b)...),
			Category: category(b), Message: message(b), SuggestedFixes: fixes,
		}, finding.Info{NoFix: reason})
	}
	for _, call := range src.Calls() {
		for i, arg := range call.Args {
			if reported[call][i] || call.Name == "CBytes" {
				continue
			}
			if t, part := badType(src.Info, arg); t != nil && !mem.NamesC(t) && !mem.SlicesC(part) {
				src.Report(pass, analysis.Diagnostic{
					Pos: arg.Pos(), End: arg.End(), Category: "passed",
					Message: typeMessage(src, call, arg, t, part),
				})
			}
		}
	}
	return nil, nil
}

func markReported(reported map[*cgosource.Call]map[int]bool, call *cgosource.Call, node ast.Node) {
	for i, arg := range call.Args {
		if arg == node {
			if reported[call] == nil {
				reported[call] = make(map[int]bool)
			}
			reported[call][i] = true
		}
	}
}

// related returns the first other places with the same mistake.
func related(b ptrcheck.Violation) []analysis.RelatedInformation {
	const most = 2
	var all []analysis.RelatedInformation
	text := "the same type is passed here"
	if b.Kind == ptrcheck.Stored {
		text = "the same is stored here"
	}
	for _, other := range b.Others[:min(most, len(b.Others))] {
		all = append(all, analysis.RelatedInformation{
			Pos: other.Node.Pos(), End: other.Node.End(), Message: text,
		})
	}
	return all
}

func category(b ptrcheck.Violation) string {
	return [...]string{"passed", "stored", "returned"}[b.Kind]
}

// message says what happens, and why it hurts.
func message(b ptrcheck.Violation) string {
	switch b.Kind {
	case ptrcheck.Stored:
		return storedMessage(b)
	case ptrcheck.Returned:
		return returnedMessage(b)
	}
	gets := "C." + b.Func + " gets"
	if len(b.Through) > 0 {
		gets = b.Through[0] + " passes C." + b.Func
	}
	if b.Subject == "" {
		return calleeMessage(b, gets)
	}
	switch h := b.Found; h.Kind {
	case ptrcheck.HiddenAddress:
		if b.Path == b.Subject || b.Path == "" {
			return fmt.Sprintf("%s is the address of Go memory as a number: %s a pointer that the collector does not see", b.Subject, gets)
		}
		return fmt.Sprintf("%s holds the address of Go memory in %s: %s a pointer that the collector does not see", b.Subject, b.Path, gets)
	case ptrcheck.GoVariable:
		return fmt.Sprintf("%s points to the Go variable %s, which has pointers in it: %s memory whose size the run time cannot know, and panics", b.Subject, h.Memory.Name, gets)
	}
	what := "Go pointer"
	if b.Found.Kind == ptrcheck.Header {
		what = ptrcheck.Describe(b.Found.Type)
	}
	if b.Into && b.Path != "" {
		return fmt.Sprintf("%s points into memory that holds the %s %s: %s all of it, with a Go pointer in it, which cgo forbids", b.Subject, what, b.Path, gets)
	}
	if b.Path == "" {
		return fmt.Sprintf("%s leads to %s: %s memory with a Go pointer in it, which cgo forbids", b.Subject, article(what), gets)
	}
	text := fmt.Sprintf("%s holds the %s %s: %s memory with a Go pointer in it, which cgo forbids", b.Subject, what, b.Path, gets)
	if n := len(b.Others); n > 0 {
		text += fmt.Sprintf("; %d more calls pass a value of its type", n)
	}
	return text
}

// calleeMessage says what a function does with memory that is not among the
// arguments of its call: its receiver's.
func calleeMessage(b ptrcheck.Violation, gets string) string {
	c := b.Callee
	if c.Subject == "" || c.Path == "" || strings.ContainsRune(c.Call, '\n') {
		return gets + " memory with a Go pointer in it, which cgo forbids"
	}
	what := "an unpinned Go pointer"
	switch b.Found.Kind {
	case ptrcheck.Header:
		what = "a Go " + ptrcheck.Describe(b.Found.Type)
	case ptrcheck.HiddenAddress:
		what = "the address of Go memory"
	}
	return fmt.Sprintf("%s passes %s to C.%s, and %s is %s, which cgo forbids", c.Call, c.Subject, b.Func, c.Path, what)
}

func storedMessage(b ptrcheck.Violation) string {
	why := "the collector does not look there, and frees or moves what it points to"
	if n := len(b.Others); n > 0 {
		why += fmt.Sprintf("; %d more stores put it there from the same function", n)
	}
	what := "Go pointer"
	if b.Found.Kind == ptrcheck.Header {
		what = "Go " + ptrcheck.Describe(b.Found.Type)
	}
	where := "C memory"
	if b.Func != "" && len(b.Through) == 0 {
		where = "memory of C." + b.Func
	}
	switch {
	case len(b.Through) > 0:
		return fmt.Sprintf("%s stores a %s in C memory: %s", b.Through[0], what, why)
	case b.Subject == "" || b.Subject == "the argument":
		return fmt.Sprintf("a %s is stored in %s: %s", what, where, why)
	}
	return fmt.Sprintf("the %s %s is stored in %s: %s", what, b.Subject, where, why)
}

func returnedMessage(b ptrcheck.Violation) string {
	if b.Found.Kind == ptrcheck.Header {
		return fmt.Sprintf("%s returns %s to C: it holds a Go pointer, which C may not have unless it is pinned", b.Func, article(ptrcheck.Describe(b.Found.Type)))
	}
	return fmt.Sprintf("%s returns a Go pointer to C: the memory is not pinned, and may be freed as soon as C has it", b.Func)
}

// article puts the indefinite article before a word.
func article(word string) string {
	if strings.ContainsRune("aeiou", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}
