package gomem

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cowmap"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// An interpreter runs the functions of one package on what is known of their
// values in place of the values.
type interpreter struct {
	pkg      *Package
	layout   heap.Layout
	made     map[site]*heap.Memory
	globals  map[*ssa.Global]*heap.Memory
	initial  cowmap.Map[*heap.Memory, heap.Value] // of variables; see initialized
	reaching map[*ssa.Function]int                // see reach
	methods  govalue.Methods                      // for interfaces with one implementation

	// Of the function that is being interpreted:
	root       *Root
	farthest   int  // distance to C that is followed
	steps      int  // left
	publishing bool // the state is as it stays
}

// A site is where memory comes to be: an instruction in a chain of calls.
type site struct {
	frame string
	at    any // the ssa.Instruction, or what else tells sites apart
}

const (
	maxDistance = 5      // from a function to the operation that it is to blame for, in calls
	maxHelpers  = 3      // calls deep in functions that do not reach C
	maxSteps    = 60_000 // instructions for one function with all that it calls
	maxVisits   = 12     // of one block, before its changes are given up

	// maxPath limits over how many pointers the memory behind a parameter is
	// told apart: a list's element is like the one before.
	maxPath = 3
)

func newInterpreter(p *Package) *interpreter {
	in := &interpreter{
		pkg: p, layout: p.Layout,
		globals: make(map[*ssa.Global]*heap.Memory), methods: govalue.MethodsIn(p.src.Functions()),
	}
	return in
}

// interpretAll interprets each function that has to do with C. Functions of
// tests are not worth their time: there are many, and what they hand to C is
// gone when the test ends.
func (in *interpreter) interpretAll() {
	functions := in.pkg.src.Functions()
	in.reaching = in.pkg.reach(functions)
	in.initialized(functions)
	for _, fn := range functions {
		if distance := in.reaching[fn]; distance == 0 || distance > maxDistance || in.pkg.src.IsTest(fn.Pos()) {
			continue
		}
		if root := in.interpretRoot(fn, maxDistance); root != nil {
			in.pkg.Roots = append(in.pkg.Roots, root)
		}
	}
}

// interpretRoot interprets fn as called by an unknown caller.
// When that is too much, it is done again without following calls so far. It
// returns nil when even that is too much.
func (in *interpreter) interpretRoot(fn *ssa.Function, farthest int) *Root {
	f := in.start(fn, farthest)
	st := newState(in.layout.WordSize())
	if !isInit(fn) {
		st.Contents = in.initial.Clone()
	}
	for i, p := range fn.Params {
		f.env[p] = in.parameter(fn, i)
	}
	in.publishing = true
	f.run(st)
	switch {
	case in.steps > 0:
		in.root.Results, in.root.Exit = f.result, in.structsOf(f.exit)
		f.release()
		return in.root
	case farthest > 1:
		return in.interpretRoot(fn, farthest/2)
	}
	return nil
}

// structsOf returns what memory of the package's struct types holds in a state.
func (in *interpreter) structsOf(st *State) *heap.State {
	structs := heap.NewState(in.layout.WordSize())
	if st == nil { // the function does not return
		return structs
	}
	for m, v := range st.Contents.Entries() {
		if name := gotype.TypeName(m.Type); name != nil && name.Pkg() == in.pkg.ssa.Pkg && len(v.Words) > 0 {
			structs.Contents.Set(m, v)
		}
	}
	structs.Pins = st.Pins.Clone()
	return structs
}

// start makes fn the root.
func (in *interpreter) start(fn *ssa.Function, farthest int) *Frame {
	in.made = make(map[site]*heap.Memory)
	in.steps, in.farthest, in.publishing = maxSteps, farthest, false
	f := in.newFrame(fn, nil, nil)
	in.root = &Root{Frame: f}
	return f
}

// parameter returns what is known of a parameter: where it may lead. A C
// pointer that C gives to an exported function is C's, and so is memory of a
// type that the package gives to nothing else.
func (in *interpreter) parameter(fn *ssa.Function, i int) heap.Value {
	p := fn.Params[i]
	t := p.Type()
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Slice:
	case *types.Basic:
		if !gotype.HasPointers(t) {
			return heap.Top
		}
	default:
		return heap.Top
	}
	exported := in.pkg.exports[fn] != nil
	if in.pkg.onlyC(t) || exported && (gotype.IsAnyPointer(t) && heap.IsC(t) || isOutPointer(t)) {
		return in.cMemory(p, "", t)
	}
	return pointerTo(in.memory(site{at: p}, func(m *heap.Memory) {
		m.Pos, m.Param, m.FromC = p.Pos(), &heap.Path{Param: i}, exported
		m.SetElem(t)
		m.MaybeC = in.pkg.mayBeC(t)
	}))
}

// isOutPointer reports whether t is *unsafe.Pointer, C's void **: an exported
// function gets the address of a variable of C.
func isOutPointer(t types.Type) bool {
	ptr, ok := t.Underlying().(*types.Pointer)
	return ok && gotype.IsUnsafePointer(ptr.Elem())
}

// memory returns the memory that comes to be at s, made by init when it is
// new.
func (in *interpreter) memory(s site, init func(*heap.Memory)) *heap.Memory {
	m := in.made[s]
	if m == nil {
		m = new(heap.Memory)
		init(m)
		in.made[s] = m
	}
	return m
}

// cMemory returns a pointer to memory that came from a C function; it may be
// nil.
func (in *interpreter) cMemory(at any, name string, t types.Type) heap.Value {
	return pointerTo(in.memory(site{at: at}, func(m *heap.Memory) {
		m.Origin, m.Func = heap.C, name
		if instr, ok := at.(ssa.CallInstruction); ok {
			m.Pos = instr.Common().Pos()
		}
		m.SetElem(t)
	}))
}

func (in *interpreter) constant(c *ssa.Const) heap.Value {
	if gotype.IsString(c.Type()) && c.Value != nil {
		return pointerTo(in.memory(site{at: "string constant"}, func(m *heap.Memory) { m.Origin = heap.Static }))
	}
	return heap.Zero
}

// global returns the memory of a package-level variable. One without pointers
// is no Go pointer for the run time (cgoIsGoPointer looks at the data and bss
// sections only).
func (in *interpreter) global(g *ssa.Global) *heap.Memory {
	m := in.globals[g]
	if m == nil {
		m = &heap.Memory{Origin: heap.Go, Global: true, Name: g.Name(), Pos: g.Pos()}
		m.Type = g.Type().(*types.Pointer).Elem()
		if !gotype.HasPointers(m.Type) {
			m.Origin = heap.Static
		}
		in.globals[g] = m
	}
	return m
}
