package cgotruncate

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// fixes copies with unsafe.Slice in place of C.GoBytes and C.GoStringN, all
// that one finding stands for.
func (c *checker) fixes(losses []*loss) []analysis.SuggestedFix {
	files := make(map[*ast.File]*edit.File)
	for _, l := range losses {
		c.copyAnyLength(l, files)
	}
	var edits []analysis.TextEdit
	for _, syntax := range slices.SortedFunc(maps.Keys(files), func(a, b *ast.File) int { return int(a.Pos() - b.Pos()) }) {
		edits = append(edits, files[syntax].Edits()...)
	}
	if len(edits) == 0 {
		return nil
	}
	return []analysis.SuggestedFix{{Message: "Copy with unsafe.Slice, which takes any length", TextEdits: edits}}
}

// copyAnyLength writes one copy with unsafe.Slice, where that can be.
func (c *checker) copyAnyLength(l *loss, files map[*ast.File]*edit.File) {
	call := c.copyOf(l)
	if call == nil {
		return
	}
	file := c.src.File(call.Pos())
	if !c.src.HasVersion(file, "go1.17") || !gotype.IsInteger(c.src.Info.TypeOf(l.call.Args[0])) ||
		!c.src.IsPredeclared(call.Pos(), "append", "byte", "string") {
		return
	}
	f := files[file]
	if f == nil {
		f = &edit.File{Syntax: file, Source: c.src.Source(file)}
	}
	pkg := c.src.Import(f, "unsafe", call.Pos())
	if pkg == "" {
		return
	}
	files[file] = f
	p, n := c.src.Text(call.Args[0]), c.src.Text(l.call.Args[0])
	if l.name == "GoBytes" {
		f.Replace(call.Pos(), call.End(), fmt.Sprintf("append([]byte{}, %s.Slice((*byte)(%s), %s)...)", pkg, p, n))
	} else {
		f.Replace(call.Pos(), call.End(), fmt.Sprintf("string(%s.Slice((*byte)(%s.Pointer(%s)), %s))", pkg, pkg, p, n))
	}
}

// copyOf returns the call that copies as many bytes as the conversion says, or
// nil.
func (c *checker) copyOf(l *loss) *cgosource.Call {
	if l.use.call == nil || !copies[l.name] {
		return nil
	}
	call := c.src.Call(c.src.CallAt(l.use.call.Pos()))
	if call == nil || len(call.Args) != 2 || call.Args[1] != ast.Expr(l.call) {
		return nil
	}
	return call
}
