package cgohandle

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/govalue"
)

// registries reports registries made by hand of which no entry is ever
// removed: a global map or slice gets an entry with each call, and exported
// functions look them up for C.
func (c *checker) registries() {
	if len(c.src.Exports()) == 0 {
		return
	}
	uses := make(map[*ssa.Global]*registryUse)
	for _, fn := range c.src.Functions() {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				c.noteRegistry(uses, fn, instr)
			}
		}
	}
	for _, fn := range c.src.Functions() { // in source order
		for g, use := range uses {
			if use.in == fn && !use.removes && use.looksUp && !g.Object().Exported() && !c.owned.RunsOnce(fn) && !c.src.IsTest(fn.Pos()) {
				c.reportRegistry(g, use)
			}
		}
	}
}

// A registryUse is what a package does with a global variable that may be a
// registry.
type registryUse struct {
	in      *ssa.Function   // that adds an entry
	add     ssa.Instruction // there
	looksUp bool            // a function that C runs looks entries up
	removes bool            // entries are removed, or it is used otherwise
}

// noteRegistry notes what an instruction does with the global variables that
// are its operands.
func (c *checker) noteRegistry(uses map[*ssa.Global]*registryUse, fn *ssa.Function, instr ssa.Instruction) {
	var operands [8]*ssa.Value
	for _, op := range instr.Operands(operands[:0]) {
		g, ok := (*op).(*ssa.Global)
		if !ok || g.Object() == nil || !isRegistry(g.Type().(*types.Pointer).Elem()) {
			continue
		}
		use := uses[g]
		if use == nil {
			use = new(registryUse)
			uses[g] = use
		}
		switch instr := instr.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			c.noteLoaded(use, fn, instr)
		case *ssa.Store:
			if fn.Synthetic == "" && !appends(instr, g) { // the initialiser makes it
				use.removes = true
			}
		default:
			use.removes = true
		}
	}
}

// isRegistry reports whether a type is that of a map or slice of values for
// callbacks: functions, interfaces or pointers, by number.
func isRegistry(t types.Type) bool {
	var elem types.Type
	switch t := t.Underlying().(type) {
	case *types.Map:
		key, ok := t.Key().Underlying().(*types.Basic)
		if !ok || key.Info()&types.IsInteger == 0 {
			return false
		}
		elem = t.Elem()
	case *types.Slice:
		elem = t.Elem()
	default:
		return false
	}
	switch elem.Underlying().(type) {
	case *types.Signature, *types.Interface, *types.Pointer:
		return true
	}
	return false
}

// noteLoaded notes what is done with the map or slice that a variable holds.
func (c *checker) noteLoaded(use *registryUse, fn *ssa.Function, v ssa.Value) {
	for _, instr := range govalue.Referrers(v) {
		switch instr := instr.(type) {
		case *ssa.DebugRef, *ssa.BinOp:
		case *ssa.MapUpdate:
			if instr.Map != v || !isNewNumber(instr.Key, 6) {
				use.removes = true
				continue
			}
			use.in, use.add = fn, instr
		case *ssa.Lookup:
			use.looksUp = use.looksUp || c.runsForC(fn, 2)
		case *ssa.IndexAddr:
			for _, user := range govalue.Referrers(instr) {
				if store, ok := user.(*ssa.Store); ok && store.Addr == instr {
					use.removes = true
				}
			}
			use.looksUp = use.looksUp || c.runsForC(fn, 2)
		case *ssa.Call:
			switch name := govalue.Builtin(&instr.Call); {
			case name == "len":
			case name == "append" && instr.Call.Args[0] == v:
				use.in, use.add = fn, instr
			default:
				use.removes = true
			}
		default:
			use.removes = true
		}
	}
}

// appends reports whether a store puts back what append made of a variable.
func appends(s *ssa.Store, g *ssa.Global) bool {
	call, ok := s.Val.(*ssa.Call)
	if !ok || s.Addr != g || govalue.Builtin(&call.Call) != "append" {
		return false
	}
	load, ok := call.Call.Args[0].(*ssa.UnOp)
	return ok && load.X == g
}

// isNewNumber reports whether a key is a number that counts entries, so that
// each call has another.
func isNewNumber(v ssa.Value, depth int) bool {
	if depth == 0 {
		return false
	}
	switch v := govalue.Unconverted(v).(type) {
	case *ssa.BinOp:
		return v.Op == token.ADD
	case *ssa.UnOp:
		g, ok := v.X.(*ssa.Global)
		return v.Op == token.MUL && ok && counts(g, v.Parent())
	case *ssa.Phi:
		return slices.ContainsFunc(v.Edges, func(e ssa.Value) bool { return isNewNumber(e, depth-1) })
	case *ssa.Call:
		if name := govalue.Builtin(&v.Call); name != "" {
			return name == "len"
		}
		callee := v.Call.StaticCallee()
		return callee != nil && callee.Pkg != nil && callee.Pkg.Pkg.Path() == "sync/atomic" && len(callee.Name()) > 2 && callee.Name()[:3] == "Add"
	}
	return false
}

// counts reports whether a function adds to a number in a variable.
func counts(g *ssa.Global, fn *ssa.Function) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if s, ok := instr.(*ssa.Store); ok && s.Addr == g {
				sum, ok := s.Val.(*ssa.BinOp)
				return ok && sum.Op == token.ADD
			}
		}
	}
	return false
}

// runsForC reports whether C calls a function, or one that calls it.
func (c *checker) runsForC(fn *ssa.Function, depth int) bool {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if c.src.Export(fn.Object()) != nil {
		return true
	}
	sites, _ := c.owned.Callers(fn)
	return depth > 0 && slices.ContainsFunc(sites, func(s ssa.CallInstruction) bool { return c.runsForC(s.Parent(), depth-1) })
}

func (c *checker) reportRegistry(g *ssa.Global, use *registryUse) {
	n := c.nodeAt(use.add.Pos())
	if n == nil || c.reported[n.Pos()] {
		return
	}
	c.reported[n.Pos()] = true
	c.src.ReportWith(c.pass, analysis.Diagnostic{
		Pos: n.Pos(), End: n.End(), Category: "cgohandle",
		Message: fmt.Sprintf("%s grows with each call of %s, and nothing removes an entry: all values stay reachable for good", g.Name(), use.in.Name()),
	}, finding.Info{Confidence: finding.Medium, NoFix: "it is not known when an entry is used for the last time"})
}
