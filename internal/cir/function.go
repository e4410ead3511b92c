package cir

import (
	"strings"

	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// define lowers a function definition.
func (l *unitLowerer) define(def *cparse.FuncDef) {
	params, body, ok := l.parser.Body(def)
	if !ok {
		return
	}
	d, result := def.Obj, def.Type.Elem
	f := &Func{
		Name:     d.Text,
		Static:   d.Static,
		System:   l.system(l.source.FileAt(d.Pos)),
		Variadic: def.Type.Sig.Variadic,
		Result:   l.class(result),
		Pos:      l.pos(d.Pos),
		Returns:  l.typeOf(result),
		Regions:  []Region{{Kind: Body, Parent: -1, Cond: None}},
	}
	b := &funcLowerer{
		builder: builder{unitLowerer: l, flow: flow{code: code{f: f, consts: make(map[Const]Value), at: f.Pos}, labels: make(map[ctoken.Name]int32)}},
	}
	b.parameters(def, params)
	f.Access = b.access(body)
	b.block(body)
	b.resolveGotos()
	b.finishEdges()
	l.unit.Funcs = append(l.unit.Funcs, f)
}

// parameters makes a variable of each parameter.
func (b *builder) parameters(def *cparse.FuncDef, objects []*cparse.Object) {
	for i, p := range def.Params {
		v := b.typed("", p.Type)
		b.f.Types = append(b.f.Types, b.typeOf(p.Type))
		if obj := objects[i]; obj != nil {
			b.f.Vars[v].Name = obj.Text
			obj.Slot = v + 1
		}
		if p.Type.IsInteger() {
			b.f.Vars[v].Unsigned = b.target.IsUnsigned(p.Type) && p.Type.Kind != ctype.Bool
		}
	}
	b.f.Params = len(def.Params)
}

// A code is the code of a function that is lowered.
type code struct {
	f      *Func
	consts map[Const]Value
	region int32
	pairs  int32
	at     Pos
}

// A builder makes the instructions that read and write the places of C.
type builder struct {
	*unitLowerer
	flow
	testing bool // a condition is lowered that ends a loop, or may
}

// A funcLowerer lowers the statements and expressions of one function.
type funcLowerer struct {
	builder
	exits []exit
	// noReturn is set by a call of a function that does not return.
	noReturn bool
	loops    int            // loops around what is lowered
	counter  *cparse.Object // which the innermost of them counts, or nil
}

// A jump is a goto at an index in Code.
type jump struct {
	from  int32
	label ctoken.Name
}

// An exit is a way out of the code that follows, taken on a condition: when
// it is not taken, cond is as neg says.
type exit struct {
	cond  Value
	neg   bool
	pair  int32
	ends  ending
	where Range
	pos   Pos
}

// An ending says how a statement ends.
type ending uint8

const (
	fallsThrough ending = iota
	breaks
	continues
	returns // or jumps away, or never comes back
)

// typed makes a variable of a type.
func (b *builder) typed(name string, t *ctype.Type) int32 {
	v := b.variable(name, b.class(t))
	b.f.Vars[v].Pointers = b.pointers(t, 0)
	return v
}

// pointers reports whether a type is a pointer or has pointers in it.
func (l *unitLowerer) pointers(t *ctype.Type, depth int) bool {
	if depth > 6 {
		return true
	}
	switch t.Kind {
	case ctype.Array:
		return l.pointers(t.Elem, depth+1)
	case ctype.Struct, ctype.Union:
		for i := range t.Record.Fields {
			if l.pointers(t.Record.Fields[i].Type, depth+1) {
				return true
			}
		}
		return false
	}
	return t.Kind == ctype.Pointer || t.Kind == ctype.Function
}

func (b *code) variable(name string, c Class) int32 {
	b.f.Vars = append(b.f.Vars, Var{Name: name, Class: c, Pointers: c == Pointer})
	return int32(len(b.f.Vars) - 1)
}

func (b *code) constant(c Const) Value {
	v, ok := b.consts[c]
	if !ok {
		b.f.Consts = append(b.f.Consts, c)
		v = Value(-len(b.f.Consts))
		b.consts[c] = v
	}
	return v
}

func (b *code) integer(i int64) Value { return b.constant(Const{Kind: IntConst, Int: i}) }

// opaque stands for an unknown number.
func (b *code) opaque() Value { return b.constant(Const{Kind: OpaqueConst}) }

func (b *code) emit(i Instr) {
	i.Pos, i.Region = b.at, b.region
	b.f.Code = append(b.f.Code, i)
}

// into emits an instruction with a new temporary for its result.
func (b *code) into(c Class, i Instr) Value {
	i.Dst = b.variable("", c)
	b.emit(i)
	return Value(i.Dst)
}

func (b *code) here() int32 { return int32(len(b.f.Code)) }

func (b *builder) mark(at ctoken.Pos) { b.at = b.pos(at) }

// enter opens a region in the current one and returns the way back.
func (b *code) enter(r Region) (leave func()) {
	parent := b.region
	r.Parent, r.Pos = parent, b.at
	b.f.Regions = append(b.f.Regions, r)
	b.region = int32(len(b.f.Regions) - 1)
	return func() { b.region = parent }
}

func (b *code) pair() int32 {
	b.pairs++
	return b.pairs
}

// resolveGotos notes what gotos skip, and what runs again.
func (b *flow) resolveGotos() {
	for _, j := range b.gotos {
		to, ok := b.labels[j.label]
		if !ok {
			continue
		}
		if to <= j.from {
			b.f.Back = append(b.f.Back, Range{to, j.from + 1})
		} else {
			b.f.Jumps = append(b.f.Jumps, Range{j.from, to})
		}
	}
}

// noReturnFuncs are functions that never come back.
var noReturnFuncs = map[string]bool{
	"abort": true, "exit": true, "_exit": true, "_Exit": true, "quick_exit": true, "__assert_fail": true,
	"__assert_rtn": true, "_wassert": true, "__assert": true, "longjmp": true, "siglongjmp": true, "__longjmp_chk": true,
	"__builtin_unreachable": true, "__builtin_trap": true, "pthread_exit": true, "err": true, "errx": true,
}

// builtinName maps the builtin forms of library functions to the functions.
func builtinName(name string) string {
	s, ok := strings.CutPrefix(name, "__builtin_")
	if !ok {
		return name
	}
	if chk, ok := strings.CutPrefix(s, "__"); ok {
		if fn, ok := strings.CutSuffix(chk, "_chk"); ok {
			return fn
		}
	}
	return s
}
