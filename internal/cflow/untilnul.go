package cflow

import (
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// readsUntilNUL notes the parameters that are read up to a NUL under no
// condition but that pointers are not null.
func (b *buffers) readsUntilNUL() {
	for i := range b.callees {
		callee := &b.callees[i]
		for j, arg := range b.args(callee.at) {
			if path, ok := callee.readsUntilNUL(b, j); ok {
				b.nulRead(arg, callee.at, path)
			}
		}
	}
	for i := range b.Code {
		if in := &b.Code[i]; in.Op == cir.Load && b.Vars[in.Dst].Class == cir.Scalar && b.endsLoop(int32(i)) {
			b.nulRead(in.A, int32(i), []summary.Step{{Pos: b.pos(in.Pos), What: "reads until it finds a NUL"}})
		}
	}
}

// nulRead notes that what v points to is read up to a NUL at an instruction.
func (b *buffers) nulRead(v cir.Value, at int32, path []summary.Step) {
	o := b.p.origin(b.function, v, at, 0)
	if o.kind != fromParam || o.addr || len(path) > maxDepth || strings.Contains(string(o.path), ".") {
		return
	}
	if _, ok := b.ev.nulReads[o.n]; ok {
		return
	}
	k := kept{source: o, at: at}
	if (&candidate{b.collector, &k}).conditions() && len(k.conds) == 0 && !b.guarded(at) {
		b.ev.nulReads[o.n] = path
	}
}

// guarded reports whether an instruction stands under a condition that does
// not depend on arguments, which says something that is not known here.
func (b *buffers) guarded(at int32) bool {
	for r := b.Code[at].Region; r > 0; r = b.Regions[r].Parent {
		cond := b.Regions[r].Cond
		if cond == cir.None || b.Regions[r].Kind == cir.After {
			continue
		}
		depends := false
		b.expr(cond, 0).Args(func(int) { depends = true })
		if !depends && !b.byteTest(cond, 0) {
			return true
		}
	}
	return false
}

// readsUntilNUL reports whether a called function reads argument i up to a NUL.
func (callee *callee) readsUntilNUL(b *buffers, i int) ([]summary.Step, bool) {
	step := func(what string) summary.Step {
		return summary.Step{Pos: b.pos(callee.pos), What: "passed to " + callee.name + what}
	}
	switch {
	case callee.fn != nil && callee.fn.ev != nil:
		if path, ok := callee.fn.ev.nulReads[i]; ok {
			return append([]summary.Step{step("")}, path...), true
		}
	case callee.fn == nil && callee.contract != nil:
		p := callee.contract.Param(i)
		if p != nil && p.What&contract.UntilNUL != 0 || b.formatted(callee, i) {
			return []summary.Step{step(", which reads it up to a NUL")}, true
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
func (b *buffers) formatted(callee *callee, i int) bool {
	n, ok := formats[callee.name]
	args := b.args(callee.at)
	if !ok || i <= n || n >= len(args) {
		return false
	}
	k := b.Const(args[n])
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
