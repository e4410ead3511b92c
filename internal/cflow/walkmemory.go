package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cir"
)

// isErrno reports whether a pointer points to errno.
func isErrno(o *origin) bool {
	return o.kind == fromStatic && (o.text == "__errno_location()" || o.text == "__error()" || o.text == "_errno()" || o.text == "___errno()") ||
		o.kind == fromGlobal && o.text == "errno"
}

// load returns what is loaded.
func (w *walk) load(s *pathState, at int32, in *cir.Instr) pathValue {
	path := w.unit.Strings[in.Path]
	switch from := w.value(s, in.A); {
	case from.kind == anAddress && path == "":
		return s.values[w.of[from.n]]
	case from.kind == aParam && path == "" && s.outs[from.n].kind != neverSet:
		return s.outs[from.n]
	case from.kind == anObject:
		return pathValue{signs: anySign}
	}
	o, ok := w.loads[at]
	if !ok {
		to := w.p.origin(w.function, in.A, at, 0)
		if isErrno(&to) {
			o = to
		} else {
			o = w.p.loaded(w.function, at, to, accesspath.Path(path), 0)
		}
		w.loads[at] = o
	}
	switch {
	case isErrno(&o):
		return pathValue{kind: anErrno, signs: positive}
	case o.kind == fromDeep:
		return pathValue{kind: anInside, n: int32(o.n), signs: anySign, field: w.field(o.field)}
	case o.kind == fromStatic:
		return pathValue{kind: aStatic, signs: anySign, field: w.field(string(o.text))}
	}
	return pathValue{signs: anySign}
}

func (w *walk) storeValue(s *pathState, at int32, in *cir.Instr) {
	to, v := w.value(s, in.A), w.value(s, in.B)
	path := w.unit.Strings[in.Path]
	switch {
	case to.kind == anAddress && path == "":
		s.values[w.of[to.n]] = v
		return
	case to.kind == aParam && path == "" && w.Types[to.n].Pointer:
		s.outs[to.n] = v
		return
	case to.kind == anObject:
		return
	}
	if o := w.p.origin(w.function, in.A, at, 0); isErrno(&o) {
		s.errno = v.signs&zero == 0 || v.kind != aNumber
		return
	}
	w.keep(s, v)
}

// keep notes that a value is somewhere else too.
func (w *walk) keep(s *pathState, v pathValue) {
	if (v.kind == anObject || v.kind == aPart) && s.objects[v.n] == owned {
		s.objects[v.n] = keptObject
	}
}

// newObject makes the object of a call, or finds it.
func (w *walk) newObject(s *pathState, o newObject) pathValue {
	i := slices.IndexFunc(w.objects, func(x newObject) bool { return x.at == o.at && x.param == o.param })
	if i < 0 {
		if i = len(w.objects); i >= maxObjects {
			w.failed = true
			return pathValue{signs: anySign}
		}
		w.objects = append(w.objects, o)
	}
	for ; s.made <= i; s.made++ {
		s.objects[s.made] = notMade
	}
	s.objects[i] = owned
	return pathValue{kind: anObject, n: int32(i), signs: zero | positive}
}
