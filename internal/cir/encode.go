package cir

import (
	"encoding/binary"
	"errors"
)

// Version is the form of what Encode returns and Lower makes: units that were
// kept in another form are of no use. It is raised with each change of either.
const Version = 1

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
		e.string(i.Func)
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
		e.bits(v.AddrTaken, v.Pointers, v.Unsigned)
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
	e.bits(f.Reads, f.Volatile, f.Traps, f.Access != nil)
	if a := f.Access; a != nil {
		e.int32(a.Object)
		e.string(a.Path)
		e.int32(a.Index)
		e.int32(a.Value)
		e.bits(a.Address)
	}
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
	e.bits(r.Neg, r.Counted)
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

// errDamaged says that bytes are no encoded unit.
var errDamaged = errors.New("the encoded unit is damaged")

// Decode returns the unit that Encode made the bytes of.
func Decode(data []byte) (u *Unit, err error) {
	defer func() {
		if recover() != nil {
			u, err = nil, errDamaged
		}
	}()
	d := &decoder{data}
	u = &Unit{Name: d.string(), Files: d.strings(), Strings: d.strings()}
	for range d.count() {
		u.Inits = append(u.Inits, Init{d.string(), d.string()})
	}
	for range d.count() {
		u.Funcs = append(u.Funcs, d.function())
	}
	if len(d.data) > 0 {
		return nil, errDamaged
	}
	return u, nil
}

// A decoder takes its data apart. It panics when there is not enough.
type decoder struct{ data []byte }

func (d *decoder) int64() int64 {
	i, n := binary.Varint(d.data)
	if n <= 0 {
		panic(errDamaged)
	}
	d.data = d.data[n:]
	return i
}

func (d *decoder) int() int     { return int(d.int64()) }
func (d *decoder) int32() int32 { return int32(d.int64()) }

// count reads a number of things of at least one byte each.
func (d *decoder) count() int {
	n := d.int()
	if n < 0 || n > len(d.data) {
		panic(errDamaged)
	}
	return n
}

func (d *decoder) byte() byte {
	b := d.data[0]
	d.data = d.data[1:]
	return b
}

func (d *decoder) string() string {
	n := d.count()
	s := string(d.data[:n])
	d.data = d.data[n:]
	return s
}

func (d *decoder) strings() []string {
	all := make([]string, d.count())
	for i := range all {
		all[i] = d.string()
	}
	return all
}

func (d *decoder) bits(flags ...*bool) {
	b := d.byte()
	for i, f := range flags {
		*f = b&(1<<i) != 0
	}
}

func (d *decoder) pos() Pos {
	return Pos{File: uint16(d.int()), Column: uint16(d.int()), Line: d.int32()}
}

func (d *decoder) ranges() []Range {
	var all []Range
	for range d.count() {
		all = append(all, Range{d.int32(), d.int32()})
	}
	return all
}

func (d *decoder) function() *Func {
	f := &Func{Name: d.string()}
	d.bits(&f.Static, &f.System, &f.Variadic)
	f.Result, f.Pos, f.Params = Class(d.int()), d.pos(), d.int()
	f.Vars = make([]Var, d.count())
	for i := range f.Vars {
		v := &f.Vars[i]
		v.Name, v.Class = d.string(), Class(d.byte())
		d.bits(&v.AddrTaken, &v.Pointers, &v.Unsigned)
	}
	f.Consts = make([]Const, d.count())
	for i := range f.Consts {
		f.Consts[i] = Const{ConstKind(d.byte()), d.int64(), d.string()}
	}
	f.Code = make([]Instr, d.count())
	var last Pos
	for i := range f.Code {
		d.instr(&f.Code[i], &last)
	}
	f.Args = make([]Value, d.count())
	for i := range f.Args {
		f.Args[i] = Value(d.int())
	}
	f.Regions = make([]Region, d.count())
	for i := range f.Regions {
		d.region(&f.Regions[i])
	}
	f.Jumps, f.Back = d.ranges(), d.ranges()
	accesses := false
	if d.bits(&f.Reads, &f.Volatile, &f.Traps, &accesses); accesses {
		f.Access = &Access{Object: d.int32(), Path: d.string(), Index: d.int32(), Value: d.int32()}
		d.bits(&f.Access.Address)
	}
	return f
}

func (d *decoder) instr(in *Instr, last *Pos) {
	in.Op, in.Aux = Op(d.byte()), d.byte()
	in.Pos = Pos{File: uint16(d.int()), Column: uint16(d.int()), Line: last.Line + d.int32()}
	*last = in.Pos
	in.Dst, in.A, in.B = d.int32(), Value(d.int()), Value(d.int())
	in.Path, in.Region = d.int32(), d.int32()
}

func (d *decoder) region(r *Region) {
	r.Kind = RegionKind(d.byte())
	d.bits(&r.Neg, &r.Counted)
	r.Parent, r.Cond, r.Pair = d.int32(), Value(d.int()), d.int32()
	r.Exit = Range{d.int32(), d.int32()}
	r.Pos = d.pos()
	r.Steps, r.Turns, r.Length = d.int32(), d.int64(), d.int32()
}
