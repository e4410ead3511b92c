package cir

import "encoding/binary"

// Version is the form of what Encode returns and Lower makes: units that were
// kept in another form are of no use. It is raised with each change of either.
const Version = 12

// Encode returns the unit as bytes, for [Decode]. The same unit gives the
// same bytes.
func (u *Unit) Encode() []byte {
	e := &encoder{}
	e.string(u.Name)
	e.strings(u.Files)
	e.strings(u.Strings)
	e.int(len(u.Inits))
	for _, i := range u.Inits {
		e.string(i.Global)
		e.string(i.Path)
		e.string(i.Func)
	}
	e.strings(u.ThreadLocals)
	e.strings(u.Statics)
	e.int(len(u.Arrays))
	for _, a := range u.Arrays {
		e.string(a.Name)
		e.int32(a.Size)
	}
	e.int(len(u.Members))
	for _, m := range u.Members {
		e.string(m.Name)
		e.string(m.File)
		e.bits(m.System)
	}
	e.int(len(u.Funcs))
	for _, f := range u.Funcs {
		e.function(f)
	}
	return e.data
}

type encoder struct{ data []byte }

func (e *encoder) int(i int)     { e.data = binary.AppendVarint(e.data, int64(i)) }
func (e *encoder) int32(i int32) { e.int(int(i)) }

func (e *encoder) string(s string) {
	e.int(len(s))
	e.data = append(e.data, s...)
}

func (e *encoder) strings(all []string) {
	e.int(len(all))
	for _, s := range all {
		e.string(s)
	}
}

// bits packs booleans.
func (e *encoder) bits(flags ...bool) {
	var b byte
	for i, f := range flags {
		if f {
			b |= 1 << i
		}
	}
	e.data = append(e.data, b)
}

func (e *encoder) pos(p Pos) {
	e.int(int(p.File))
	e.int(int(p.Column))
	e.int32(p.Line)
}

func (e *encoder) ranges(all []Range) {
	e.int(len(all))
	for _, r := range all {
		e.int32(r.Start)
		e.int32(r.End)
	}
}

func (e *encoder) function(f *Func) {
	e.string(f.Name)
	e.bits(f.Static, f.System, f.Variadic)
	e.int(int(f.Result))
	e.pos(f.Pos)
	e.int(f.Params)
	e.int(len(f.Vars))
	for _, v := range f.Vars {
		e.string(v.Name)
		e.data = append(e.data, byte(v.Class))
		e.bits(v.AddrTaken, v.Pointers, v.Unsigned, v.Array > 0)
		if v.Array > 0 {
			e.int32(v.Array)
		}
	}
	e.int(len(f.Consts))
	for _, c := range f.Consts {
		e.data = append(e.data, byte(c.Kind))
		e.data = binary.AppendVarint(e.data, c.Int)
		e.string(c.Name)
	}
	e.int(len(f.Code))
	var last Pos
	for i := range f.Code {
		e.instr(&f.Code[i], &last)
	}
	e.int(len(f.Args))
	for _, a := range f.Args {
		e.int(int(a))
	}
	e.int(len(f.Regions))
	for i := range f.Regions {
		e.region(&f.Regions[i])
	}
	e.ranges(f.Jumps)
	e.ranges(f.Back)
	e.edges(f.Edges)
	e.int(len(f.Types))
	for i := range f.Types {
		e.typ(&f.Types[i])
	}
	e.typ(&f.Returns)
	e.bits(f.Reads, f.Volatile, f.Traps, f.Access != nil, f.Irregular)
	if a := f.Access; a != nil {
		e.int32(a.Object)
		e.string(a.Path)
		e.int32(a.Index)
		e.int32(a.Value)
		e.int32(a.Below)
		e.int32(a.Step)
		e.bits(a.Address)
	}
}

func (e *encoder) edges(all []Edge) {
	e.int(len(all))
	last := int32(0)
	for i := range all {
		d := &all[i]
		e.int32(d.At - last)
		last = d.At
		e.int32(d.To)
		e.int32(d.Next)
		e.bits(d.Cond != None, d.Neg)
		if d.Cond != None {
			e.int(int(d.Cond))
		}
	}
}

func (e *encoder) typ(t *Type) {
	e.string(t.Name)
	e.int32(t.Size)
	e.bits(t.Const, t.Pointer)
}

func (e *encoder) instr(in *Instr, last *Pos) {
	e.data = append(e.data, byte(in.Op), in.Aux)
	e.int(int(in.Pos.File))
	e.int(int(in.Pos.Column))
	e.int32(in.Pos.Line - last.Line)
	*last = in.Pos
	e.int32(in.Dst)
	e.int(int(in.A))
	e.int(int(in.B))
	e.int32(in.Path)
	e.int32(in.Region)
}

func (e *encoder) region(r *Region) {
	e.data = append(e.data, byte(r.Kind))
	e.bits(r.Neg, r.Counted, r.Below)
	e.int32(r.Parent)
	e.int(int(r.Cond))
	e.int32(r.Pair)
	e.int32(r.Exit.Start)
	e.int32(r.Exit.End)
	e.pos(r.Pos)
	e.int32(r.Steps)
	e.data = binary.AppendVarint(e.data, r.Turns)
	e.int32(r.Length)
}
