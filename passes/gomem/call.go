package gomem

import (
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// A callSite is a call that is about to be made: the receiver is the first
// argument, of a call through an interface too.
type callSite struct {
	Point
	instr ssa.CallInstruction
	args  []heap.Value
}

// call makes the call and returns its results.
func (p Point) call(instr ssa.CallInstruction, fn heap.Value, args []heap.Value) []heap.Value {
	c := callSite{p, instr, args}
	common := instr.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		return []heap.Value{c.builtin(b)}
	}
	if callee, ok := common.Value.(*ssa.Function); ok {
		return c.function(callee, nil)
	}
	if common.IsInvoke() {
		return c.method()
	}
	var o outcomes
	for _, a := range fn.First() {
		if a.Kind == heap.Code {
			o.add(c, a.Mem.Fn, a.Mem.Bindings)
		}
	}
	return c.join(&o)
}

// outcomes are what the functions lead to that a call may mean.
type outcomes struct {
	results []heap.Value
	exit    *State // nil when there is none
}

// add calls one of the functions.
func (o *outcomes) add(c callSite, callee *ssa.Function, bindings []heap.Value) {
	c.State = c.State.clone()
	results := c.function(callee, bindings)
	if o.exit == nil {
		o.results, o.exit = results, c.State
		return
	}
	o.exit.join(c.State, false)
	for i := range min(len(o.results), len(results)) {
		o.results[i] = o.results[i].Join(results[i])
	}
}

// join makes the state the joined one, and returns the joined results.
func (c callSite) join(o *outcomes) []heap.Value {
	if o.exit == nil {
		return c.unknown()
	}
	*c.State = *o.exit
	return o.results
}

// method calls a method of an interface: of the value in it where that is
// known, else of the one type of the package that implements it.
func (c callSite) method() []heap.Value {
	common := c.instr.Common()
	var o outcomes
	on := func(recv heap.Value) callSite {
		return callSite{c.Point, c.instr, append([]heap.Value{recv}, c.args[1:]...)}
	}
	for _, a := range c.in.data(c.args[0]) {
		if a.Kind == heap.Boxed {
			if callee := c.in.methodOf(a.Mem.Type, common.Method); callee != nil {
				o.add(on(c.State.Load(a, -1)), callee, nil)
			}
		}
	}
	if o.exit == nil {
		if callee := c.in.methods.Only(common, c.in.pkg.ssa.Pkg); callee != nil {
			o.add(on(heap.Top), callee, nil)
		}
	}
	return c.join(&o)
}

// function calls a function that is known.
func (c callSite) function(callee *ssa.Function, bindings []heap.Value) []heap.Value {
	if name, ok := cgosource.CFunc(callee); ok {
		return c.cFunction(name)
	}
	if results, ok := c.known(callee); ok {
		return results
	}
	if callee.Blocks == nil || !govalue.IsOf(callee, c.Package.ssa) || c.calls(callee) || !c.worthwhile(callee) {
		return c.other(callee)
	}
	f := c.in.newFrame(callee, c.Frame, c.instr)
	for i, p := range callee.Params {
		if i < len(c.args) {
			f.env[p] = c.args[i]
		}
	}
	for i, v := range callee.FreeVars {
		if i < len(bindings) {
			f.env[v] = bindings[i]
		}
	}
	deferred := c.State.deferred
	c.State.deferred = nil
	f.run(c.State.clone())
	if f.exit != nil {
		*c.State = *f.exit
	}
	c.State.deferred = deferred
	results := f.result
	f.release()
	for len(results) < callee.Signature.Results().Len() {
		results = append(results, heap.Top)
	}
	return results
}

// siteName tells the calls of one function apart.
func siteName(instr ssa.CallInstruction) string {
	b := instr.Block()
	return fmt.Sprintf("%d.%d ", b.Index, slices.Index(b.Instrs, ssa.Instruction(instr)))
}

// known calls functions whose meaning is known by their name: those of
// runtime.Pinner, what cgo makes for names that are no calls, and the ways to
// memory that is not Go's.
func (c callSite) known(callee *ssa.Function) ([]heap.Value, bool) {
	obj := callee.Object()
	if obj == nil || obj.Pkg() == nil {
		return nil, false
	}
	if name, kind, ok := cgosource.CName(obj); ok && kind == cgosource.Macro || obj.Name() == "_Cgo_ptr" {
		results := c.unknownResults()
		for i := range results {
			if t := c.resultType(i); gotype.IsAnyPointer(t) {
				results[i] = c.in.cMemory(c.instr, name, t)
			}
		}
		return results, true
	}
	switch name := obj.(*types.Func).FullName(); {
	case name == "(*runtime.Pinner).Pin":
		c.pin()
		return nil, true
	case name == "(*runtime.Pinner).Unpin":
		c.unpin()
		return nil, true
	case name == "sync/atomic.StorePointer" || name == "sync/atomic.SwapPointer":
		c.assign(c.instr, c.args[0].First(), c.args[1], types.Typ[types.UnsafePointer])
		return c.unknownResults(), true
	case makesGoMemory(obj.(*types.Func)) || name == "(*bytes.Buffer).Bytes" && isVariable(c.args[0]):
		return c.madeInGo(), true
	case mmaps[name]:
		return []heap.Value{c.in.cMemory(c.instr, "mmap", c.resultType(0)), heap.Top}, true
	}
	return nil, false
}

// copying are packages of the standard library whose functions return what
// they have made, and nothing that they got.
var copying = cname.Set("encoding/json encoding/xml encoding/asn1 encoding/hex encoding/pem fmt image io io/ioutil os strconv crypto/x509")

// makesGoMemory reports whether the slices and objects that a function returns
// are Go's, wherever its arguments are: it gets none of which they may be a
// part.
func makesGoMemory(fn *types.Func) bool {
	if fn.Signature().Recv() != nil || !copying[fn.Pkg().Path()] {
		return false
	}
	for p := range fn.Signature().Params().Variables() {
		if !types.IsInterface(p.Type()) && gotype.HasPointers(p.Type()) && !gotype.IsString(p.Type()) {
			return false
		}
	}
	return true
}

// isVariable reports whether v is the address of a Go variable, as that of a
// buffer is which nobody gave its memory.
func isVariable(v heap.Value) bool {
	return len(v.First()) == 1 && v.First()[0].Kind == heap.Pointer && v.First()[0].Mem.Origin == heap.Go
}

// madeInGo returns the results of a function that makes them: a slice without
// pointers is known to be in Go memory, and so is an object that holds slices.
func (c callSite) madeInGo() []heap.Value {
	results := c.unknownResults()
	for i := range results {
		t := c.resultType(i)
		at, pos := site{c.id, resultSite{c.instr, i}}, c.instr.Common().Pos()
		slice, ok := t.Underlying().(*types.Slice)
		switch {
		case !ok && c.onlyGo(t):
			results[i] = c.object(at, pos, t)
		case ok && !gotype.HasPointers(slice.Elem()):
			results[i] = pointerTo(c.in.memory(at, func(m *heap.Memory) {
				m.Origin, m.Pos, m.Repeated, m.Type = heap.Go, pos, true, slice.Elem()
			}))
		}
	}
	return results
}

func (c callSite) resultType(i int) types.Type {
	return c.instr.Common().Signature().Results().At(i).Type()
}
