package cgopointer

import (
	_ "embed"
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzerdoc"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/ptrcheck"
)

//go:embed doc.go
var doc string

// Analyzer reports violations of cgo's rules for passing pointers.
var Analyzer = &analysis.Analyzer{
	Name:             "cgopointer",
	Doc:              analyzerdoc.Must(doc, "cgopointer"),
	URL:              "https://github.com/cgolint/cgolint/blob/main/docs/checks/cgopointer.md",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer, ptrcheck.Analyzer, csummary.Analyzer},
	RunDespiteErrors: true,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) {
	src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
	checked := pass.ResultOf[ptrcheck.Analyzer].(*ptrcheck.Package)
	x := &fixer{src, pass.ResultOf[csummary.Analyzer].(*csummary.Package), make(map[string]bool)}
	reported := make(map[*cgosource.Call]map[int]bool)
	for _, b := range checked.Violations {
		if call := src.Call(b.Call); call != nil {
			markReported(reported, call, b)
		}
		src.Report(pass, analysis.Diagnostic{
			Pos: b.Node.Pos(), End: b.Node.End(),
			Category: category(b), Message: message(b), SuggestedFixes: x.fixes(b),
		})
	}
	for _, call := range src.Calls() {
		for i, arg := range call.Args {
			if reported[call][i] || call.Name == "CBytes" {
				continue
			}
			if t, part := badType(src.Info, arg); t != nil {
				src.Report(pass, analysis.Diagnostic{
					Pos: arg.Pos(), End: arg.End(), Category: "passed",
					Message: typeMessage(src, call, arg, t, part),
				})
			}
		}
	}
	return nil, nil
}

func markReported(reported map[*cgosource.Call]map[int]bool, call *cgosource.Call, b ptrcheck.Violation) {
	for i, arg := range call.Args {
		if arg == b.Node {
			if reported[call] == nil {
				reported[call] = make(map[int]bool)
			}
			reported[call][i] = true
		}
	}
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
		return gets + " memory with a Go pointer in it, which cgo forbids"
	}
	switch h := b.Found; h.Kind {
	case ptrcheck.HiddenAddress:
		if b.Path == b.Subject || b.Path == "" {
			return fmt.Sprintf("%s is the address of Go memory as a number: %s a pointer that the collector does not see", b.Subject, gets)
		}
		return fmt.Sprintf("%s holds the address of Go memory in %s: %s a pointer that the collector does not see", b.Subject, b.Path, gets)
	case ptrcheck.GoVariable:
		return fmt.Sprintf("%s points to the Go variable %s, which has pointers in it: %s memory of which the run time cannot know the size, and panics", b.Subject, h.Memory.Name, gets)
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
	return fmt.Sprintf("%s holds the %s %s: %s memory with a Go pointer in it, which cgo forbids", b.Subject, what, b.Path, gets)
}

func storedMessage(b ptrcheck.Violation) string {
	what := "a Go pointer"
	if b.Found.Kind == ptrcheck.Header {
		what = "a Go " + ptrcheck.Describe(b.Found.Type)
	}
	where := "C memory"
	if b.Func != "" && len(b.Through) == 0 {
		where = "memory of C." + b.Func
	}
	if len(b.Through) > 0 {
		return fmt.Sprintf("%s stores %s in C memory: the collector does not look there, and frees or moves what it points to", b.Through[0], what)
	}
	return fmt.Sprintf("%s is stored in %s: the collector does not look there, and frees or moves what it points to", what, where)
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
