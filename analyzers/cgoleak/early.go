package cgoleak

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/ownership"
)

// early reports deferred calls that free nil, or what a variable held before: C
// stores something there after the defer statement.
func (c *checker) early() {
	for _, fn := range c.owned.Functions() {
		for _, block := range fn.Blocks {
			for i, instr := range block.Instrs {
				d, ok := instr.(*ssa.Defer)
				if !ok || c.src.IsTest(d.Pos()) {
					continue
				}
				if !c.frees(d) {
					continue
				}
				if set := c.nilThen(d); set != nil {
					c.reportNil(d, set)
				}
				if local, _ := loaded(d).(*ssa.Alloc); local != nil {
					if call := c.filler(local, d); call != nil && !walks(call) && !c.lends(call, local) && (!isSet(local) || c.replaced(local, call)) {
						c.reportEarly(d, call)
					}
				}
				if call := c.fieldFiller(d, block.Instrs, i); call != nil {
					c.reportEarly(d, call)
				}
			}
		}
	}
}

// walks reports whether a C function says by its name that it stores the next
// element of something, which belongs to that.
func walks(call *ssa.Call) bool {
	return slices.ContainsFunc(cname.Words(ownership.CName(&call.Call)), func(w string) bool { return w == "next" || w == "iter" })
}

// lends reports whether a C function stores what stays its own in a variable:
// it declares it as pointing to const, as git_branch_name does its name, and is
// not known to make it.
func (c *checker) lends(call *ssa.Call, local *ssa.Alloc) bool {
	name := ownership.CName(&call.Call)
	i := slices.IndexFunc(call.Call.Args, func(a ssa.Value) bool { return govalue.Unconverted(a) == local })
	if i < 0 || !c.sums.ConstWithin(name, i) {
		return false
	}
	f := c.sums.Func(name)
	return f == nil || i >= len(f.Params) || f.Params[i].Out.Kind != csummary.Fresh
}

// frees reports whether a deferred call is one of a function that frees its
// only argument.
func (c *checker) frees(d *ssa.Defer) bool {
	if len(d.Call.Args) != 1 {
		return false
	}
	name := ownership.CName(&d.Call)
	if name == "" {
		callee := d.Call.StaticCallee()
		return callee != nil && slices.ContainsFunc(c.owned.FreedParts(ownership.CMemory, callee), func(e *ownership.PartEffect) bool {
			return e.Param == 0 && e.Path == ""
		})
	}
	// Its body may be hard to read, or not in view.
	return ownership.CMemory.Effect(c.owned, &d.Call, 0).Does == ownership.Frees || cname.IsRelease(name) ||
		strings.Contains(strings.ToLower(name), "free")
}

// loaded returns the address that the argument of a call was loaded from, or
// nil.
func loaded(d *ssa.Defer) ssa.Value {
	if load, ok := govalue.Unconverted(d.Call.Args[0]).(*ssa.UnOp); ok {
		return load.X
	}
	return nil
}

// filler returns the C call after the defer statement that gets the address
// of a variable which nothing sets from then on, and which nothing else frees;
// or nil.
func (c *checker) filler(local *ssa.Alloc, d *ssa.Defer) (filler *ssa.Call) {
	for _, ref := range govalue.Referrers(local) {
		switch ref := ref.(type) {
		case *ssa.UnOp:
			if c.usedOtherwise(ref, d) {
				return nil
			}
		case *ssa.DebugRef:
		case *ssa.Store:
			if ref.Addr != local || !govalue.Precedes(ref, d) {
				return nil
			}
		case *ssa.Call:
			if ownership.CName(&ref.Call) == "" || !govalue.Precedes(d, ref) {
				return nil
			}
			filler = ref
		case *ssa.Convert, *ssa.ChangeType:
			for _, user := range govalue.Referrers(ref.(ssa.Value)) {
				call, ok := user.(*ssa.Call)
				if !ok || ownership.CName(&call.Call) == "" || !govalue.Precedes(d, call) {
					return nil
				}
				filler = call
			}
		default:
			return nil // it is set, or others have its address
		}
	}
	return filler
}

// usedOtherwise reports whether a value goes where it may be freed: to a
// deferred or Go function, or to memory.
func (c *checker) usedOtherwise(v ssa.Value, d *ssa.Defer) bool {
	for _, user := range govalue.Referrers(v) {
		switch user := user.(type) {
		case *ssa.Convert:
			if c.usedOtherwise(user, d) {
				return true
			}
		case *ssa.ChangeType:
			if c.usedOtherwise(user, d) {
				return true
			}
		case *ssa.Call:
			if !c.onlyReads(user, v, d) {
				return true
			}
		case *ssa.Defer:
			if user != d {
				return true
			}
		case *ssa.Store, *ssa.MapUpdate, *ssa.Return, *ssa.MakeInterface, *ssa.Send, *ssa.Go, *ssa.MakeClosure, *ssa.Phi:
			return true
		}
	}
	return false
}

// onlyReads reports whether a call reads what a value points to and hands it to
// nobody: a slice over it goes nowhere either.
func (c *checker) onlyReads(call *ssa.Call, v ssa.Value, d *ssa.Defer) bool {
	switch govalue.Builtin(&call.Call) {
	case "Slice":
		return !c.usedOtherwise(call, d)
	case "":
		name, i := ownership.CName(&call.Call), slices.Index(call.Call.Args, v)
		return copies[name] || name != "" && i >= 0 && ownership.CMemory.Effect(c.owned, &call.Call, i).Does == ownership.Borrows
	}
	return true
}

// copies are cgo's functions that only read what they get.
var copies = map[string]bool{"GoString": true, "GoStringN": true, "GoBytes": true}

func (c *checker) reportEarly(d *ssa.Defer, filler *ssa.Call) {
	c.reportDeferred(d, filler.Pos(), callee(filler))
}

// deferStmt returns the statement of a deferred call with the path from there
// outwards, or nil.
func (c *checker) deferStmt(d *ssa.Defer) (*ast.DeferStmt, []ast.Node) {
	path := c.src.Enclosing(d.Pos(), d.Pos()+1)
	for i, n := range path {
		if stmt, ok := n.(*ast.DeferStmt); ok {
			return stmt, path[i:]
		}
	}
	return nil, nil
}

// reportDeferred reports a deferred call that frees what a variable holds at the
// defer statement, and not what filler stores there at a later place.
func (c *checker) reportDeferred(d *ssa.Defer, at token.Pos, filler string) {
	stmt, _ := c.deferStmt(d)
	if stmt == nil {
		return
	}
	name := c.src.Text(c.src.Unconverted(stmt.Call.Args[0]))
	message := fmt.Sprintf("the deferred call of %s frees nil, the value of %s at the defer statement, not what %s stores in %s afterwards",
		callee(d), name, filler, name)
	local, _ := loaded(d).(*ssa.Alloc)
	if local != nil && isSet(local) {
		message = fmt.Sprintf("the deferred call of %s frees the value of %s at the defer statement, not what %s stores in %s afterwards",
			callee(d), name, filler, name)
	}
	c.told[d] = true
	fixes, reason := c.laterFix(stmt, d, name)
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos:            stmt.Pos(),
		End:            stmt.End(),
		Category:       "cgoleak",
		Message:        message,
		Related:        []analysis.RelatedInformation{{Pos: at, Message: "set here"}},
		SuggestedFixes: fixes,
	}, finding.Info{NoFix: reason})
}

// laterFix makes the deferred call read the variable when it runs, or says why
// it does not.
func (c *checker) laterFix(stmt *ast.DeferStmt, d *ssa.Defer, name string) (fixes []analysis.SuggestedFix, reason string) {
	if ownership.CName(&d.Call) != "free" {
		return nil, callee(d) + " may not take nil, which " + name + " may hold when the function returns"
	}
	if local, _ := loaded(d).(*ssa.Alloc); local != nil && isSet(local) {
		return nil, "it is not known who has to free what " + name + " held before"
	}
	file := c.src.File(stmt.Pos())
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	f.Replace(stmt.Call.Pos(), stmt.Call.End(), "func() { "+c.src.Text(stmt.Call)+" }()")
	return []analysis.SuggestedFix{{Message: "Free what " + name + " holds when the function returns (behavior change)", TextEdits: f.Edits()}}, ""
}
