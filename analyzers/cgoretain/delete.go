package cgoretain

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/rewrite"
)

// release deletes values from the registry where C gives up their handles,
// and reports whether there is such a place.
func (w *handover) release() bool {
	found := false
	if w.owner != nil {
		for _, r := range w.releases(w.owner, w.keepings()) {
			handle := r.owner + "." + w.field
			w.afterCall(w.Rewrite, r, w.registry+".Delete("+handle+")", handle+" = 0")
			found = true
		}
	}
	for _, export := range w.destroyers() {
		if w.deleteIn(export) {
			found = true
		}
	}
	return found
}

// destroyers returns the exported functions that C calls when it gives a
// pointer up, by their names: those that get the pointer back, and those that
// are passed along with it.
func (w *handover) destroyers() []*cgosource.Export {
	var all []*cgosource.Export
	add := func(export *cgosource.Export) {
		if export != nil && cname.IsRelease(export.Name) && export.Decl.Body != nil && !slices.Contains(all, export) {
			all = append(all, export)
		}
	}
	for _, r := range w.e.received {
		add(r.export)
	}
	for _, s := range w.e.sent {
		if s.call == nil {
			continue
		}
		for _, arg := range s.call.Args {
			if export := w.src.ExportNamed(w.src.PassedFunc(arg)); export != nil && export.Func != nil {
				add(export)
			}
		}
	}
	return all
}

// deleteIn makes an exported function delete the value whose handle is its
// only parameter.
func (w *handover) deleteIn(export *cgosource.Export) bool {
	params := export.Decl.Type.Params.List
	if len(params) != 1 || len(params[0].Names) != 1 {
		return false
	}
	name, t := params[0].Names[0], w.typeOf(params[0].Type)
	f, text := w.File(name.Pos()), name.Name
	if text == "_" {
		text = "handle"
		f.Replace(name.Pos(), name.End(), text)
	}
	at := export.Decl.Body.Lbrace + 1
	switch {
	case w.numbers && gotype.IsInteger(t):
		text = fmt.Sprintf("%s.Handle(%s)", w.pkg(at), text)
	case !w.numbers && t == types.Typ[types.UnsafePointer]:
		text = fmt.Sprintf("%s.FromPointer(%s)", w.pkg(at), text)
	default:
		w.Fail("what C gives back to be destroyed is not known")
	}
	end := ""
	if f.Source[int(at-f.Syntax.FileStart)] != '\n' {
		end = "\n\t" // the body is on the same line
	}
	f.Insert(at, fmt.Sprintf("\n\tdefer %s.Delete(%s)%s", w.registry, text, end))
	return true
}

// afterCall inserts statements that run after a call: in the next lines, or,
// where the call is part of a longer statement, when the function returns.
func (x *fixer) afterCall(w *rewrite.Rewrite, r release, stmts ...string) {
	stmt, at := enclosing[ast.Stmt](r.cursor)
	f := w.File(r.call.Pos())
	inBlock := false
	switch at.Parent().Node().(type) {
	case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		inBlock = true
	}
	switch stmt.(type) {
	case *ast.ExprStmt, *ast.AssignStmt:
		if inBlock {
			indent := "\n" + f.Indentation(stmt.Pos())
			text := ""
			for _, s := range stmts {
				text += indent + s
			}
			f.Insert(stmt.End(), text)
			return
		}
	}
	before := x.statement(r.cursor, nil)
	if before == nil {
		w.Fail("there is no place to release it")
		return
	}
	indent := "\n" + f.Indentation(before.Pos())
	text := "defer " + stmts[0] + indent
	if len(stmts) > 1 {
		text = "defer func() {"
		for _, s := range stmts {
			text += indent + "\t" + s
		}
		text += indent + "}()" + indent
	}
	f.Insert(before.Pos(), text)
}
