package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cir"
)

// An originKind says where a value certainly comes from.
type originKind uint8

const (
	nowhere    originKind = iota // not certain
	fromParam                    // parameter n: the pointer, or one into the same object
	fromDeep                     // loaded through parameter n
	fromGlobal                   // the address of a global variable
	fromStatic                   // loaded from one: memory that outlives the call
	fromHeap                     // allocated by the call at index n
	fromLocal                    // the address of the local variable n
	fromConst
	fromBefore // the value that is asked for, in an earlier turn of a loop
)

// An origin is where a value certainly comes from, by a chain of copies.
type origin struct {
	kind originKind
	n    int
	text accesspath.Path // of the pointer, from parameter n
	addr bool            // text names the object and not a pointer to it
	path accesspath.Path // what it points to inside the object
	// field is, of fromDeep, which pointer of the parameter's object it
	// is, when it is one of the object itself: "->data".
	field string
	zero  bool // of fromConst: a null pointer, or zero
	// under are the regions whose conditions chose this origin.
	under []int32
	name  string // of fromConst: the function
}

// at returns the place at path of the object that o points to.
func (o *origin) at(path accesspath.Path) accesspath.Path {
	if o.addr {
		return o.text + o.path + path
	}
	return o.text.Then(o.path + path)
}

// sameSource reports whether two pointers come from one place.
func (o *origin) sameSource(other *origin) bool {
	return o.kind == other.kind && o.n == other.n && o.text == other.text && o.path == other.path
}

// maxChain bounds how far a value is followed back, and maxFollowed over how
// many definitions.
const (
	maxChain    = 40
	maxFollowed = 300
)

// An origins finds where values come from.
type origins struct {
	following []int32 // definitions that are followed now
	followed  int     // how many have been, for one value
	looked    int     // how many there were, in all
}

// origin returns where the operand v of the instruction at an index comes
// from.
func (p *origins) origin(f *function, v cir.Value, at int32, depth int) origin {
	if k := f.Const(v); k != nil {
		return constOrigin(k)
	}
	if v == cir.None || depth > maxChain {
		return origin{}
	}
	if f.Vars[v].Class == cir.Scalar {
		return origin{}
	}
	if len(p.following) > 0 {
		return p.follow(f, v, at, depth)
	}
	key := [2]int32{int32(v), at}
	if at, ok := f.origins[key]; ok {
		return f.traced[at]
	}
	p.followed = 0
	o := p.follow(f, v, at, depth)
	if o.kind == fromBefore {
		o = origin{}
	}
	if f.origins == nil {
		f.origins = make(map[[2]int32]int32)
	}
	f.origins[key] = int32(len(f.traced))
	f.traced = append(f.traced, o)
	return o
}

// follow follows a variable back to where its value comes from.
func (p *origins) follow(f *function, v cir.Value, at int32, depth int) origin {
	if f.Vars[v].AddrTaken && f.Vars[v].Class != cir.Aggregate {
		return origin{} // it may be set through its address
	}
	defs, initial := f.reaching(int32(v), at)
	p.looked += len(defs)
	if len(defs) == maxReaching {
		return origin{} // more than are followed, those that are followed now left out
	}
	var found origin
	for _, d := range defs {
		if slices.Contains(p.following, d) {
			found.merge(origin{kind: fromBefore})
			continue
		}
		if p.followed++; p.followed > maxFollowed {
			return origin{}
		}
		p.following = append(p.following, d)
		o := p.defined(f, d, depth+1)
		p.following = p.following[:len(p.following)-1]
		if !f.dominates(d, at) {
			o.under = append(append([]int32(nil), o.under...), f.Code[d].Region)
		}
		if !found.merge(o) {
			return origin{}
		}
	}
	if initial {
		if !found.merge(origin{kind: fromParam, n: int(v), text: accesspath.Parameter}) {
			return origin{}
		}
	}
	return found
}

func constOrigin(k *cir.Const) origin {
	switch k.Kind {
	case cir.GlobalConst:
		return origin{kind: fromGlobal, text: accesspath.Path(k.Name), addr: true}
	case cir.FuncConst:
		return origin{kind: fromConst, name: k.Name}
	case cir.IntConst:
		return origin{kind: fromConst, zero: k.Int == 0}
	case cir.StringConst:
		return origin{kind: fromConst}
	}
	return origin{}
}

// merge joins the origin of another definition, and reports whether the two
// agree. A null pointer agrees with everything: the value is then there only
// under the condition of its definition.
func (o *origin) merge(other origin) bool {
	switch {
	case other.kind == nowhere:
		return false
	case o.kind == nowhere || o.kind == fromBefore:
		*o = other
		return true
	case other.kind == fromBefore: // that comes from where the others do
		return true
	case other.kind == fromConst && other.zero:
		return true
	case o.kind == fromConst && o.zero:
		*o = other
		return true
	}
	return o.sameSource(&other) && o.name == other.name && o.kind != fromConst
}

// defined returns the origin of what the instruction at d sets.
func (p *origins) defined(f *function, d int32, depth int) origin {
	in := &f.Code[d]
	switch in.Op {
	case cir.Copy:
		return p.origin(f, in.A, d, depth)
	case cir.Offset:
		o := p.origin(f, in.A, d, depth)
		if o.kind == fromConst {
			return origin{}
		}
		o.path += f.path(in)
		if len(o.path) > 200 {
			return origin{}
		}
		return o
	case cir.Addr:
		return origin{kind: fromLocal, n: int(in.A), text: accesspath.Path(f.Vars[in.A].Name), addr: true, path: f.path(in)}
	case cir.Load:
		return p.loaded(f, d, p.origin(f, in.A, d, depth), f.path(in), depth)
	case cir.Get:
		return p.got(f, int32(in.A), f.path(in), d, depth)
	case cir.Call:
		return p.result(f, d, depth)
	}
	return origin{}
}

// loaded returns the origin of what is at path of the object o points to.
func (p *origins) loaded(f *function, at int32, o origin, path accesspath.Path, depth int) origin {
	full := o.path + path
	switch o.kind {
	case fromParam:
		return origin{kind: fromDeep, n: o.n, text: o.at(path), field: full.Selector(), under: o.under}
	case fromDeep:
		return origin{kind: fromDeep, n: o.n, text: o.at(path), under: o.under}
	case fromGlobal, fromStatic:
		return origin{kind: fromStatic, text: o.at(path), under: o.under}
	case fromLocal:
		return p.got(f, int32(o.n), full, at, depth)
	}
	return origin{}
}

// got returns the origin of what is at path of an aggregate variable.
func (p *origins) got(f *function, v int32, path accesspath.Path, at int32, depth int) origin {
	if int(v) < f.Params && !f.Vars[v].AddrTaken && !f.setAnywhere(v) {
		return origin{kind: fromParam, n: int(v), text: accesspath.Parameter, addr: true, path: path}
	}
	if f.Vars[v].AddrTaken {
		return origin{}
	}
	var found origin
	seen := false
	for i := range at {
		in := &f.Code[i]
		if in.Op == cir.Set && int32(in.A) == v && f.path(in) == path {
			if seen || !f.dominates(i, at) {
				return origin{}
			}
			seen = true
			found = p.origin(f, in.B, i, depth+1)
		}
	}
	return found
}

// setAnywhere reports whether a variable, or a part of it, is set anywhere.
func (f *function) setAnywhere(v int32) bool {
	for i := range f.Code {
		in := &f.Code[i]
		if in.Op == cir.Set && int32(in.A) == v || in.Dst == v {
			return true
		}
	}
	return false
}
