package cgoleak

import (
	"cmp"
	"fmt"
	"go/ast"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/ownership"
)

// because ends each message.
const because = ": the garbage collector does not free C memory"

// message says what is lost, and on which path.
func (c *checker) message(l *leak) string {
	what := l.what()
	switch {
	case l.Kind == ownership.References:
		return what + " is not released " + c.where(l) + ": the object is never freed"
	case l.Early != nil:
		return fmt.Sprintf("%s is never freed: the deferred call of %s got what %s held at the defer statement, before %s",
			what, callee(l.Early), l.name, l.By)
	case l.Freed():
		return what + " is not freed " + c.where(l) + because
	case l.HandedOn():
		return what + " is lost " + c.where(l) + because
	case l.onlyCopied():
		return what + " is only copied and never freed" + because
	}
	return what + " is never freed" + because
}

// what names the resource.
func (l *leak) what() string {
	kind := "the memory"
	if l.By == "C.CString" {
		kind = "the C string"
	}
	switch {
	case l.Kind == ownership.References:
		return fmt.Sprintf("the reference that %s takes", l.By)
	case l.Kind == ownership.Structs:
		return fmt.Sprintf("what %s puts into %s, for C.%s to free,", l.By, cmp.Or(l.name, "a struct"), l.FreedBy[0])
	case l.Path != "" && l.name == "":
		return fmt.Sprintf("the C memory in what %s returns", l.By)
	case l.Path != "":
		return fmt.Sprintf("the C memory in %s, which %s makes,", l.name, l.By)
	case l.name == "" && l.Where == ownership.ThroughOut:
		return fmt.Sprintf("%s that %s hands out", kind, l.By)
	case l.name == "" && l.By == "C.CString":
		return "the C string that C.CString makes here"
	case l.name == "":
		return fmt.Sprintf("%s that %s returns", kind, l.By)
	case l.Where == ownership.ThroughOut:
		return fmt.Sprintf("%s, which %s sets to new memory,", l.name, l.By)
	}
	return fmt.Sprintf("%s, which %s allocates,", l.name, l.By)
}

// onlyCopied reports whether all that is done with a result is that
// C.GoString or its like copies it.
func (l *leak) onlyCopied() bool {
	copied := false
	for _, e := range l.Events {
		if e.What != ownership.Used {
			return false
		}
		switch e.By {
		case "C.GoString", "C.GoStringN", "C.GoBytes":
			copied = true
		default:
			return false
		}
	}
	return copied
}

// where says on which path the resource is lost.
func (c *checker) where(l *leak) string {
	if l.How == ownership.AtNextTurn {
		if c.continues(l) {
			return "where the loop continues early"
		}
		return "before the next iteration"
	}
	ret, _ := c.statement(l.Loss.At).(*ast.ReturnStmt)
	if ret == nil {
		return "on a path to the end of the function"
	}
	text := strings.Join(strings.Fields(c.src.Text(ret)), " ")
	const longest = 50
	if text == "" || len(text) > longest {
		return "on an early return"
	}
	return "on a path to “" + text + "”"
}

// continues reports whether the branch that leads to the loss holds a
// continue.
func (c *checker) continues(l *leak) bool {
	if l.Branch == nil {
		return false
	}
	found := false
	if branch, ok := c.statement(l.Branch).(*ast.IfStmt); ok {
		ast.Inspect(branch.Body, func(n ast.Node) bool {
			b, ok := n.(*ast.BranchStmt)
			found = found || ok && b.Tok.String() == "continue"
			return !found
		})
	}
	return found
}

// statement returns the return or if statement that an instruction is of, or
// nil.
func (c *checker) statement(instr ssa.Instruction) ast.Node {
	pos := instr.Pos()
	if branch, ok := instr.(*ssa.If); ok {
		pos = branch.Cond.Pos()
	}
	for _, n := range c.src.Enclosing(pos, pos) {
		switch n.(type) {
		case *ast.ReturnStmt, *ast.IfStmt:
			return n
		case *ast.FuncDecl, *ast.FuncLit:
			return nil
		}
	}
	return nil
}

// related shows where the path ends and what might have freed the memory.
func (c *checker) related(l *leak) []analysis.RelatedInformation {
	var all []analysis.RelatedInformation
	if l.Early != nil {
		all = append(all, analysis.RelatedInformation{Pos: l.Early.Pos(), Message: "the argument is computed here"})
	}
	if l.How == ownership.AtReturn && l.Loss.At.Pos().IsValid() && (l.Freed() || l.HandedOn()) {
		all = append(all, analysis.RelatedInformation{Pos: l.Loss.At.Pos(), Message: "it is lost here"})
	}
	for _, e := range l.Events {
		if e.What == ownership.Free && l.Early == nil && e.Site.Pos().IsValid() {
			all = append(all, analysis.RelatedInformation{Pos: e.Site.Pos(), Message: "another path frees it here"})
			break
		}
	}
	return all
}

func callee(call ssa.CallInstruction) string {
	if name := ownership.CName(call.Common()); name != "" {
		return "C." + name
	}
	if fn := call.Common().StaticCallee(); fn != nil {
		return fn.Name()
	}
	return "a function"
}
