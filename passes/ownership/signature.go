package ownership

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A signer writes down what of a state matters from here on.
type signer struct{ *tracker }

// signature is the same for states of which it makes no difference which one
// is followed: the resource stands the same in both, and so do the conditions
// that may still be asked.
func (x *signer) signature(st *state) string {
	var s strings.Builder
	for i, f := range st.frames {
		fmt.Fprintf(&s, "%p.%d.%d", f.body.fn, f.block.Index, f.next)
		live := f.body.liveIn[f.block.Index]
		if i < len(st.frames)-1 || f.next > 0 {
			live = f.body.liveOut(f.block)
			live.union(f.body.liveIn[f.block.Index])
			x.addPhis(f, live)
		}
		for j, v := range f.values {
			if v != 0 && live.has(j) {
				x.describe(&s, st, "v"+strconv.Itoa(j), v, f.body.decides[j])
			}
		}
		for _, d := range f.deferred {
			fmt.Fprintf(&s, ";d%d", d.instr.Block().Index)
			for _, a := range d.args {
				s.WriteString(x.short(st, a))
			}
		}
	}
	var places []string
	for at, v := range st.memory.Entries() {
		if at.base != 0 && (st.private.Get(at.base) || x.rereads(at)) || x.isResource(st, v) {
			var c strings.Builder
			x.describe(&c, st, x.name(at.base)+at.path, v, true)
			places = append(places, c.String())
		}
	}
	slices.Sort(places)
	s.WriteString(strings.Join(places, ""))
	fmt.Fprintf(&s, ";r%v.%v.%v.%v.%v.%v.%v", st.res.status, st.res.given, st.res.shown, st.res.used, st.res.assumed, st.res.guarded, len(st.res.early))
	fmt.Fprintf(&s, ".%v.%v.%d", st.res.keeper, st.res.shared != nil, len(st.res.takers))
	if st.res.borrower.call != nil {
		fmt.Fprintf(&s, ".%p.%d", st.res.borrower.call, x.failedBorrower(st))
	}
	if st.res.freed != nil {
		fmt.Fprintf(&s, ".%p", st.res.freed.Instr)
	}
	if x.begin.acquire != nil && st.res.id != 0 {
		fmt.Fprintf(&s, ".%v", x.failed(st))
	}
	return s.String()
}

// addPhis adds the phis of the block that runs: they are set already.
func (x *evaluator) addPhis(f *frame, live bitset) {
	for _, instr := range f.block.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			return
		}
		live.set(f.body.number[phi])
	}
}

// name tells places apart by where their memory was made, whichever visit.
func (x *signer) name(s symbol) string {
	sh := x.shapes[s]
	if sh.at != nil {
		return fmt.Sprintf("%p", sh.at)
	}
	return fmt.Sprint(sh.form, sh.path) + x.shortName(sh.a)
}

func (x *signer) shortName(s symbol) string {
	if s == 0 {
		return ""
	}
	return x.name(s)
}

func (x *signer) rereads(at place) bool {
	v := x.vars[x.addressOf(at)]
	if v == nil {
		return true
	}
	return x.p.bodyOf(x.fn).rereads[v]
}

// describe writes what matters of a value.
func (x *signer) describe(w *strings.Builder, st *state, name string, v symbol, decides bool) {
	if x.isResource(st, v) {
		w.WriteString(";" + name + "=R")
		return
	}
	if decides {
		if text := x.short(st, v); text != "" {
			w.WriteString(";" + name + "=" + text)
		}
	}
}

func (x *evaluator) isResource(st *state, v symbol) bool {
	return st.res.id != 0 && v != 0 && x.leadsInto(v, st.res.id)
}

// short says what is known of a value.
func (x *signer) short(st *state, v symbol) string {
	if v == 0 {
		return ""
	}
	if x.isResource(st, v) {
		return "R"
	}
	if x.shapes[v].form == literal {
		return x.shapes[v].path
	}
	if c := st.equal.Get(v); c != 0 {
		return "=" + x.shapes[c].path
	}
	switch t := x.decide(st, v); t {
	case yes:
		return "T"
	case no:
		return "F"
	}
	switch x.decide(st, x.comparison(tokenEQL, v, x.null())) {
	case yes:
		return "0"
	case no:
		return "!0"
	}
	return ""
}
