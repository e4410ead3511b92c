package cost

import (
	"go/ast"
	"go/constant"
	"go/types"
	"regexp"
	"strings"

	"github.com/cgolint/cgolint/internal/cflow"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// How often a loop in C turns of which nothing is known: over a buffer whose
// length is a parameter, and over a string or a list.
const (
	bufferTurns = 64
	stringTurns = 24
)

// What a C function takes of which nothing is known, in nanoseconds.
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
	if f == nil || f.Work.Kind == cflow.WorkUnknown {
		t := m.guess(call)
		if f != nil {
			t = max(t, float64(f.Work.Nanos))
		}
		return t
	}
	if f.Work.Kind == cflow.Steps && m.readsRow(call) {
		return rowTime
	}
	n := 0.0
	if f.Work.Turn > 0 {
		n = m.length(call, f.Work.Length)
	}
	return float64(f.Work.Nanos) + n*float64(f.Work.Turn)/1000
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
		reads = reads || call != nil && len(call.Args) > 0 && m.src.Text(call.Args[0]) == handle && isAccessor(split(call.Name))
		return !reads
	})
	return reads
}

// length returns how often the loop of a C function turns. length is one more
// than the argument that says so, or 0.
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
func (m *meter) madeWith(e ast.Expr) (n float64) {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return 0
	}
	obj := m.src.Info.Uses[id]
	v, ok := obj.(*types.Var)
	if !ok || v.Parent() == nil {
		return 0
	}
	file := m.src.File(v.Pos())
	if file == nil {
		return 0
	}
	ast.Inspect(file, func(node ast.Node) bool {
		assign, ok := node.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
			return n == 0
		}
		if left, ok := assign.Lhs[0].(*ast.Ident); ok && m.src.Info.Defs[left] == obj {
			if call, ok := assign.Rhs[0].(*ast.CallExpr); ok && len(call.Args) > 1 {
				if tv := m.src.Info.Types[call.Args[1]]; tv.Value != nil {
					n, _ = constant.Float64Val(constant.ToFloat(tv.Value))
				}
			}
		}
		return n == 0
	})
	return n
}

// guess returns what a call of a function takes that is known by its name and
// its arguments alone.
func (m *meter) guess(call *cgosource.Call) float64 {
	words := split(call.Name)
	memory := m.takesMemory(call)
	switch {
	case isAccessor(words):
		if memory && !isIndexed(words) {
			return memoryTime
		}
		return accessorTime
	case isWork(words):
		return workTime
	case memory:
		return memoryTime
	}
	return scalarTime
}

// takesMemory reports whether an argument is a string, a buffer or a
// function, and not a handle or a number.
func (m *meter) takesMemory(call *cgosource.Call) bool {
	for _, arg := range call.Args {
		t := m.src.Info.TypeOf(arg)
		if t == nil {
			return true
		}
		p, ok := t.Underlying().(*types.Pointer)
		if !ok {
			if b, isBasic := t.Underlying().(*types.Basic); isBasic && b.Kind() == types.UnsafePointer {
				return true
			}
			continue
		}
		switch elem := p.Elem().Underlying().(type) {
		case *types.Basic:
			if !addressOf(arg) {
				return true // an out parameter is the address of a variable
			}
		case *types.Array:
			_ = elem
			return true // a function pointer is *[0]byte to cgo
		}
	}
	return false
}

// addressOf reports whether an argument is the address of a variable.
func addressOf(e ast.Expr) bool {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.UnaryExpr:
			_, isVar := ast.Unparen(x.X).(*ast.Ident)
			return isVar
		case *ast.CallExpr:
			if len(x.Args) != 1 {
				return false
			}
			e = x.Args[0]
		default:
			return false
		}
	}
}

var word = regexp.MustCompile(`[A-Z]+[a-z]*|[a-z]+|[0-9]+`)

// split returns the words of a name, in lower case.
func split(name string) []string {
	words := word.FindAllString(name, -1)
	for i := range words {
		words[i] = strings.ToLower(words[i])
	}
	return words
}

func set(words string) map[string]bool {
	s := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		s[w] = true
	}
	return s
}

// What C libraries call functions that get or set something, and functions
// that do something long.
var (
	accessorVerbs = set("get is has num count size len length at nth idx")
	accessorNouns = set(`value type kind id name flags width height ptr data key first last next prev previous column field item
		element elem entry row cell child parent attr attribute set index code errno error status state version x y z re im`)
	workWords = set(`exec execute query prepare step open close read write send recv receive load save run init initialize create new
		compile parse render compress decompress deflate inflate encode decode encrypt decrypt hash digest sign verify connect accept
		listen poll wait sleep flush sync commit begin rollback search find lookup match sort process transform convert scan solve train
		eval evaluate call invoke perform submit dispatch transfer request fetch download upload join fork spawn start stop import export
		dump print serialize deserialize marshal unmarshal generate build link mount unmount register unregister resize blur filter compute
		calculate clone copy dup play record capture present swap seek reload refresh install remove delete destroy merge pull push publish
		subscribe stat path file exp mul pow mod inv pairing`)
	// derives makes work of what is said to be got: keys and random numbers.
	derives = set("public secret private random rand csprng proof witness")
)

// isAccessor reports whether a name is that of an accessor.
func isAccessor(words []string) bool {
	noun := false
	for _, w := range words {
		if derives[w] {
			return false
		}
	}
	for _, w := range words {
		if accessorVerbs[w] {
			return true
		}
		noun = noun || accessorNouns[w]
	}
	return noun && !isWork(words)
}

// isIndexed reports whether a name is that of a function that gets an element
// by its index: what it gets it from may be the elements themselves.
func isIndexed(words []string) bool {
	for _, w := range words {
		switch w {
		case "at", "idx", "index", "nth":
			return true
		}
	}
	return false
}

func isWork(words []string) bool {
	for _, w := range words {
		if workWords[w] || derives[w] {
			return true
		}
	}
	return false
}
