package cflow

import (
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// A program is the linked C of a package.
type program struct {
	following    []int32 // definitions that origin follows now
	followed     int     // how many it has followed for one value
	funcs        []*function
	byUnit       map[*cir.Unit]map[string]*function
	extern       map[string]*function
	ambiguous    map[string]bool // defined more than once, differently
	exports      map[string]bool // Go functions that C may call
	contracts    *contract.Table
	inits        map[string][]string // functions in static initializers, by global
	destructors  map[string][]string // functions that free an object, by its type
	threadLocals map[string]bool     // variables of which each thread has its own
	arrays       map[string]int32    // sizes of global char arrays
	noNUL        map[string]bool     // arrays that are filled to the end without a NUL: globals, or "struct t.field"
	nulIn        map[string]bool     // global arrays in which a NUL is stored
	owners       map[string]Step     // places that own what they hold, with where it is freed
	stored       map[string][]string // functions that are stored in places
	entries      map[*function]bool  // functions that threads run
	threadPlaces map[string]bool     // places whose functions threads call
	placeCallers map[string][]string // functions that call what is stored in a place
	touched      map[accessPath]bool // places that hold pointers which are read or written through

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
	origins map[[2]int32]origin // of variables at instructions, as far as they were asked for

	cost       *cost    // nil before it is computed
	measuring  bool     // it is being computed
	recursive  bool     // it calls itself
	unchanging *[2]bool // the same: see changesNothing
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
	pos      cir.Pos
}

// link resolves calls. Functions of the same name in several units are the
// same when their definitions are, as inline functions of a header are.
func link(units []*cir.Unit, exports []string, contracts *contract.Table) *program {
	p := &program{
		threadLocals: make(map[string]bool),
		owners:       make(map[string]Step),
		arrays:       make(map[string]int32), noNUL: make(map[string]bool), nulIn: make(map[string]bool),
		touched:   make(map[accessPath]bool),
		byUnit:    make(map[*cir.Unit]map[string]*function),
		extern:    make(map[string]*function),
		ambiguous: make(map[string]bool),
		exports:   make(map[string]bool),
		contracts: contracts,
		inits:     make(map[string][]string),
		called:    make(map[*function]map[*function]bool),
	}
	for _, name := range exports {
		p.exports[name] = true
	}
	seen := make(map[definition]*function)
	for _, u := range apart(units) {
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
			p.inits[init.Global] = append(p.inits[init.Global], init.Func)
		}
	}
	for _, f := range p.funcs {
		f.findDefs()
		p.resolve(f)
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

// resolve finds what each call of f calls.
func (p *program) resolve(f *function) {
	for i := range f.Code {
		in := &f.Code[i]
		if in.Op != cir.Call {
			continue
		}
		c := callee{at: int32(i), param: -1, pos: in.Pos}
		p.target(f, in.A, &c, 0)
		f.callees = append(f.callees, c)
	}
}

// calls returns the names of the functions that f calls by name, sorted.
func (f *function) calls() []string {
	var names []string
	for i := range f.callees {
		if name := f.callees[i].name; name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// target follows a called value to where it comes from.
func (p *program) target(f *function, v cir.Value, c *callee, depth int) {
	if k := f.Const(v); k != nil {
		if k.Kind == cir.FuncConst {
			p.named(f, k.Name, c)
		}
		return
	}
	if v == cir.None || depth > 8 {
		return
	}
	defs := f.defs[v]
	switch {
	case len(defs) == 0 && int(v) < f.Params:
		if !f.Vars[v].AddrTaken {
			c.param = int(v)
		}
	case len(defs) == 1:
		switch d := &f.Code[defs[0]]; d.Op {
		case cir.Copy:
			p.target(f, d.A, c, depth+1)
		case cir.Load:
			path := f.unit.Strings[d.Path]
			if k := f.Const(d.A); k != nil && k.Kind == cir.GlobalConst {
				c.global = k.Name + path
			}
			p.member(path, c)
		}
	}
}

// member takes a call through a member of a structure for one of the library
// function that the member always holds, when a contract says so.
func (p *program) member(path string, c *callee) {
	name := path[strings.LastIndexByte(path, '.')+1:]
	if doc := p.contracts.Lookup("." + name); doc != nil && name != path {
		c.name, c.contract = name, doc
	}
}

func (p *program) named(f *function, name string, c *callee) {
	c.name = name
	c.fn = p.lookup(f.unit, name)
	if c.fn == nil {
		c.export = p.exports[name]
		if !c.export && !p.ambiguous[name] {
			c.contract = p.contracts.Called(name, len(f.args(c.at)))
		}
	}
}

// funcValue returns the name of the function whose address v is, or "".
func (f *function) funcValue(v cir.Value, depth int) string {
	if k := f.Const(v); k != nil {
		if k.Kind == cir.FuncConst {
			return k.Name
		}
		return ""
	}
	if v == cir.None || depth > 8 || len(f.defs[v]) != 1 {
		return ""
	}
	if d := &f.Code[f.defs[v][0]]; d.Op == cir.Copy {
		return f.funcValue(d.A, depth+1)
	}
	return ""
}

// components returns the functions in strongly connected components of the
// call graph, callees before callers (Tarjan, "Depth-first search and linear
// graph algorithms", 1972).
func (p *program) components() [][]*function {
	t := tarjan{p: p, index: make([]int, len(p.funcs)), low: make([]int, len(p.funcs)), on: make([]bool, len(p.funcs))}
	for _, f := range p.funcs {
		if t.index[f.id] == 0 {
			t.visit(f)
		}
	}
	return t.all
}

type tarjan struct {
	p          *program
	index, low []int
	on         []bool
	next       int
	stack      []*function
	all        [][]*function
}

func (t *tarjan) visit(f *function) {
	t.next++
	t.index[f.id], t.low[f.id] = t.next, t.next
	t.stack = append(t.stack, f)
	t.on[f.id] = true
	t.p.eachCallee(f, func(g *function) {
		if t.index[g.id] == 0 {
			t.visit(g)
			t.low[f.id] = min(t.low[f.id], t.low[g.id])
		} else if t.on[g.id] {
			t.low[f.id] = min(t.low[f.id], t.index[g.id])
		}
	})
	if t.low[f.id] != t.index[f.id] {
		return
	}
	var scc []*function
	for {
		g := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		t.on[g.id] = false
		g.scc = len(t.all)
		scc = append(scc, g)
		if g == f {
			break
		}
	}
	t.all = append(t.all, scc)
}

// eachCallee calls visit for the functions with a body that f calls, also
// those whose address it passes to a call.
func (p *program) eachCallee(f *function, visit func(*function)) {
	for i := range f.callees {
		c := &f.callees[i]
		if c.fn != nil {
			visit(c.fn)
		}
		for _, arg := range f.args(c.at) {
			if name := f.funcValue(arg, 0); name != "" {
				if g := p.lookup(f.unit, name); g != nil {
					visit(g)
				}
			}
		}
	}
}

// args returns the arguments of the call at an index of Code.
func (f *function) args(at int32) []cir.Value {
	in := &f.Code[at]
	return f.Args[in.B : int32(in.B)+in.Path]
}
