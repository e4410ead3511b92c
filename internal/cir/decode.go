package cir

import (
	"encoding/binary"
	"errors"
)

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
		u.Inits = append(u.Inits, Init{d.string(), d.string(), d.string()})
	}
	u.ThreadLocals = d.strings()
	u.Statics = d.strings()
	for range d.count() {
		u.Arrays = append(u.Arrays, Array{d.string(), d.int32()})
	}
	for range d.count() {
		m := Member{Name: d.string(), File: d.string()}
		d.bits(&m.System)
		u.Members = append(u.Members, m)
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
		array := false
		if d.bits(&v.AddrTaken, &v.Pointers, &v.Unsigned, &array); array {
			v.Array = d.int32()
		}
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
	f.Edges = d.edges()
	f.Types = make([]Type, d.count())
	for i := range f.Types {
		d.typ(&f.Types[i])
	}
	d.typ(&f.Returns)
	accesses := false
	if d.bits(&f.Reads, &f.Volatile, &f.Traps, &accesses, &f.Irregular); accesses {
		f.Access = &Access{Object: d.int32(), Path: d.string(), Index: d.int32(), Value: d.int32(), Below: d.int32(), Step: d.int32()}
		d.bits(&f.Access.Address)
	}
	return f
}

func (d *decoder) edges() []Edge {
	all := make([]Edge, d.count())
	last := int32(0)
	for i := range all {
		e := &all[i]
		last += d.int32()
		e.At, e.To, e.Next, e.Cond = last, d.int32(), d.int32(), None
		cond := false
		if d.bits(&cond, &e.Neg); cond {
			e.Cond = Value(d.int())
		}
	}
	return all
}

func (d *decoder) typ(t *Type) {
	t.Name, t.Size = d.string(), d.int32()
	d.bits(&t.Const, &t.Pointer)
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
	d.bits(&r.Neg, &r.Counted, &r.Below)
	r.Parent, r.Cond, r.Pair = d.int32(), Value(d.int()), d.int32()
	r.Exit = Range{d.int32(), d.int32()}
	r.Pos = d.pos()
	r.Steps, r.Turns, r.Length = d.int32(), d.int64(), d.int32()
}
