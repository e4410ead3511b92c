package cflow

import (
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// Input is the C of a package, read and lowered.
type Input struct {
	Units     []*cir.Unit
	Exports   []string // Go functions that C may call, by their C names
	Contracts *contract.Table
	Late      func() bool // tells that what is not done is to be given up; nil for never
	All       bool        // static functions of C files too, for debugging
	Uses      bool        // what is kept is wanted with whether it is used later
	Whole     *Whole      // not nil when the units are all of a library
}

// Version is the form of a [Result]: one that was kept in another form is of no
// use. It is raised with each change of what is found out.
const Version = 11

// A Result is what was found out about the C of a package.
type Result struct {
	// Funcs are the functions that Go or another unit could call, by name.
	// One that was not reached in time is missing.
	Funcs map[string]*summary.Func

	// Exports tells how C calls the exported Go functions, by their C names.
	Exports map[string]summary.ExportUse

	// Destructors are, by the type of an object, the functions that free
	// one: first those that always do.
	Destructors map[string][]string
}

// Analyze analyses the C of a package.
func Analyze(in *Input) *Result {
	late := in.Late
	if late == nil {
		late = func() bool { return false }
	}
	p := link(in)
	p.solveMay(late)
	p.solveEvidence(late)
	p.findDestructors(in.All)
	p.findStored()
	p.findEntries()
	p.findPlaceCallers()
	if in.Uses {
		p.findReaders()
	}
	all := make(map[string]*summary.Func)
	for _, f := range p.funcs {
		preamble := isGo(f.unit.Name)
		if f.ev == nil || f.may == nil || f.System && f.Static || p.ambiguous[f.Name] && !f.Static ||
			f.Static && !preamble && !in.All {
			continue
		}
		// A preamble's own function is the one that Go means.
		if all[f.Name] == nil || f.Static && preamble {
			all[f.Name] = p.summary(f)
		}
	}
	return &Result{Funcs: all, Exports: p.exportUses(), Destructors: p.destructors}
}

func isGo(name string) bool { return len(name) > 3 && name[len(name)-3:] == ".go" }

// summary makes the summary of a function that has been analysed.
func (p *program) summary(f *function) *summary.Func {
	c := &collector{function: f, p: p}
	s := &summary.Func{
		Name: f.Name, Pos: c.pos(f.Pos), Static: f.Static, Variadic: f.Variadic, Declared: f.declaration(), Returns: f.Returns.Name, Array: f.Returns.Pointer, Linked: f.may.returnsKept,
		GoCalls: f.ev.goCalls, GoLoops: f.ev.goLoops, Blocks: f.ev.blocks, Leaf: len(f.callees) == 0, Calls: f.calls(),
		Cost: p.cost(f).Rounded(), Access: f.Access, LongJumps: f.ev.jumps,
		Thread: summary.ThreadState{Reads: f.ev.thread.reads, Writes: f.ev.thread.writes, Path: f.ev.thread.path},
	}
	p.placeLoops(f, s)
	s.ReadOnly, s.Pure = p.changesNothing(f)
	if o := f.ev.outcome; o != nil {
		s.Result, s.Status = p.freedBy(f, o.result, -1), o.status
		s.Result.Unterminated = p.unterminated(f, &s.Result)
	}
	switch {
	case len(f.ev.goCalls) > 0:
		s.CallsGo = summary.Yes
	case !f.may.mayCall && !f.may.callsGo:
		s.CallsGo = summary.No
	}
	for i := range f.Params {
		s.Params = append(s.Params, f.param(c, i))
	}
	return s
}

// declaration returns how the function is declared.
func (f *function) declaration() *contract.Declaration {
	d := &contract.Declaration{Result: classOf(f.Result), Variadic: f.Variadic}
	for i := range f.Params {
		d.Params = append(d.Params, classOf(f.Vars[i].Class))
	}
	return d
}

func classOf(c cir.Class) contract.Class {
	switch c {
	case cir.Pointer:
		return contract.Pointer
	case cir.Aggregate:
		return contract.Structure
	case cir.Void:
		return contract.Nothing
	}
	return contract.Number
}
