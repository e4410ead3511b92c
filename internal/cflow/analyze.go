package cflow

import (
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
}

// Version is the form of a [Result]: one that was kept in another form is of no
// use. It is raised with each change of what is found out.
const Version = 8

// A Result is what was found out about the C of a package.
type Result struct {
	// Funcs are the functions that Go or another unit could call, by name.
	// One that was not reached in time is missing.
	Funcs map[string]*Func

	// Exports tells how C calls the exported Go functions, by their C names.
	Exports map[string]ExportUse

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
	p := link(in.Units, in.Exports, in.Contracts)
	p.solveMay(late)
	p.solveEvidence(late)
	p.findDestructors(in.All)
	p.findStored()
	p.findEntries()
	p.findPlaceCallers()
	if in.Uses {
		p.findReaders()
	}
	all := make(map[string]*Func)
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
func (p *program) summary(f *function) *Func {
	c := &collector{function: f, p: p}
	s := &Func{
		Name: f.Name, Pos: c.pos(f.Pos), Static: f.Static, Variadic: f.Variadic, Declared: f.declaration(), Returns: f.Returns.Name,
		GoCalls: f.ev.goCalls, GoLoops: f.ev.goLoops, Blocks: f.ev.blocks, Leaf: len(f.callees) == 0, Calls: f.calls(),
		Cost: p.cost(f).exported(), Access: f.Access, LongJumps: f.ev.jumps,
		Thread: ThreadState{Reads: f.ev.thread.reads, Writes: f.ev.thread.writes, Path: f.ev.thread.path},
	}
	for _, c := range f.ev.places {
		if c.loop != nil && c.place[0] != '.' {
			s.PlaceLoops = append(s.PlaceLoops, *c.loop)
		}
	}
	s.ReadOnly, s.Pure = p.changesNothing(f)
	if o := f.ev.outcome; o != nil {
		s.Result, s.Status = p.freedBy(f, o.result, -1), o.status
		s.Result.Unterminated = p.unterminated(f, &s.Result)
	}
	switch {
	case len(f.ev.goCalls) > 0:
		s.CallsGo = Yes
	case !f.may.mayCall && !f.may.callsGo:
		s.CallsGo = No
	}
	for i := range f.Params {
		s.Params = append(s.Params, f.param(c, i))
	}
	return s
}

func (f *function) param(c *collector, i int) Param {
	m := &f.may.params[i]
	p := Param{
		Name:     f.Vars[i].Name,
		Pointer:  f.Vars[i].Class == cir.Pointer || f.Vars[i].Class == cir.Aggregate,
		ReadOnly: !f.may.written[i] && !m[0].unknown,
		Touched:  f.ev.touched[i],
		Filled:   f.filled(i),
		Releases: f.may.frees[i] || m[1].unknown,
	}
	if i < len(f.Types) {
		p.Const, p.Type = f.Types[i].Const, f.Types[i].Name
	}
	p.FreedFields = f.ev.fields[i]
	if !f.may.frees[i] && !m[0].unknown && !m[1].unknown {
		p.InnerFreed = No
	}
	if o := f.ev.outcome; o != nil {
		p.Out = c.p.freedBy(f, o.outs[i], i)
	}
	p.NoEscape, p.Why = m[0].escapes(f)
	if deep, why := m[1].escapes(f); !p.NoEscape || !deep {
		if p.Why == "" {
			p.Why = "what it points to: " + why
		}
	} else {
		p.DeepNoEscape = true
	}
	if m[0].onlyPassed() {
		p.PassedOn = m[0].passed
	}
	switch {
	case f.ev.result.kind == fromParam && f.ev.result.n == i && len(f.ev.result.under) == 0:
		p.Returned = Yes
	case !m[0].ret && !m[0].retIn && !m[0].unknown:
		p.Returned = No
	}
	if free, ok := f.ev.freed[i]; ok {
		p.Freed, p.FreedPath, p.Deallocator = Yes, free.path, free.by
	} else if free, ok := f.ev.mayFree[i]; ok {
		p.MayFree, p.FreedPath, p.Deallocator = true, free.path, free.by
	} else if !f.may.freed[i] && !m[0].unknown {
		p.Freed = No
	}
	if call, ok := f.ev.calls[i]; ok {
		p.Called, p.CalledIn = Yes, call.loop
	} else if !m[0].called && !m[0].unknown {
		p.Called = No
	}
	if path, ok := c.p.taken(f, i); ok {
		p.Taken, p.TakenPath = Yes, path
	}
	if path, ok := f.ev.nulReads[i]; ok {
		p.ReadsUntilNUL, p.NULPath = Yes, path
	}
	p.WritesAtMost, p.Unterminated = f.ev.writesAtMost[i], f.ev.noNUL[i]
	c.p.calledLater(f, i, &p)
	if p.Pointer {
		p.StoredAt = c.p.storedAt(f, i)
	}
	for j := range f.ev.retained {
		k := &f.ev.retained[j]
		if k.source.n == i && k.source.kind == fromParam {
			p.Touched = p.Touched || c.p.touched[k.sink.text]
		}
		switch {
		case k.source.n != i:
		case f.Vars[i].Pointers:
			r := c.retention(k)
			r.Used = c.p.readers != nil && c.p.usedLater(f, k)
			p.Retained = append(p.Retained, r)
		default:
			p.RetainedNumber = append(p.RetainedNumber, c.retention(k))
		}
	}
	return p
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

// filled reports whether pointers may be stored in what a parameter points to.
func (f *function) filled(i int) bool {
	for j := range f.may.params {
		for _, t := range f.may.params[j] {
			if t.into&(1<<min(i, 63)) != 0 {
				return true
			}
		}
	}
	return f.may.fills[i] || f.may.params[i][0].unknown
}

// escapes reports whether it is proven that a value is not kept, and why
// not.
func (t *fate) escapes(f *function) (proven bool, why string) {
	switch {
	case t.unknown:
		return false, t.why
	case t.global:
		return false, "it may be stored in memory that outlives the call"
	case t.into != 0:
		for j := range f.Params {
			if t.into&(1<<min(j, 63)) != 0 {
				return false, "it may be stored in what " + (&collector{function: f}).paramName(j) + " points to"
			}
		}
	case t.ret:
		return false, "it may be returned"
	case t.retIn:
		return false, "it may be stored in an object that is returned"
	}
	return t.into == 0, ""
}

// onlyPassed reports whether all that may become of a value is that functions
// without a body here get it.
func (t *fate) onlyPassed() bool {
	return len(t.passed) > 0 && !t.other && !t.global && t.into == 0 && !t.ret && !t.retIn && !t.called
}

// retention makes the exported form of an evidence.
func (c *collector) retention(k *kept) Retention {
	r := Retention{
		Sink: k.sink.kind, Arg: -1, Until: k.until, Source: k.doc, Path: k.path, Conds: k.conds, Place: withoutUnits(string(k.sink.text)),
		Guarded: k.guarded,
	}
	switch k.sink.origin.kind {
	case fromParam, fromDeep:
		r.Arg = k.sink.origin.n
		r.Place = k.sink.text.with(c.paramName(r.Arg))
	}
	if k.sink.result {
		r.Place = "the result"
	}
	if k.source.kind == fromDeep {
		r.Field = k.source.field
	}
	return r
}
