package bounds

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// parameter looks at what a function may be called with: at the call by which
// the search came into the function, or at all that are known.
func (s *search) parameter(v *ssa.Parameter, of func(ssa.Value, place) *Cause) *Cause {
	fn := v.Parent()
	i := slices.Index(fn.Params, v)
	for n := len(s.calls) - 1; n >= 0; n-- {
		if calleeOf(s.calls[n]) == fn {
			call := s.calls[n]
			inner := s.calls
			s.calls = s.calls[:n]
			defer func() { s.calls = inner }()
			return of(call.Common().Args[i], placeOf(call))
		}
	}
	if fn != s.origin && s.p.compares(fn, v) {
		return nil // what it finds may be what this place rests on
	}
	if s.p.isPublic(fn) {
		if isOpaque(v.Type()) {
			return nil
		}
		return &Cause{FromCaller, v.Pos(), v, v.Object()}
	}
	if s.p.uses().value[fn] {
		return nil
	}
	for _, call := range s.p.uses().calls[fn] {
		if cause := of(call.Common().Args[i], placeOf(call)); cause != nil {
			return cause
		}
	}
	return nil
}

// isOpaque reports whether a type is a name for a slice of C's elements: what
// a constructor of the package makes.
func isOpaque(t types.Type) bool {
	slice, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	_, bare := t.(*types.Slice)
	_, ofC := cgosource.CTypeName(slice.Elem())
	return !bare && ofC
}

// inputs are functions whose result is as long as what they read.
var inputs = map[string]bool{
	"os.ReadFile": true, "io.ReadAll": true, "io/ioutil.ReadFile": true, "io/ioutil.ReadAll": true,
	"(*bytes.Buffer).Bytes": true, "(*bytes.Buffer).String": true,
}

// emptyOfEmpty are functions whose first result is empty when an argument is,
// with the index of the argument.
var emptyOfEmpty = map[string]int{
	"bytes.Clone": 0, "bytes.ToLower": 0, "bytes.ToUpper": 0, "bytes.Trim": 0, "bytes.TrimSpace": 0, "bytes.TrimLeft": 0, "bytes.TrimRight": 0,
	"bytes.TrimPrefix": 0, "bytes.TrimSuffix": 0, "bytes.ReplaceAll": 0, "bytes.Runes": 0,
	"strings.Clone": 0, "strings.ToLower": 0, "strings.ToUpper": 0, "strings.Trim": 0, "strings.TrimSpace": 0, "strings.TrimLeft": 0, "strings.TrimRight": 0,
	"strings.TrimPrefix": 0, "strings.TrimSuffix": 0, "strings.ReplaceAll": 0, "strings.Fields": 0,
	"encoding/hex.DecodeString": 0, "(*encoding/base64.Encoding).DecodeString": 1, "(*encoding/base32.Encoding).DecodeString": 1,
	"slices.Clone": 0, "slices.Sorted": 0, "unicode/utf16.Encode": 0,
}

// result looks at what a call returns.
func (s *search) result(call *ssa.Call, index int) *Cause {
	fn := calleeOf(call)
	if fn == nil {
		return nil
	}
	if inputs[fn.String()] {
		if fn.Signature.Recv() != nil && isWritten(call) {
			return nil
		}
		return &Cause{FromInput, call.Pos(), call, fn.Object()}
	}
	if i, ok := emptyOfEmpty[fn.String()]; ok && index == 0 {
		return s.empty(call.Call.Args[i], placeOf(call))
	}
	if len(fn.Blocks) == 0 || slices.ContainsFunc(s.calls, func(c ssa.CallInstruction) bool { return calleeOf(c) == fn }) {
		return nil
	}
	s.calls = append(s.calls, call)
	defer func() { s.calls = s.calls[:len(s.calls)-1] }()
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || index >= len(ret.Results) || failed(ret) {
			continue
		}
		of := s.empty
		if gotype.IsInteger(ret.Results[index].Type()) {
			of = s.zero
		}
		if cause := of(ret.Results[index], placeOf(ret)); cause != nil {
			return cause
		}
	}
	return nil
}

// failed reports whether a return gives an error: then nobody uses what else
// it gives.
func failed(ret *ssa.Return) bool {
	n := len(ret.Results)
	if n < 2 || ret.Results[n-1].Type().String() != "error" {
		return false
	}
	c, ok := ret.Results[n-1].(*ssa.Const)
	return !ok || c.Value != nil
}

// zero returns why the integer v may be 0 at a place.
func (s *search) zero(v ssa.Value, at place) *Cause {
	if !s.visit(v) || !s.integer(v, at).Has(0) || s.settled(s.p.termOf(v), at) {
		return nil
	}
	switch v := v.(type) {
	case *ssa.Parameter:
		return s.parameter(v, s.zero)
	case *ssa.ChangeType:
		return s.zero(v.X, at)
	case *ssa.Convert:
		return s.zero(v.X, at)
	case *ssa.BinOp:
		return s.operationZero(v, at)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return s.loadZero(v)
		}
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return s.number(call, v.Index)
		}
	case *ssa.Call:
		if isBuiltin(v, "len") {
			return s.empty(v.Call.Args[0], at)
		}
		if isBuiltin(v, "min") || isBuiltin(v, "max") {
			return nil
		}
		return s.number(v, 0)
	}
	return nil
}

// operationZero looks at arithmetic: a product is 0 when one factor is, a sum
// of counts when both are.
func (s *search) operationZero(v *ssa.BinOp, at place) *Cause {
	switch v.Op {
	case token.MUL:
		if cause := s.zero(v.X, at); cause != nil {
			return cause
		}
		return s.zero(v.Y, at)
	case token.ADD:
		if x := s.zero(v.X, at); x != nil && s.integer(v.Y, at).Lo >= 0 {
			return s.zero(v.Y, at)
		}
	}
	return nil
}

// number looks at an integer that a call returns.
func (s *search) number(call *ssa.Call, index int) *Cause {
	fn := calleeOf(call)
	if fn == nil {
		return nil
	}
	if _, ok := cgosource.CFunc(fn); ok {
		if len(call.Call.Args) == 0 {
			return nil // most are constants of the library
		}
		return &Cause{FromC, call.Pos(), call, fn.Object()}
	}
	return s.result(call, index)
}

// loadZero looks at a variable that C was given the address of, to put a
// count there.
func (s *search) loadZero(load *ssa.UnOp) *Cause {
	alloc, ok := load.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	for _, ref := range govalue.Referrers(alloc) {
		call, ok := ref.(*ssa.Call)
		if !ok {
			continue
		}
		if _, ok := cgosource.CFunc(call.Call.StaticCallee()); ok {
			return &Cause{FromC, call.Pos(), call, call.Call.StaticCallee().Object()}
		}
	}
	return nil
}
