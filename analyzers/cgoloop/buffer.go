package cgoloop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// A cString is a C string that each iteration of a loop makes and frees.
type cString struct {
	variable *types.Var
	made     *cgosource.Call // C.CString
	at, free ast.Stmt
	readOnly bool // C does not write to it
}

// oneBuffer has the loop write its C strings into a buffer of Go, in place of
// the C heap: neither making nor freeing one crosses then. One that is the
// same in each iteration is written before the loop.
func (r *rewriter) oneBuffer() string {
	body := bodyOf(r.stmt)
	if body == nil || r.unsafe() == "" {
		return ""
	}
	var names []string
	for i, stmt := range body.List {
		if s := r.cString(stmt, body.List[i+1:]); s != nil && r.canBeInGo(s) {
			r.writeBuffer(s)
			names = append(names, s.variable.Name())
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "Write " + sentence.List(names) + " into a buffer of Go"
}

func (r *rewriter) writeBuffer(s *cString) {
	text := r.src.Text(s.made.Args[0])
	buffer := r.name(s.variable.Name() + "Buffer")
	if r.isInvariant(r.stmt, s.made.Args[0]) && s.readOnly {
		r.before = append(r.before, fmt.Sprintf("%s := append([]byte(%s), 0)", buffer, text))
	} else {
		r.before = append(r.before, fmt.Sprintf("var %s []byte", buffer))
		r.file.Insert(s.at.Pos(), fmt.Sprintf("%[1]s = append(append(%[1]s[:0], %[2]s...), 0)\n%[3]s", buffer, text, r.file.Indentation(s.at.Pos())))
	}
	r.file.Replace(s.made.Pos(), s.made.End(), fmt.Sprintf("(*C.char)(%s.Pointer(&%s[0]))", r.unsafe(), buffer))
	r.file.Delete(s.free.Pos(), s.free.End())
}

// bodyOf returns the body of a loop, or nil for another statement.
func bodyOf(loop ast.Stmt) *ast.BlockStmt {
	switch loop := loop.(type) {
	case *ast.ForStmt:
		return loop.Body
	case *ast.RangeStmt:
		return loop.Body
	}
	return nil
}

// cString returns the C string that a statement makes, s := C.CString(x), and
// one after it frees, C.free(unsafe.Pointer(s)), or nil.
func (r *rewriter) cString(stmt ast.Stmt, after []ast.Stmt) *cString {
	define, ok := stmt.(*ast.AssignStmt)
	if !ok || define.Tok != token.DEFINE || len(define.Lhs) != 1 || len(define.Rhs) != 1 {
		return nil
	}
	id, ok1 := define.Lhs[0].(*ast.Ident)
	expr, ok2 := r.src.Unconverted(define.Rhs[0]).(*ast.CallExpr)
	if !ok1 || !ok2 {
		return nil
	}
	v, _ := r.src.Info.Defs[id].(*types.Var)
	made := r.src.Call(expr)
	if v == nil || made == nil || made.Name != "CString" || made.TwoValued || !gotype.IsString(r.src.Info.TypeOf(made.Args[0])) {
		return nil
	}
	for _, s := range after {
		var call *ast.CallExpr
		switch s := s.(type) {
		case *ast.ExprStmt:
			call, _ = s.X.(*ast.CallExpr)
		case *ast.DeferStmt:
			call = s.Call
		}
		if call == nil {
			continue
		}
		if c := r.src.Call(call); c != nil && c.Name == "free" && len(c.Args) == 1 && r.variable(c.Args[0]) == v {
			return &cString{variable: v, made: made, at: stmt, free: s}
		}
	}
	return nil
}

// canBeInGo reports whether C may get a string in memory of Go: nothing has it
// when the call returns that gets it.
func (r *rewriter) canBeInGo(s *cString) bool {
	var calls []*cgosource.Call // of which it is not proven that they keep nothing
	given, kept := 0, false
	s.readOnly = true
	r.eachGiven(s.variable, func(c *cgosource.Call, param *csummary.Param) {
		given++
		s.readOnly = s.readOnly && param != nil && (param.ReadOnly || param.Const)
		kept = kept || param != nil && len(param.Retained) > 0
		if param == nil || !param.NoEscape {
			calls = append(calls, c)
		}
	})
	if given == 0 || given != r.mentions(s.variable)-1 { // and what frees it
		return false
	}
	return len(calls) == 0 || len(calls) == 1 && !kept && r.isFreedAtOnce(s, calls[0])
}

func (r *rewriter) mentions(v *types.Var) (n int) {
	ast.Inspect(r.stmt, func(node ast.Node) bool {
		if id, ok := node.(*ast.Ident); ok && r.src.Info.Uses[id] == v {
			n++
		}
		return true
	})
	return n
}

// eachGiven calls f with the calls of the loop that hand a variable to C, with
// what is known of the parameter, or nil.
func (r *rewriter) eachGiven(v *types.Var, f func(*cgosource.Call, *csummary.Param)) {
	ast.Inspect(r.stmt, func(n ast.Node) bool {
		expr, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		c := r.src.Call(expr)
		if c == nil || !c.Crosses() || c.Name == "free" {
			return true
		}
		fn := r.sums.Func(c.Name)
		for i, arg := range c.Args {
			if r.variable(arg) != v {
				continue
			}
			var param *csummary.Param
			if fn != nil && i < len(fn.Params) {
				param = &fn.Params[i]
			}
			f(c, param)
		}
		return true
	})
}

// isFreedAtOnce reports whether a string is freed as soon as the only call
// that gets it is made: what C kept of it, it could not use.
func (r *rewriter) isFreedAtOnce(s *cString, call *cgosource.Call) bool {
	if _, deferred := s.free.(*ast.DeferStmt); deferred {
		return false
	}
	list := bodyOf(r.stmt).List
	from, to := slices.Index(list, s.at), slices.Index(list, s.free)
	after := false
	for _, stmt := range list[from+1 : to] {
		if after && r.calls(stmt, nil) {
			return false
		}
		if edit.Within(call.CallExpr, stmt) {
			after = true
			if bodyOf(stmt) != nil || r.calls(stmt, call.CallExpr) {
				return false
			}
		}
	}
	return after
}

// calls reports whether a statement calls anything but one call, conversions,
// builtins, and what makes strings and blocks of the heap.
func (r *rewriter) calls(stmt ast.Stmt, but *ast.CallExpr) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.LabeledStmt, *ast.BranchStmt:
			found = true
		case *ast.CallExpr:
			c := r.src.Call(n)
			isFine := n == but || r.isConversionOrBuiltin(n) || c == nil && r.isHarmless(n) || c != nil && (!c.Crosses() || isHeap(c.Name))
			found = found || !isFine
		}
		return !found
	})
	return found
}

func (r *rewriter) isConversionOrBuiltin(call *ast.CallExpr) bool {
	tv := r.src.Info.Types[call.Fun]
	return tv.IsType() || tv.IsBuiltin() || strings.HasPrefix(r.src.Text(call.Fun), "unsafe.")
}
