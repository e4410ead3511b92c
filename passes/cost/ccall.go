package cost

import (
	"go/ast"
	"go/constant"
	"go/types"

	"github.com/cgolint/cgolint/internal/cflow/cost"
	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// Iterations assumed for a C loop of unknown length: over a buffer whose
// length is a parameter, and over a string or a list.
const (
	bufferTurns = 64
	stringTurns = 24
)

// Times assumed for an unknown C function, in nanoseconds.
const (
	accessorTime = 3    // by its name, it gets or sets something
	scalarTime   = 15   // it gets numbers and handles
	memoryTime   = 150  // it gets strings, buffers or functions
	workTime     = 2000 // by its name, it does something that takes long
	rowTime      = 110  // it goes to the next row, of several that the loop reads
)

// cCall returns what a C call takes. C.CString and C.CBytes call malloc;
// C.GoString, C.GoStringN and C.GoBytes allocate in Go without crossing.
func (m *meter) cCall(call *cgosource.Call) Cost {
	switch call.Name {
	case "CString", "CBytes":
		return Cost{Crossings: 1, C: 20, Go: 5}
	case "GoString", "GoStringN", "GoBytes":
		return Cost{Go: allocationTime + 5}
	}
	if m.exporting && len(call.Args) == 0 {
		return Cost{Crossings: 1, C: m.guess(call)}
	}
	return Cost{Crossings: 1 + m.crossingsBack(call), C: m.inC(call)}
}

// crossingBack is what crossing from C to Go and back takes, next to the
// other way: BenchmarkCallback of registry/bench/calls.
const crossingBack = 1.5

// crossingsBack returns how often a C function crosses back into Go.
func (m *meter) crossingsBack(call *cgosource.Call) (n float64) {
	if f := m.sums.Func(call.Name); f != nil {
		for _, g := range f.GoCalls {
			if !g.Cond {
				n += crossingBack
			}
		}
	}
	return n
}

// inC returns the time of what a C function does, in nanoseconds.
func (m *meter) inC(call *cgosource.Call) float64 {
	f := m.sums.Func(call.Name)
	if f == nil || f.Cost.Kind == cost.Unknown {
		t := m.guess(call)
		if f != nil {
			t = max(t, f.Cost.Time)
		}
		return t
	}
	if f.Cost.Kind == cost.Steps && m.readsRow(call) {
		return rowTime
	}
	t := f.Cost.Time
	if f.Cost.Turn > 0 {
		t += m.length(call, f.Cost.Length) * f.Cost.Turn
	}
	if f.Cost.Rarely && isWork(cname.Words(call.Name)) {
		t = max(t, memoryTime) // the branch may be what the function is for
	}
	return t
}

// readsRow reports whether the loop reads what a call has stepped to: by
// another C call with the same first argument, by its name an accessor.
func (m *meter) readsRow(step *cgosource.Call) bool {
	if m.loop == nil || len(step.Args) == 0 {
		return false
	}
	reads, handle := false, m.src.Text(step.Args[0])
	ast.Inspect(m.loop, func(n ast.Node) bool {
		expr, ok := n.(*ast.CallExpr)
		if !ok {
			return !reads
		}
		call := m.src.Call(expr)
		reads = reads || call != nil && len(call.Args) > 0 && m.src.Text(call.Args[0]) == handle && isAccessor(cname.Words(call.Name))
		return !reads
	})
	return reads
}

// length returns how many iterations the loop of a C function makes. length is
// one more than the argument that says so, or 0.
func (m *meter) length(call *cgosource.Call, length int) float64 {
	if length == 0 {
		return stringTurns
	}
	if length <= len(call.Args) {
		arg := call.Args[length-1]
		if tv := m.src.Info.Types[arg]; tv.Value != nil {
			if n, ok := constant.Float64Val(constant.ToFloat(tv.Value)); ok {
				return n
			}
		}
		if n := m.arrayLength(arg); n > 0 {
			return n
		}
	}
	return bufferTurns
}

// arrayLength returns n if an argument is the length of an array of n
// elements, or of a slice that was made with that many, else 0.
func (m *meter) arrayLength(arg ast.Expr) (n float64) {
	ast.Inspect(arg, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return true
		}
		if id, ok := call.Fun.(*ast.Ident); !ok || id.Name != "len" && id.Name != "cap" {
			return true
		}
		n = m.madeWith(call.Args[0])
		return false
	})
	return n
}

// madeWith returns the constant length with which a slice was made that a
// local variable holds, or 0.
func (m *meter) madeWith(e ast.Expr) float64 {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		if v, ok := m.src.Info.Uses[id].(*types.Var); ok {
			return m.lengths()[v]
		}
	}
	return 0
}

// findLengths returns the constant lengths of all slices that are made where
// a variable is declared.
func findLengths(src *cgosource.Package) map[types.Object]float64 {
	lengths := make(map[types.Object]float64)
	for _, file := range src.Files {
		ast.Inspect(file, func(node ast.Node) bool {
			if assign, ok := node.(*ast.AssignStmt); ok && len(assign.Lhs) == 1 && len(assign.Rhs) == 1 {
				addLength(src.Info, assign, lengths)
			}
			return true
		})
	}
	return lengths
}

func addLength(info *types.Info, assign *ast.AssignStmt, lengths map[types.Object]float64) {
	left, ok := assign.Lhs[0].(*ast.Ident)
	call, isCall := assign.Rhs[0].(*ast.CallExpr)
	if !ok || !isCall || info.Defs[left] == nil || len(call.Args) < 2 {
		return
	}
	if tv := info.Types[call.Args[1]]; tv.Value != nil {
		lengths[info.Defs[left]], _ = constant.Float64Val(constant.ToFloat(tv.Value))
	}
}
