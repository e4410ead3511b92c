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
	object := o.at("")
	if field, ok := p.OfParameter(); ok {
		if o.addr || o.path != "" {
			return object + field
		}
		return o.text.Then(field)
	}
	if rest, ok := strings.CutPrefix(string(p), "*$"); ok {
		return object + accesspath.Path(rest)
	}
	if rest, ok := strings.CutPrefix(string(p), "(*$)"); ok && (o.addr || o.path != "") {
		return object + accesspath.Path(rest)
	}
	base := o.text
	if o.addr || o.path != "" {
		base = "(&" + object + ")"
	}
	return accesspath.Path(p.WithName(string(base)))
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
