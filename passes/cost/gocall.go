package cost

import (
	"go/ast"
	"go/types"
	"strings"
)

// call returns what a call takes, its arguments left out.
func (m *meter) call(call *ast.CallExpr) Cost {
	if c := m.src.Call(call); c != nil {
		return m.cCall(c)
	}
	if m.src.Info.Types[call.Fun].IsType() {
		return Cost{Go: m.conversion(call)}
	}
	if all := m.cross.Likely(call); len(all) > 0 {
		return m.function(all[0]).plus(Cost{Go: 1})
	}
	called := m.cross.Called(call)
	if c, ok := m.imported(called); ok {
		return c.plus(Cost{Go: 1})
	}
	switch fn := called.(type) {
	case *types.Builtin:
		return Cost{Go: builtinTimes[fn.Name()]}
	case *types.Func:
		if fn.Pkg() != nil {
			return Cost{Go: timeOf(fn)}
		}
	}
	return Cost{Go: callTime}
}

// conversion returns the time of a conversion: those of strings copy.
func (m *meter) conversion(call *ast.CallExpr) float64 {
	if len(call.Args) != 1 {
		return 0
	}
	from, to := m.src.Info.TypeOf(call.Args[0]), m.src.Info.TypeOf(call)
	if from == nil || to == nil {
		return 0
	}
	_, slice := from.Underlying().(*types.Slice)
	_, toSlice := to.Underlying().(*types.Slice)
	if slice && m.isString(call) || toSlice && m.isString(call.Args[0]) {
		return allocationTime
	}
	return 0
}

// timeOf returns the time of a call of a function of another package, from
// what the package is for.
func timeOf(fn *types.Func) float64 {
	path := fn.Pkg().Path()
	if t, ok := functionTimes[path+"."+fn.Name()]; ok {
		return t
	}
	for ; path != "."; path = parent(path) {
		if t, ok := packageTimes[path]; ok {
			return t
		}
	}
	return callTime
}

// parent returns the path of the folder that a package is in, or ".".
func parent(path string) string {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i]
	}
	return "."
}
