package cir

import (
	"math"

	"modernc.org/cc/v4"
	"modernc.org/token"
)

// Lower lowers a translation unit. isSystem tells files of the system's
// headers; of these, and of static functions that header files hold when the
// unit is no preamble, only what is called is lowered.
func Lower(name string, ast *cc.AST, isSystem func(file string) bool, preamble bool) *Unit {
	l := &unitLowerer{
		unit:     &Unit{Name: name, Strings: []string{""}},
		strings:  map[string]int32{"": 0},
		files:    make(map[string]uint16),
		pending:  make(map[string]*cc.FunctionDefinition),
		isSystem: isSystem,

		threadLocals: make(map[string]bool),
		arrays:       make(map[string]bool),
		statics:      make(map[string]bool),

		pointer: ast.PVoid.Size(),
	}
	for tu := ast.TranslationUnit; tu != nil; tu = tu.TranslationUnit {
		switch decl := tu.ExternalDeclaration; decl.Case {
		case cc.ExternalDeclarationFuncDef:
			l.function(decl.FunctionDefinition, name, preamble)
		case cc.ExternalDeclarationDecl:
			l.globals(decl.Declaration)
		}
	}
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
	pending  map[string]*cc.FunctionDefinition // to be lowered if called
	queue    []*cc.FunctionDefinition
	isSystem func(string) bool
	pointer  int64 // size of a pointer in bytes
	lastFile string

	threadLocals, arrays, statics map[string]bool // by the names of variables

	lastSys bool
}

// function lowers a function definition now, or leaves it until a call of it
// is seen.
func (l *unitLowerer) function(def *cc.FunctionDefinition, main string, preamble bool) {
	file := def.Declarator.Position().Filename
	later := l.system(file) || !preamble && file != main && def.Declarator.IsStatic()
	if later {
		l.pending[def.Declarator.Name()] = def
		return
	}
	l.queue = append(l.queue, def)
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
}

// globals notes which functions the initializers of a declaration mention.
func (l *unitLowerer) globals(decl *cc.Declaration) {
	for list := decl.InitDeclaratorList; list != nil; list = list.InitDeclaratorList {
		d := list.InitDeclarator
		l.declare(d.Declarator, d.Declarator.Name())
		if d.Initializer != nil {
			l.initFuncs(d.Declarator.Name(), d.Initializer)
		}
	}
}

func (l *unitLowerer) initFuncs(global string, init *cc.Initializer) {
	for list := init.InitializerList; list != nil; list = list.InitializerList {
		l.initFuncs(global, list.Initializer)
	}
	e := init.AssignmentExpression
	if e == nil {
		return
	}
	if d := functionNamed(e); d != nil {
		l.unit.Inits = append(l.unit.Inits, Init{global, d.Name()})
		l.want(d.Name())
	}
}

// functionNamed returns the function that the expression names, possibly
// with & or a cast, or nil.
func functionNamed(e cc.ExpressionNode) *cc.Declarator {
	switch n := e.(type) {
	case *cc.PrimaryExpression:
		switch n.Case {
		case cc.PrimaryExpressionExpr:
			return functionNamed(n.ExpressionList)
		case cc.PrimaryExpressionIdent:
			if d, ok := n.ResolvedTo().(*cc.Declarator); ok && d.Type().Kind() == cc.Function {
				return d
			}
		}
	case *cc.UnaryExpression:
		if n.Case == cc.UnaryExpressionAddrof || n.Case == cc.UnaryExpressionDeref {
			return functionNamed(n.CastExpression)
		}
	case *cc.CastExpression:
		if n.Case == cc.CastExpressionCast {
			return functionNamed(n.CastExpression)
		}
	}
	return nil
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

func (l *unitLowerer) pos(p token.Position) Pos {
	file, ok := l.files[p.Filename]
	if !ok {
		if len(l.unit.Files) >= math.MaxUint16 {
			return Pos{}
		}
		file = uint16(len(l.unit.Files))
		l.files[p.Filename] = file
		l.unit.Files = append(l.unit.Files, p.Filename)
	}
	return Pos{File: file, Column: uint16(min(p.Column, math.MaxUint16)), Line: int32(p.Line)}
}

// class returns the class of a value of type t.
func (l *unitLowerer) class(t cc.Type) Class {
	if t == nil {
		return Int
	}
	if t.VectorSize() > 0 {
		return Aggregate
	}
	switch t.Kind() {
	case cc.Ptr, cc.Array, cc.Function:
		return Pointer
	case cc.Struct, cc.Union:
		return Aggregate
	case cc.Void:
		return Void
	}
	if cc.IsIntegerType(t) && t.Size() >= l.pointer {
		return Int
	}
	return Scalar
}
