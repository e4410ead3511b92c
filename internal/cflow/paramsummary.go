package cflow

import (
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// param makes the summary of the parameter i.
func (f *function) param(c *collector, i int) summary.Param {
	p := summary.Param{
		Name:        f.Vars[i].Name,
		Pointer:     f.Vars[i].Class == cir.Pointer || f.Vars[i].Class == cir.Aggregate,
		Touched:     f.ev.touched[i],
		FreedFields: f.ev.fields[i],
	}
	if i < len(f.Types) {
		p.Const, p.Type = f.Types[i].Const, f.Types[i].Name
	}
	f.setFate(&p, i)
	f.setReleased(&p, i)
	f.setUse(&p, i)
	if o := f.ev.outcome; o != nil {
		p.Out = c.p.freedBy(f, o.outs[i], i)
	}
	if path, ok := c.p.taken(f, i); ok {
		p.Taken, p.TakenPath = summary.Yes, path
	}
	c.p.calledLater(f, i, &p)
	if p.Pointer {
		p.StoredAt = c.p.storedAt(f, i)
	}
	c.setRetained(&p, i)
	return p
}

// setFate says where the argument may go.
func (f *function) setFate(p *summary.Param, i int) {
	m := &f.may.params[i]
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
		p.Returned = summary.Yes
	case !m[0].ret && !m[0].retIn && !m[0].unknown:
		p.Returned = summary.No
	}
}

// setReleased says whether the argument, or what it points to, is freed.
func (f *function) setReleased(p *summary.Param, i int) {
	m := &f.may.params[i]
	p.Releases = f.may.frees[i] || m[1].unknown
	if !f.may.frees[i] && !m[0].unknown && !m[1].unknown {
		p.InnerFreed = summary.No
	}
	if free, ok := f.ev.freed[i]; ok {
		p.Freed, p.FreedPath, p.Deallocator = summary.Yes, free.path, free.by
	} else if free, ok := f.ev.mayFree[i]; ok {
		p.MayFree, p.FreedPath, p.Deallocator = true, free.path, free.by
	} else if !f.may.freed[i] && !m[0].unknown {
		p.Freed = summary.No
	}
}

// setUse says how what the argument points to is read, written and called.
func (f *function) setUse(p *summary.Param, i int) {
	m := &f.may.params[i]
	p.ReadOnly = !f.may.written[i] && !m[0].unknown
	p.Filled = f.filled(i)
	if call, ok := f.ev.calls[i]; ok {
		p.Called, p.CalledIn = summary.Yes, call.loop
	} else if !m[0].called && !m[0].unknown {
		p.Called = summary.No
	}
	if path, ok := f.ev.nulReads[i]; ok {
		p.ReadsUntilNUL, p.NULPath = summary.Yes, path
	}
	p.WritesAtMost, p.Unterminated = f.ev.writesAtMost[i], f.ev.noNUL[i]
}

// setRetained says where the argument is kept.
func (c *collector) setRetained(p *summary.Param, i int) {
	for j := range c.function.ev.retained {
		k := &c.function.ev.retained[j]
		if k.source.n == i && k.source.kind == fromParam {
			p.Touched = p.Touched || c.p.touched[k.sink.text]
		}
		switch {
		case k.source.n != i:
		case c.Vars[i].Pointers:
			r := c.retention(k)
			r.Used = c.p.readers != nil && c.p.usedLater(c.function, k)
			p.Retained = append(p.Retained, r)
		default:
			p.RetainedNumber = append(p.RetainedNumber, c.retention(k))
		}
	}
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
func (c *collector) retention(k *kept) summary.Retention {
	r := summary.Retention{
		Sink: k.sink.kind, Arg: -1, Until: k.until, Source: k.doc, Path: k.path, Conds: k.conds, Place: summary.WithoutUnits(string(k.sink.text)),
		Guarded: k.guarded,
	}
	switch k.sink.origin.kind {
	case fromParam, fromDeep:
		r.Arg = k.sink.origin.n
		r.Place = k.sink.text.WithName(c.paramName(r.Arg))
	}
	if k.sink.result {
		r.Place = "the result"
	}
	if k.source.kind == fromDeep {
		r.Field = k.source.field
	}
	return r
}
