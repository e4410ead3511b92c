package cir

import (
	"math"

	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/cpp"
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// A Source is where the tokens of a unit come from.
type Source interface {
	Position(ctoken.Pos) cpp.Position
	FileAt(ctoken.Pos) string
}

// Lower parses a translation unit and lowers it on the way. isSystem tells files of the system's
// headers; of these, and of static functions that header files hold when the
// unit is no preamble, only what is called is lowered.
func Lower(name string, source Source, parser *cparse.Parser, isSystem func(file string) bool, preamble bool) *Unit {
	l := &unitLowerer{
		unit:     &Unit{Name: name, Strings: []string{""}},
		strings:  map[string]int32{"": 0},
		files:    make(map[string]uint16),
		pending:  make(map[string]*cparse.FuncDef),
		wanted:   make(map[string]bool),
		source:   source,
		parser:   parser,
		target:   parser.Target(),
		main:     name,
		preamble: preamble,
		isSystem: isSystem,

		threadLocals: make(map[string]bool),
		arrays:       make(map[string]bool),
		statics:      make(map[string]bool),
		members:      make(map[Member]bool),

		pointer: parser.Target().PointerSize,
	}
	parser.Unit(l)
	for len(l.queue) > 0 {
		def := l.queue[0]
		l.queue = l.queue[1:]
		l.define(def)
	}
	return l.unit
}

// A unitLowerer lowers one unit.
type unitLowerer struct {
	unit     *Unit
	strings  map[string]int32
	files    map[string]uint16
	pending  map[string]*cparse.FuncDef // to be lowered if called
	wanted   map[string]bool            // what was called before it was defined
	queue    []*cparse.FuncDef
	source   Source
	parser   *cparse.Parser
	target   *ctype.Target
	main     string
	preamble bool
	isSystem func(string) bool
	pointer  int64 // size of a pointer in bytes
	lastFile string

	threadLocals, arrays, statics map[string]bool // by the names of variables

	members map[Member]bool

	lastSys bool
}

// Function lowers a function definition now, or leaves it until a call of it
// is seen.
func (l *unitLowerer) Function(def *cparse.FuncDef) {
	file := l.source.FileAt(def.Obj.Pos)
	later := l.system(file) || !l.preamble && file != l.main && def.Obj.Static
	switch {
	case !later:
		l.define(def)
	case l.wanted[def.Obj.Text]:
		l.queue = append(l.queue, def.Keep())
	default:
		l.pending[def.Obj.Text] = def.Keep()
	}
}

func (l *unitLowerer) system(file string) bool {
	if file != l.lastFile {
		l.lastFile, l.lastSys = file, l.isSystem(file)
	}
	return l.lastSys
}

// want queues a function that is lowered only if it is used.
func (l *unitLowerer) want(name string) {
	if def := l.pending[name]; def != nil {
		delete(l.pending, name)
		l.queue = append(l.queue, def)
	}
	l.wanted[name] = true
}

// Variable notes what is to know of a variable, and which functions its
// initializer mentions.
func (l *unitLowerer) Variable(obj *cparse.Object, init *cparse.Init) {
	l.declare(obj, obj.Text)
	if init != nil {
		l.initFuncs(obj.Text, "", init)
	}
}

func (l *unitLowerer) initFuncs(global, path string, init *cparse.Init) {
	for i := range init.List {
		l.initFuncs(global, path+init.List[i].Path, &init.List[i].Init)
	}
	if init.Expr != nil {
		l.initFunc(global, path, init.Expr)
	}
}

// initFunc notes the function that an expression names, or those that it chooses
// from.
func (l *unitLowerer) initFunc(global, path string, e *cparse.Expr) {
	switch {
	case e.Op == cparse.Paren, e.Op == cparse.Cast:
		l.initFunc(global, path, e.X)
	case e.Op == cparse.Cond && e.Y != nil:
		l.initFunc(global, path, e.Y)
		l.initFunc(global, path, e.Z)
	default:
		if obj := functionNamed(e); obj != nil {
			l.unit.Inits = append(l.unit.Inits, Init{global, path, obj.Text})
			l.want(obj.Text)
		}
	}
}

// functionNamed returns the function that the expression names, possibly
// with & or a cast, or nil.
func functionNamed(e *cparse.Expr) *cparse.Object {
	for {
		switch e.Op {
		case cparse.Name:
			if e.Obj.Kind == cparse.Func {
				return e.Obj
			}
			return nil
		case cparse.Paren, cparse.AddrOf, cparse.Deref, cparse.Cast:
			e = e.X
		default:
			return nil
		}
	}
}

func (l *unitLowerer) intern(s string) int32 {
	i, ok := l.strings[s]
	if !ok {
		i = int32(len(l.unit.Strings))
		l.strings[s] = i
		l.unit.Strings = append(l.unit.Strings, s)
	}
	return i
}

func (l *unitLowerer) pos(at ctoken.Pos) Pos {
	p := l.source.Position(at)
	file, ok := l.files[p.File]
	if !ok {
		if len(l.unit.Files) >= math.MaxUint16 {
			return Pos{}
		}
		file = uint16(len(l.unit.Files))
		l.files[p.File] = file
		l.unit.Files = append(l.unit.Files, p.File)
	}
	return Pos{File: file, Column: uint16(min(p.Column, math.MaxUint16)), Line: int32(p.Line)}
}

// class returns the class of a value of type t.
func (l *unitLowerer) class(t *ctype.Type) Class {
	switch t.Kind {
	case ctype.Pointer, ctype.Array, ctype.Function:
		return Pointer
	case ctype.Struct, ctype.Union, ctype.Vector:
		return Aggregate
	case ctype.Void:
		return Void
	}
	if size, _ := l.target.Size(t); t.IsInteger() && size >= l.pointer {
		return Int
	}
	return Scalar
}
