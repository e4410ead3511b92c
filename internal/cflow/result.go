package cflow

import (
	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// result returns the origin of the result of the call at an index.
func (p *origins) result(f *function, at int32, depth int) origin {
	c := f.calleeAt(at)
	args := f.args(at)
	switch {
	case c.fn != nil:
		if c.fn.ev == nil {
			return origin{}
		}
		return p.substituted(f, at, c.fn.ev.result, args, depth)
	case c.contract != nil:
		switch c.contract.Result.Kind {
		case contract.Fresh:
			return origin{kind: fromHeap, n: int(at), text: accesspath.ReturnedBy(c.name)}
		case contract.Static:
			return origin{kind: fromStatic, text: accesspath.ReturnedBy(c.name)}
		case contract.Inside:
			return p.substituted(f, at, origin{kind: fromDeep, n: c.contract.Result.Arg, text: accesspath.ReturnedFor(c.name)}, args, depth)
		case contract.SameAsArgument:
			if c.contract.Result.Arg < len(args) {
				return p.origin(f, args[c.contract.Result.Arg], at, depth)
			}
			return origin{}
		}
		for i := range args {
			if q := c.contract.Param(i); q != nil && q.What&contract.Returned != 0 {
				o := p.origin(f, args[i], at, depth)
				o.path = "[]"
				return o
			}
		}
	}
	return origin{}
}

// substituted returns what a callee's result is to the caller.
func (p *origins) substituted(f *function, at int32, r origin, args []cir.Value, depth int) origin {
	switch r.kind {
	case fromHeap:
		return origin{kind: fromHeap, n: int(at), text: accesspath.ReturnedBy(f.calleeAt(at).name)}
	case fromGlobal, fromStatic:
		r.under = nil
		return r
	case fromParam, fromDeep:
		if r.n >= len(args) {
			return origin{}
		}
		o := p.origin(f, args[r.n], at, depth)
		if r.kind == fromParam {
			o.path += r.path
			return o
		}
		switch o.kind {
		case fromParam, fromDeep:
			return origin{kind: fromDeep, n: o.n, text: o.place(r.text), path: r.path, under: o.under}
		case fromGlobal, fromStatic:
			return origin{kind: fromStatic, text: o.place(r.text), path: r.path, under: o.under}
		}
	}
	return origin{}
}
