package cflow

import (
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// readsUntilNUL notes the parameters that are read up to a NUL under no
// condition but that pointers are not null.
func (c *collector) readsUntilNUL() {
	for i := range c.callees {
		callee := &c.callees[i]
		for j, arg := range c.args(callee.at) {
			if path, ok := callee.readsUntilNUL(c, j); ok {
				c.nulRead(arg, callee.at, path)
			}
		}
	}
	for i := range c.Code {
		if in := &c.Code[i]; in.Op == cir.Load && c.Vars[in.Dst].Class == cir.Scalar && c.endsLoop(int32(i)) {
			c.nulRead(in.A, int32(i), []Step{{c.pos(in.Pos), "reads until it finds a NUL"}})
		}
	}
}

// nulRead notes that what v points to is read up to a NUL at an instruction.
func (c *collector) nulRead(v cir.Value, at int32, path []Step) {
	o := c.p.origin(c.function, v, at, 0)
	if o.kind != fromParam || o.addr || len(path) > maxDepth || strings.Contains(string(o.path), ".") {
		return
	}
	if _, ok := c.ev.nulReads[o.n]; ok {
		return
	}
	k := kept{source: o, at: at}
	if c.conditions(&k) && len(k.conds) == 0 && !c.guarded(at) {
		c.ev.nulReads[o.n] = path
	}
}

// guarded reports whether an instruction stands under a condition that does
// not depend on arguments, which says something that is not known here.
func (c *collector) guarded(at int32) bool {
	for r := c.Code[at].Region; r > 0; r = c.Regions[r].Parent {
		cond := c.Regions[r].Cond
		if cond == cir.None || c.Regions[r].Kind == cir.After {
			continue
		}
		depends := false
		c.expr(cond, 0).args(func(int) { depends = true })
		if !depends && !c.byteTest(cond, 0) {
			return true
		}
	}
	return false
}

// readsUntilNUL reports whether a called function reads argument i up to a NUL.
func (callee *callee) readsUntilNUL(c *collector, i int) ([]Step, bool) {
	step := Step{c.pos(callee.pos), "passed to " + callee.name}
	switch {
	case callee.fn != nil && callee.fn.ev != nil:
		path, ok := callee.fn.ev.nulReads[i]
		return append([]Step{step}, path...), ok
	case callee.fn == nil && callee.contract != nil:
		p := callee.contract.Param(i)
		if p != nil && p.What&contract.UntilNUL != 0 || c.formatted(callee, i) {
			step.What += ", which reads it up to a NUL"
			return []Step{step}, true
		}
	}
	return nil, false
}

// formats are the functions with a format as of printf, and which argument it
// is.
var formats = map[string]int{
	"printf": 0, "fprintf": 1, "dprintf": 1, "sprintf": 1, "snprintf": 2, "asprintf": 1, "syslog": 1,
	"err": 1, "errx": 1, "warn": 0, "warnx": 0, "g_strdup_printf": 0, "g_print": 0, "g_printerr": 0,
	"sqlite3_mprintf": 0, "sqlite3_snprintf": 2, "av_log": 2, "error": 2, "SDL_Log": 0, "SDL_SetError": 0,
}

// formatted reports whether argument i of a call is one that the format takes
// for a string without a length.
func (c *collector) formatted(callee *callee, i int) bool {
	n, ok := formats[callee.name]
	args := c.args(callee.at)
	if !ok || i <= n || n >= len(args) {
		return false
	}
	k := c.Const(args[n])
	if k == nil || k.Kind != cir.StringConst {
		return false
	}
	return verbAt(k.Name, i-n-1) == "%s"
}

// verbAt returns the conversion of a format that takes the argument at an
// index, or "".
func verbAt(format string, index int) string {
	arg := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		start := i
		for i++; i < len(format) && strings.IndexByte("-+ #0123456789.*hlLqjzt'$", format[i]) >= 0; i++ {
			if format[i] == '*' {
				if arg == index {
					return "*"
				}
				arg++
			}
		}
		if i >= len(format) || format[i] == '%' || format[i] == 'm' {
			continue
		}
		if arg == index {
			spec := format[start : i+1]
			if width := strings.Trim(spec[:len(spec)-1], "%-0123456789"); width == "" {
				return "%" + spec[len(spec)-1:]
			}
			return spec
		}
		arg++
	}
	return ""
}

// endsLoop reports whether the byte that an instruction loads ends the loop
// around it when it is zero, and nothing but bytes ends that loop: no length.
func (c *collector) endsLoop(at int32) bool {
	loop := c.loopOf(at)
	if loop < 0 {
		return false
	}
	start, end := c.extentOf(loop)
	ends := false
	for i := range c.Edges {
		e := &c.Edges[i]
		if e.At < start || e.At > end || e.To >= start && e.To <= end && e.To != end {
			continue
		}
		if e.Cond == cir.None {
			continue // of a branch, whose condition is looked at below
		}
		if !c.byteTest(e.Cond, 0) {
			return false
		}
		ends = ends || e.Neg && c.isNonZero(e.Cond, at, 0)
	}
	return ends && !c.otherExits(loop)
}

// otherExits reports whether a condition in a loop that is not about bytes
// alone leaves it.
func (c *collector) otherExits(loop int32) bool {
	start, end := c.extentOf(loop)
	for i := range c.Edges {
		e := &c.Edges[i]
		if e.At < start || e.At > end || e.Cond == cir.None || c.byteTest(e.Cond, 0) {
			continue
		}
		if c.straightOut(e.To, e.Next, start, end) || c.straightOut(e.At, int32(i)+1, start, end) {
			return true
		}
	}
	return false
}

// straightOut reports whether the way from an edge at a place leads out of a
// range of code without any condition.
func (c *collector) straightOut(at, edge, start, end int32) bool {
	for range maxBranch {
		switch {
		case at < start || at >= end:
			return true
		case int(edge) < len(c.Edges) && c.Edges[edge].At == at:
			e := &c.Edges[edge]
			if e.Cond != cir.None {
				return false
			}
			at, edge = e.To, e.Next
		case c.Code[at].Op == cir.Return:
			return true
		default:
			at++
			edge = c.firstEdge(at)
		}
	}
	return false
}

// firstEdge returns the first edge at an index or after it.
func (f *function) firstEdge(at int32) int32 {
	i, _ := slices.BinarySearchFunc(f.Edges, at, func(e cir.Edge, at int32) int { return int(e.At - at) })
	return int32(i)
}

// extentOf returns the first index of the code of a region, and the one after
// the last.
func (c *collector) extentOf(region int32) (start, end int32) {
	start = int32(len(c.Code))
	for i := range c.Code {
		if c.within(c.Code[i].Region, region) {
			start, end = min(start, int32(i)), int32(i)+1
		}
	}
	return start, end
}

// byteTest reports whether a condition depends on bytes that are read, and on
// nothing else.
func (c *collector) byteTest(v cir.Value, depth int) bool {
	if k := c.Const(v); k != nil {
		return k.Kind == cir.IntConst
	}
	if v == cir.None || depth > 6 || int(v) < c.Params || len(c.defs[v]) == 0 {
		return false
	}
	for _, d := range c.defs[v] {
		in := &c.Code[d]
		switch in.Op {
		case cir.Load:
			if c.Vars[in.Dst].Class != cir.Scalar {
				return false
			}
		case cir.Copy:
			if !c.byteTest(in.A, depth+1) {
				return false
			}
		case cir.Arith:
			if !c.byteTest(in.A, depth+1) || in.B != cir.None && !c.byteTest(in.B, depth+1) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// isNonZero reports whether a condition can only hold when the byte that the
// instruction at an index loads is not zero.
func (c *collector) isNonZero(v cir.Value, load int32, depth int) bool {
	if v < 0 || depth > 6 {
		return false
	}
	for _, d := range c.defs[v] {
		in := &c.Code[d]
		switch {
		case d == load:
		case in.Op == cir.Copy && c.isNonZero(in.A, load, depth+1):
		case in.Op == cir.Arith && in.Aux == cir.OpNe && c.isZero(in.B) && c.isNonZero(in.A, load, depth+1):
		case in.Op == cir.Arith && in.Aux == cir.OpLAnd && (c.isNonZero(in.A, load, depth+1) || c.isNonZero(in.B, load, depth+1)):
		default:
			return false
		}
	}
	return len(c.defs[v]) > 0
}

func (c *collector) isZero(v cir.Value) bool {
	k := c.Const(v)
	return k != nil && k.Kind == cir.IntConst && k.Int == 0
}
