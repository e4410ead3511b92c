package cflow

import (
	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cflow/cost"
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// A program is the linked C of a package.
type program struct {
	origins

	memory       *walkMemory
	funcs        []*function
	byUnit       map[*cir.Unit]map[string]*function
	extern       map[string]*function
	ambiguous    map[string]bool // defined more than once, differently
	exports      map[string]bool // Go functions that C may call
	contracts    *contract.Table
	inits        map[string][]string      // functions in static initializers, by place: "ops.map"
	destructors  map[string][]string      // functions that free an object, by its type
	threadLocals map[string]bool          // variables of which each thread has its own
	arrays       map[string]int32         // sizes of global char arrays
	noNUL        map[string]bool          // arrays that are filled to the end without a NUL: globals, or "struct t.field"
	nulIn        map[string]bool          // global arrays in which a NUL is stored
	owners       map[string]summary.Step  // places that own what they hold, with where it is freed
	stored       map[string][]string      // functions that are stored in places
	entries      map[*function]bool       // functions that threads run
	threadPlaces map[string]bool          // places whose functions threads call
	placeCallers map[string][]string      // functions that call what is stored in a place
	touched      map[accesspath.Path]bool // places that hold pointers which are read or written through

	readers map[string][]*function           // functions that read places, when that is asked for
	called  map[*function]map[*function]bool // see calledBy
}

// A function is a C function with a body.
type function struct {
	*cir.Func
	unit *cir.Unit
	id   int
	// defs are, for each variable, the instructions that set it.
	defs    [][]int32
	callees []callee // by the call instructions, in order
	may     *mayFlow
	ev      *evidence
	scc     int
	origins map[[2]int32]int32 // in traced: of variables at instructions, as far as they were asked for
	traced  []origin

	gotoTable *gotoTable // nil before it is asked for

	cost       *cost.Cost // nil before it is computed
	measuring  bool       // it is being computed
	recursive  bool       // it calls itself
	unchanging *[2]bool   // the same: see changesNothing
}

// A callee is what one call instruction calls, as far as it can be told.
type callee struct {
	at       int32          // index in Code
	name     string         // "" for a call through a pointer
	fn       *function      // nil without a body
	contract *contract.Func // nil without one, and with a body
	export   bool           // a Go function
	param    int            // called through this parameter, or -1
	global   string         // called through this global, or ""
	targets  []callee       // of a call through a pointer: all that it can call, or nil
	pos      cir.Pos
}

// link resolves calls. Functions of the same name in several units are the
// same when their definitions are, as inline functions of a header are.
func link(in *Input) *program {
	p := &program{
		threadLocals: make(map[string]bool),
		owners:       make(map[string]summary.Step),
		arrays:       make(map[string]int32), noNUL: make(map[string]bool), nulIn: make(map[string]bool),
		touched:   make(map[accesspath.Path]bool),
		byUnit:    make(map[*cir.Unit]map[string]*function),
		extern:    make(map[string]*function),
		ambiguous: make(map[string]bool),
		exports:   make(map[string]bool),
		contracts: in.Contracts,
		inits:     make(map[string][]string),
		called:    make(map[*function]map[*function]bool),
	}
	for _, name := range in.Exports {
		p.exports[name] = true
	}
	seen := make(map[definition]*function)
	units := apart(in.Units)
	for _, u := range units {
		for _, name := range u.ThreadLocals {
			p.threadLocals[name] = true
		}
		for _, a := range u.Arrays {
			p.arrays[a.Name] = a.Size
		}
		names := make(map[string]*function, len(u.Funcs))
		p.byUnit[u] = names
		for _, f := range u.Funcs {
			names[f.Name] = p.add(u, f, seen)
		}
		for _, init := range u.Inits {
			at := init.Global + init.Path
			p.inits[at] = append(p.inits[at], init.Func)
		}
	}
	for _, f := range p.funcs {
		f.findDefs()
		p.resolve(f)
	}
	if in.Whole != nil {
		p.followTables(units, in.Whole)
	}
	return p
}

// A definition identifies a function by where it is defined.
type definition struct {
	file, name string
	line       int32
	size       int
}

func (p *program) add(u *cir.Unit, f *cir.Func, seen map[definition]*function) *function {
	key := definition{u.Files[f.Pos.File], f.Name, f.Pos.Line, len(f.Code)}
	if fn := seen[key]; fn != nil {
		return fn
	}
	fn := &function{Func: f, unit: u, id: len(p.funcs)}
	p.funcs = append(p.funcs, fn)
	seen[key] = fn
	if !f.Static {
		if p.extern[f.Name] != nil {
			p.ambiguous[f.Name] = true
		}
		p.extern[f.Name] = fn
	}
	return fn
}

// lookup returns the function that a name means in a unit, or nil.
func (p *program) lookup(u *cir.Unit, name string) *function {
	if f := p.byUnit[u][name]; f != nil {
		return f
	}
	if p.ambiguous[name] {
		return nil
	}
	return p.extern[name]
}

func (f *function) findDefs() {
	f.defs = make([][]int32, len(f.Vars))
	for i := range f.Code {
		if d := f.Code[i].Dst; d >= 0 {
			f.defs[d] = append(f.defs[d], int32(i))
		}
	}
}
