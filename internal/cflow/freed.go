package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// frees reports whether a called function certainly frees argument i.
func (c *callee) frees(i int) bool {
	switch {
	case c.fn != nil && c.fn.ev != nil:
		_, freed := c.fn.ev.freed[i]
		return freed
	case c.fn == nil && c.contract != nil:
		p := c.contract.Param(i)
		return p != nil && p.What&contract.Freed != 0
	}
	return false
}

// freedBy tells how a call frees argument i.
func (c *collector) freedBy(callee *callee, i int) freeing {
	step := summary.Step{Pos: c.pos(callee.pos), What: "passed to " + callee.name}
	if callee.fn != nil {
		f := callee.fn.ev.freed[i]
		return freeing{append([]summary.Step{step}, f.path...), f.by}
	}
	step.What += ", which frees it"
	return freeing{[]summary.Step{step}, callee.name}
}

// freesAtTop notes the parameters that are freed by calls under no condition.
// It is for functions with too many ways to follow each.
func (c *collector) freesAtTop() {
	for i := range c.callees {
		callee := &c.callees[i]
		if c.Code[callee.at].Region != 0 || slices.ContainsFunc(c.Jumps, func(j cir.Range) bool { return j.Start <= callee.at && callee.at < j.End }) {
			continue
		}
		for j, arg := range c.args(callee.at) {
			if o := c.p.origin(c.function, arg, callee.at, 0); o.kind == fromParam && o.path == "" && callee.frees(j) {
				if f := c.freedBy(callee, j); len(f.path) <= maxDepth {
					c.ev.freed[o.n] = f
				}
			}
		}
	}
}

// passedParam notes that a call frees a parameter, or may.
func (w *walk) passedParam(s *pathState, c *callee, i int, param int32) {
	switch {
	case c.frees(i):
		s.freed |= 1 << min(param, 63)
		w.freedAt[param] = w.freedBy(c, i)
	case c.fn != nil && c.fn.ev != nil:
		if f, ok := c.fn.ev.mayFree[i]; ok {
			step := summary.Step{Pos: w.pos(c.pos), What: "passed to " + c.name}
			w.mayFree[param] = freeing{append([]summary.Step{step}, f.path...), f.by}
		}
	}
}

// frees notes which parameters are freed: on every way, those aside on which
// one of the pointers is null, or on some.
func (w *endings) frees() {
	for i, f := range w.freedAt {
		if len(f.path) > maxDepth {
			continue
		}
		if w.alwaysFreed(i) {
			w.ev.freed[int(i)] = f
		} else {
			w.ev.mayFree[int(i)] = f
		}
	}
	for i, f := range w.mayFree {
		if _, freed := w.ev.freed[int(i)]; !freed && len(f.path) <= maxDepth {
			w.ev.mayFree[int(i)] = f
		}
	}
}

func (w *endings) alwaysFreed(param int32) bool {
	for i := range w.exits {
		if e := &w.exits[i]; e.freed&(1<<min(param, 63)) == 0 && !w.nullParam(e) {
			return false
		}
	}
	return len(w.exits) > 0
}

// nullParam reports whether a way is one on which a parameter that is a
// pointer is null.
func (w *endings) nullParam(e *exitState) bool {
	for i := range w.Params {
		if w.Vars[i].Class == cir.Pointer && e.values[w.of[i]].kind == aParam && e.values[w.of[i]].signs == zero {
			return true
		}
	}
	return false
}
