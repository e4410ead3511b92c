// Package cbatch moves a Go loop that only calls a C function with each element
// into C: it adds a C function with the loop to the preamble, and replaces the
// loop by one call of it.
package cbatch

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/preamble"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// A Writer writes loops as C functions, which Go then calls once.
type Writer struct {
	src     *cgosource.Package
	sums    *csummary.Package
	written map[string]string // the C functions of this pass, by name
}

// NewWriter returns a writer for the loops of one package.
func NewWriter(src *cgosource.Package, sums *csummary.Package) *Writer {
	return &Writer{src, sums, make(map[string]string)}
}

// A goLoop is a loop of Go whose header is understood.
type goLoop struct {
	*Writer
	*header
	file    *ast.File
	guarded bool   // the call must not be made, nor its arguments be evaluated, without elements
	reason  string // why C cannot have something
}

// A batch is a loop that does nothing but call one C function with each
// element of a slice, and what is to take its place.
type batch struct {
	goLoop
	call *cgosource.Call
	w    *wrapper

	arrays      []ast.Expr // slices and arrays whose elements C gets
	arrayParams []*param   // of the wrapper, for each

	records []*record // slices and arrays of structs whose fields C gets

	locals       map[types.Object]string // variables of an iteration, and what C calls them
	declarations []string                // of these
	stored       []ast.Expr              // slices and arrays whose elements the body stores in
	given        []ast.Expr              // those whose elements C may write, as it gets their addresses
	grown        string                  // the statement that makes a slice longer before, or ""
	stop         *stop                   // that the loop may end by, or nil

	named       types.Object // that holds the call's result until it is used, or nil
	namedResult ast.Expr     // what it is assigned
}

// Fix returns the fix that moves a loop into C, or why there is none. The loop
// must be a statement of a list, and calls must be all that crosses into C in
// it. The section "Batch" of package cgoloop says which loops can be moved.
func (b *Writer) Fix(loop ast.Stmt, calls []*cgosource.Call) (fix *analysis.SuggestedFix, reason string) {
	if len(calls) == 1 {
		if x, _ := b.batch(loop, calls[0]); x != nil && x.takeArguments() {
			if text, ok := x.rewrite(); ok {
				return x.fix(text)
			}
		}
	}
	x, reason := b.batch(loop, calls[0])
	if x == nil {
		return nil, reason
	}
	x.call = nil
	text, ok := (&several{batch: x}).rewrite()
	if !ok {
		return nil, cmp.Or(x.reason, "the loop does more than a fix can write in C")
	}
	return x.fix(x.onlyWithElements(text))
}

// fix returns the fix that puts text in the place of the loop.
func (x *batch) fix(text string) (fix *analysis.SuggestedFix, reason string) {
	edits, ok := x.edits(text)
	if !ok {
		return nil, "the preamble is written so that nothing can be added to it"
	}
	return &analysis.SuggestedFix{
		Message:   "Move the loop into a C function " + x.w.name + " (behavior change)",
		TextEdits: edits,
	}, ""
}

// batch returns the loop as a batch, if its header and its call are such that
// it can be one, or why it cannot.
func (b *Writer) batch(loop ast.Stmt, call *cgosource.Call) (x *batch, reason string) {
	file := b.src.File(loop.Pos())
	switch {
	case b.src.Source(file) == nil:
		return nil, "the file cannot be read"
	case call.TwoValued:
		return nil, "Go asks for errno after each call"
	case special[call.Name]:
		return nil, "C." + call.Name + " is a function of cgo, which C does not have"
	case b.mayCallGo(call):
		return nil, "C." + call.Name + " may call back into Go"
	case !b.src.HasVersion(file, "go1.20"):
		return nil, "the file is for a Go version before 1.20, without unsafe.SliceData"
	case !b.namesUnsafe(file, loop.Pos()):
		return nil, "package unsafe cannot be named here"
	}
	h := b.header(loop)
	if h == nil {
		return nil, "the loop is neither over a slice or array nor from 0 to a number"
	}
	return &batch{
		goLoop: goLoop{Writer: b, header: h, file: file}, call: call, w: newWrapper(call.Name, b.sums.DefinesMacro),
		locals: make(map[types.Object]string),
	}, ""
}

// namesUnsafe reports whether code at pos may use package unsafe under that
// name.
func (b *Writer) namesUnsafe(f *ast.File, pos token.Pos) bool {
	if edit.Import(f, "unsafe") == nil {
		return b.src.Lookup("unsafe", pos) == nil
	}
	return b.src.ImportedAs(f, "unsafe", pos) == "unsafe"
}

// edits returns the edits that put text in the place of the loop, and the C
// function into the preamble.
func (x *batch) edits(text string) ([]analysis.TextEdit, bool) {
	source := x.src.Source(x.file)
	f := &edit.File{Syntax: x.file, Source: source}
	code := x.w.code(x.exports())
	if !x.isWritten(code) {
		p := x.preamble()
		if p == nil {
			return nil, false
		}
		var spans []preamble.Span
		for _, c := range p.Comment.List {
			spans = append(spans, preamble.Span{Start: int(c.Pos() - x.file.FileStart), End: int(c.End() - x.file.FileStart)})
		}
		offset, insert, ok := preamble.Append(source, spans, code)
		if !ok {
			return nil, false
		}
		at := x.file.FileStart + token.Pos(offset)
		f.Insert(at, insert)
	}
	if edit.Import(x.file, "unsafe") == nil && strings.Contains(text, "unsafe.") {
		f.AddImport("unsafe")
	}
	f.Replace(x.stmt.Pos(), x.stmt.End(), x.indent(x.comments()+text))
	return f.Edits(), true
}

// preamble returns the last preamble of the file, after all that the C
// function may need, or nil.
func (x *goLoop) preamble() *cgosource.Preamble {
	var last *cgosource.Preamble
	for _, p := range x.src.Preambles() {
		if p.File == x.file && p.Comment != nil {
			last = p
		}
	}
	return last
}

// isWritten reports whether the file has the C function already.
func (x *goLoop) isWritten(code string) bool {
	for _, p := range x.src.Preambles() {
		if p.File == x.file && strings.Contains(unindented(p.C), unindented(code)) {
			return true
		}
	}
	return false
}

// unindented is C without the blanks at the start of lines, which differ by
// the form of the comment.
func unindented(c string) string {
	lines := strings.Split(c, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSpace(l)
	}
	return strings.Join(lines, "\n")
}

// exports reports whether the file has functions that C may call. Its
// preamble then is compiled twice, and must not define functions that are
// not inline (cmd/cgo, "C references to Go").
func (x *goLoop) exports() bool {
	for _, e := range x.src.Exports() {
		if x.src.File(e.Decl.Pos()) == x.file {
			return true
		}
	}
	return false
}

// comments returns the comments of the loop that would go with it, each on
// its line.
func (x *goLoop) comments() string {
	var b strings.Builder
	for _, group := range x.file.Comments {
		for _, c := range group.List {
			if x.stmt.Pos() <= c.Pos() && c.End() <= x.stmt.End() && !x.keeps(c) {
				b.WriteString(c.Text + "\n")
			}
		}
	}
	return b.String()
}

// keeps reports whether a node of the loop is in the text that takes its
// place.
func (x *goLoop) keeps(n ast.Node) bool {
	return x.kept != nil && x.kept.Pos() <= n.Pos() && n.End() <= x.kept.End()
}

// indent indents the lines of text after the first as the loop is.
func (x *goLoop) indent(text string) string {
	source := x.src.Source(x.file)
	start := int(x.stmt.Pos() - x.file.FileStart)
	line := source[strings.LastIndexByte(string(source[:start]), '\n')+1 : start]
	blank := line[:len(line)-len(strings.TrimLeft(string(line), " \t"))]
	return strings.ReplaceAll(text, "\n", "\n"+string(blank))
}

// objectOf returns the object that an identifier names, or nil.
func (b *Writer) objectOf(e ast.Expr) types.Object {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		return b.src.Info.ObjectOf(id)
	}
	return nil
}
