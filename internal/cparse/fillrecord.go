package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

func (f *filler) field(t *ctype.Type, name ctoken.Name) *ctype.Field {
	way, _ := t.Record.Find(name)
	if way == nil {
		f.p.fail("there is no member %s", f.p.names.Text(name))
	}
	return way[len(way)-1]
}

// record reads the initializers of a struct or union.
func (f *filler) record(t *ctype.Type, path string, braced bool) {
	p := f.p
	fields := t.Record.Fields
	at := nextField(fields, 0)
	full := func() bool { return at >= len(fields) || t.Record.Union && at > 0 }
	for ok := p.tok.Kind != ctoken.RBrace || f.pending != nil; ok; ok = f.more(braced, full()) {
		old := p.tok.Kind == ctoken.Ident && p.peek(1).Kind == ctoken.Colon // GNU: a: x
		switch {
		case braced && f.pending == nil && (p.tok.Kind == ctoken.Dot || old):
			if !old {
				p.next()
			}
			name := p.name()
			if old {
				p.next()
			}
			field := f.field(t, name)
			at = nextField(fields, indexOf(t.Record, name)+1)
			f.designated(field.Type, f.join(path, "."+p.names.Text(name), field.Type))
		case full():
			if !braced {
				return
			}
			f.element(p.kind(ctype.Int), "") // one too much
		default:
			inner := path
			if fields[at].Name != 0 {
				inner = f.join(path, "."+p.names.Text(fields[at].Name), fields[at].Type)
			}
			f.element(fields[at].Type, inner)
			at = nextField(fields, at+1)
		}
	}
}

// nextField returns the first field from i on that an initializer is for.
func nextField(fields []ctype.Field, i int) int {
	for i < len(fields) && fields[i].Name == 0 && !fields[i].Type.IsRecord() {
		i++ // padding
	}
	return i
}

// indexOf returns the field of a record in which a member is.
func indexOf(r *ctype.Record, name ctoken.Name) int {
	way, _ := r.Find(name)
	for i := range r.Fields {
		if len(way) > 0 && way[0] == &r.Fields[i] {
			return i
		}
	}
	return len(r.Fields)
}
