package cgoaddress

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
)

// numbers reports the addresses of Go memory that became numbers.
func (c *checker) numbers() {
	calls := make(map[token.Pos]*ast.CallExpr) // conversions, by the left parenthesis
	for _, file := range c.src.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && c.src.IsConversion(call) && !c.src.IsTest(call.Pos()) {
				calls[call.Lparen] = call
			}
			return true
		})
	}
	for _, fn := range c.src.Functions() {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				conv, ok := instr.(*ssa.Convert)
				if !ok || calls[conv.Pos()] == nil || !gotype.IsUintptr(conv.Type()) || !gotype.IsUnsafePointer(conv.X.Type()) {
					continue
				}
				if root := goMemory(conv.X); root != nil {
					c.number(calls[conv.Pos()], conv, root)
				}
			}
		}
	}
}

// goMemory returns the Go object whose address a pointer is, or nil when it is
// not known to be one of Go: the slice of &b[0] or unsafe.SliceData(b), or an
// object that the function makes.
func goMemory(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.Convert:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.IndexAddr:
			if _, ok := x.X.Type().Underlying().(*types.Slice); !ok {
				v = x.X
				continue
			}
			return madeByGo(x.X)
		case *ssa.Call:
			if govalue.Builtin(&x.Call) == "SliceData" {
				return madeByGo(x.Call.Args[0])
			}
			return nil
		case *ssa.Alloc:
			return x
		default:
			return nil
		}
	}
}

// madeByGo returns a slice when Go has made it, or nil: one over C memory comes
// from unsafe.Slice, and of one from elsewhere it isn't known.
func madeByGo(v ssa.Value) ssa.Value {
	switch x := v.(type) {
	case *ssa.MakeSlice, *ssa.Parameter:
		return x
	case *ssa.Convert: // of a string
		return x
	case *ssa.Slice:
		if alloc, ok := x.X.(*ssa.Alloc); ok {
			return alloc
		}
		return madeByGo(x.X)
	case *ssa.Call:
		if govalue.Builtin(&x.Call) == "append" {
			return x
		}
	}
	return nil
}

// number reports where a number gets that is the address of Go memory.
func (c *checker) number(conv *ast.CallExpr, v *ssa.Convert, root ssa.Value) {
	u := &use{checker: c, conv: conv, root: root, seen: make(map[ssa.Value]bool)}
	u.value(v)
	if u.text == "" || u.at != nil && c.reported[u.at] {
		return
	}
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: conv.Pos(), End: conv.End(), Category: "number", Message: c.src.Text(conv) + " " + u.text,
	}, finding.Info{Confidence: finding.Medium})
}
