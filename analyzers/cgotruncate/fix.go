package cgotruncate

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// fixes copies with unsafe.Slice in place of C.GoBytes and C.GoStringN, all
// that one finding stands for, or says why it does not.
func (c *checker) fixes(losses []*loss) (fixes []analysis.SuggestedFix, reason string) {
	if len(losses) == 0 {
		return nil, "the fix of the package's first copy changes this one too"
	}
	files := make(map[*ast.File]*edit.File)
	for _, l := range losses {
		reason = c.copyAnyLength(l, files)
	}
	var edits []analysis.TextEdit
	for _, syntax := range slices.SortedFunc(maps.Keys(files), func(a, b *ast.File) int { return int(a.Pos() - b.Pos()) }) {
		edits = append(edits, files[syntax].Edits()...)
	}
	if len(edits) == 0 {
		return nil, reason
	}
	return []analysis.SuggestedFix{{Message: "Copy with unsafe.Slice, which takes any length", TextEdits: edits}}, ""
}

// copyAnyLength writes one copy with unsafe.Slice, or says why that cannot be.
func (c *checker) copyAnyLength(l *loss, files map[*ast.File]*edit.File) (reason string) {
	if !copies[l.name] {
		return "only the program can know what to do with a number that C cannot take"
	}
	call := c.copyOf(l)
	if call == nil {
		return "the number is converted before the call"
	}
	file := c.src.File(call.Pos())
	switch {
	case !c.src.HasVersion(file, "go1.17"):
		return "the file is for a Go version before 1.17, without unsafe.Slice"
	case !c.src.IsPredeclared(call.Pos(), "append", "byte", "string"):
		return "append, byte or string means something else here"
	}
	f := files[file]
	if f == nil {
		f = &edit.File{Syntax: file, Source: c.src.Source(file)}
	}
	pkg := c.src.Import(f, "unsafe", call.Pos())
	if pkg == "" {
		return "package unsafe cannot be named here"
	}
	files[file] = f
	p, n := c.src.Text(call.Args[0]), c.src.Text(l.call.Args[0])
	if l.name == "GoBytes" {
		f.Replace(call.Pos(), call.End(), fmt.Sprintf("append([]byte{}, %s.Slice((*byte)(%s), %s)...)", pkg, p, n))
	} else {
		f.Replace(call.Pos(), call.End(), fmt.Sprintf("string(%s.Slice((*byte)(%s.Pointer(%s)), %s))", pkg, pkg, p, n))
	}
	return ""
}

// copyOf returns the call that copies as many bytes as the conversion says, or
// nil.
func (c *checker) copyOf(l *loss) *cgosource.Call {
	if l.use.call == nil {
		return nil
	}
	call := c.src.Call(c.src.CallAt(l.use.call.Pos()))
	if call == nil || len(call.Args) != 2 || call.Args[1] != ast.Expr(l.call) {
		return nil
	}
	return call
}
