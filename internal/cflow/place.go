package cflow

import (
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cir"
)

// path returns the place in an object that an instruction names.
func (f *function) path(in *cir.Instr) accesspath.Path {
	return accesspath.Path(f.unit.Strings[in.Path])
}

// place returns p, a place of a callee's parameter, for the argument o.
func (o *origin) place(p accesspath.Path) accesspath.Path {
	if !o.addr && o.path == "" { // a pointer that has a text, as the parameter
		return accesspath.Path(p.WithName(string(o.text)))
	}
	object := o.at("")
	if field, ok := p.OfParameter(); ok {
		return object + field
	}
	for _, dereferenced := range []string{"*$", "(*$)"} {
		if rest, ok := strings.CutPrefix(string(p), dereferenced); ok {
			return object + accesspath.Path(rest)
		}
	}
	return accesspath.Path(p.WithName("(&" + string(object) + ")"))
}

// A placeKey tells a place that outlives a call from others.
type placeKey struct {
	param int // the parameter that it is reached from; -1 for a global
	path  accesspath.Path
}

// of returns the place of a callee for the caller's arguments; ok is false when
// it is not known to outlive the call.
func (k placeKey) of(args []origin) (place placeKey, ok bool) {
	if k.param < 0 {
		return k, true
	}
	if k.param >= len(args) {
		return placeKey{}, false
	}
	s := sink{origin: args[k.param], text: args[k.param].place(k.path)}
	return s.key()
}

// places are a set of places, in the order in which they were added.
type places struct {
	list []placeKey
	in   map[placeKey]bool
}

func (p *places) has(k placeKey) bool { return p.in[k] }

func (p *places) add(k placeKey) {
	if p.in[k] {
		return
	}
	if p.in == nil {
		p.in = make(map[placeKey]bool)
	}
	p.in[k] = true
	p.list = append(p.list, k)
}

// storesIn returns the instructions that store in a place, or call what does.
func (c *collector) storesIn(place placeKey) []int32 {
	if c.storedAt == nil {
		c.storedAt = make(map[placeKey][]int32)
		for i := range c.Code {
			c.noteStores(int32(i))
		}
	}
	return c.storedAt[place]
}

func (c *collector) noteStores(at int32) {
	switch in := &c.Code[at]; in.Op {
	case cir.Store:
		to := c.p.origin(c.function, in.A, at, 0)
		s := sink{origin: to, text: to.at(c.path(in))}
		if key, ok := s.key(); ok {
			c.storedAt[key] = append(c.storedAt[key], at)
		}
	case cir.Call:
		callee := c.calleeAt(at)
		if callee.fn == nil || callee.fn.ev == nil || len(callee.fn.ev.stores.list) == 0 {
			return
		}
		origins := c.argumentOrigins(at)
		for _, key := range callee.fn.ev.stores.list {
			if key, ok := key.of(origins); ok {
				c.storedAt[key] = append(c.storedAt[key], at)
			}
		}
	}
}

// argumentOrigins returns where the arguments of a call come from.
func (c *collector) argumentOrigins(at int32) []origin {
	args := c.args(at)
	origins := make([]origin, len(args))
	for i, arg := range args {
		origins[i] = c.p.origin(c.function, arg, at, 0)
	}
	return origins
}
