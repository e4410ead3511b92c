package cflow

import (
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cir"
)

// calls returns the names of the functions that f calls by name, sorted.
func (f *function) calls() []string {
	var names []string
	for i := range f.callees {
		if name := f.callees[i].name; name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// target follows a called value to where it comes from.
func (p *program) target(f *function, v cir.Value, c *callee, depth int) {
	if k := f.Const(v); k != nil {
		if k.Kind == cir.FuncConst {
			p.named(f, k.Name, c)
		}
		return
	}
	if v == cir.None || depth > 8 {
		return
	}
	defs := f.defs[v]
	switch {
	case len(defs) == 0 && int(v) < f.Params:
		if !f.Vars[v].AddrTaken {
			c.param = int(v)
		}
	case len(defs) == 1:
		switch d := &f.Code[defs[0]]; d.Op {
		case cir.Copy:
			p.target(f, d.A, c, depth+1)
		case cir.Load:
			path := f.unit.Strings[d.Path]
			if k := f.Const(d.A); k != nil && k.Kind == cir.GlobalConst {
				c.global = k.Name + path
			}
			p.member(path, c)
		}
	}
}

// member takes a call through a member of a structure for one of the library
// function that the member always holds, when a contract says so.
func (p *program) member(path string, c *callee) {
	name := path[strings.LastIndexByte(path, '.')+1:]
	if doc := p.contracts.Lookup("." + name); doc != nil && name != path {
		c.name, c.contract = name, doc
	}
}

func (p *program) named(f *function, name string, c *callee) {
	c.name = name
	c.fn = p.lookup(f.unit, name)
	if c.fn == nil {
		c.export = p.exports[name]
		if !c.export && !p.ambiguous[name] {
			c.contract = p.contracts.Called(name, len(f.args(c.at)))
		}
	}
}

// funcValue returns the name of the function whose address v is, or "".
func (f *function) funcValue(v cir.Value, depth int) string {
	if k := f.Const(v); k != nil {
		if k.Kind == cir.FuncConst {
			return k.Name
		}
		return ""
	}
	if v == cir.None || depth > 8 || len(f.defs[v]) != 1 {
		return ""
	}
	if d := &f.Code[f.defs[v][0]]; d.Op == cir.Copy {
		return f.funcValue(d.A, depth+1)
	}
	return ""
}

// resolve finds what each call of f calls.
func (p *program) resolve(f *function) {
	for i := range f.Code {
		in := &f.Code[i]
		if in.Op != cir.Call {
			continue
		}
		c := callee{at: int32(i), param: -1, pos: in.Pos}
		p.target(f, in.A, &c, 0)
		f.callees = append(f.callees, c)
	}
}
