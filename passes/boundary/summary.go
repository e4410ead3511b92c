package boundary

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/csummary"
)

// summarize notes what callers must know of the root.
func (in *interpreter) summarize(f *frame) {
	obj, ok := f.fn.Object().(*types.Func)
	if !ok {
		return
	}
	s := &Summary{Needs: in.needs, Frees: in.frees}
	for _, r := range f.result {
		s.Results = append(s.Results, in.resultOf(f, r))
	}
	if !slices.ContainsFunc(s.Results, func(r Result) bool { return r != Result{} }) {
		s.Results = nil
	}
	in.summaries[obj] = s
}

// resultOf returns what all that a result may be has in common.
func (in *interpreter) resultOf(f *frame, v value) Result {
	var result Result
	for i, a := range v.first() {
		var r Result
		switch {
		case a.kind == null && len(v.first()) > 1:
			continue
		case a.kind != pointer:
			return Result{}
		case a.mem.Origin == C || a.mem.Origin == Go && !a.mem.Global:
			r = Result{Origin: a.mem.Origin, Func: a.mem.Func}
		case a.mem.param != nil && len(a.mem.param.offsets) == 0 && a.off == 0 && a.step == 0:
			r = Result{Param: a.mem.param.param + 1}
		default:
			return Result{}
		}
		if i > 0 && result != (Result{}) && result != r {
			return Result{}
		}
		result = r
	}
	return result
}

// callImported calls a function of another package that has a summary.
func (in *interpreter) callImported(f *frame, st *state, instr ssa.CallInstruction, callee *ssa.Function, args []value) ([]value, bool) {
	obj, ok := callee.Object().(*types.Func)
	if !ok {
		return nil, false
	}
	summary := in.imported(obj)
	if summary == nil {
		return nil, false
	}
	if in.noting {
		in.noteNeeds(f, st, instr, callee, summary, args)
		for _, i := range summary.Frees {
			if i < len(args) {
				in.addFreed(args[i])
			}
		}
	}
	before := slices.Clone(args)
	results := in.callUnknown(f, st, instr, args)
	for i, r := range summary.Results {
		if i >= len(results) {
			break
		}
		switch {
		case r.Param > 0 && r.Param <= len(before):
			results[i] = before[r.Param-1]
		case r.Origin == C:
			results[i] = in.cMemory(site{f.id, resultSite{instr, i}}, r.Func, instr.Common().Signature().Results().At(i).Type())
		case r.Origin == Go:
			m := in.memory(site{f.id, resultSite{instr, i}}, func(m *Memory) {
				m.Origin, m.pos = Go, instr.Common().Pos()
				m.setElem(instr.Common().Signature().Results().At(i).Type())
			})
			st.contents[m] = nothing
			results[i] = word(atoms{{kind: pointer, mem: m}})
		}
	}
	return results, true
}

type resultSite struct {
	instr ssa.CallInstruction
	index int
}

// noteNeeds holds the arguments against what the callee demands of them.
func (in *interpreter) noteNeeds(f *frame, st *state, instr ssa.CallInstruction, callee *ssa.Function, summary *Summary, args []value) {
	for _, n := range summary.Needs {
		if n.Param >= len(args) {
			continue
		}
		s := in.scan(st)
		for _, a := range in.follow(st, args[n.Param], n.Offsets) {
			in.meet(s, a, n)
		}
		in.addNeeds(s.needs, n.Func)
		if h, ok := worst(s.found); ok {
			in.blameArg(f, instr, callee, n, h)
		}
	}
}

// follow goes from v over the pointers at the offsets.
func (in *interpreter) follow(st *state, v value, offsets []int64) atoms {
	s := v.first()
	for _, off := range offsets {
		var next atoms
		for _, a := range s {
			if a.kind == pointer {
				a.off += off
				next = next.union(st.load(a, st.wordSize).first())
			}
		}
		s = next
	}
	return s
}

// meet looks whether what a points to is as n demands.
func (in *interpreter) meet(s *scan, a atom, n Need) {
	switch n.Kind {
	case NeedWhole:
		if a.kind == pointer && a.mem.Origin == Unknown && a.mem.param == nil {
			return
		}
		s.whole(a, "")
	case NeedRegion:
		if a.kind == pointer {
			a.off += n.Off
			s.region(a, n.Size, in.typeAt(a, n), "")
		}
	case NeedNoAddress:
		s.number(a, false)
	case NeedNoPointer, NeedKept:
		if a.kind == pointer && a.mem.Origin == Go && !a.mem.Global && !s.st.pinned(a.mem) {
			s.add(Held{Kind: HeldPointer, Memory: a.mem})
		} else if a.kind == pointer && a.mem.Origin == Unknown {
			s.need(a.mem, Need{Kind: n.Kind, Off: a.off, Place: n.Place})
		}
	}
}

// typeAt returns the type that the memory has where the need's region
// begins: the whole when the region is no smaller.
func (in *interpreter) typeAt(a atom, n Need) types.Type {
	t := a.mem.Type
	if t == nil {
		return nil
	}
	if array, ok := t.Underlying().(*types.Array); ok && n.Size < 0 && !a.mem.repeated {
		return array.Elem()
	}
	for n.Size >= 0 && !a.mem.repeated {
		s, ok := t.Underlying().(*types.Struct)
		if !ok || in.layout.size(t) <= n.Size && a.off == 0 {
			break
		}
		i := in.layout.fieldAt(s, slot{a.off, 0})
		if i < 0 {
			break
		}
		a.off -= in.layout.offset(s, i)
		t = s.Field(i).Type()
	}
	return t
}

// blameArg notes a breach at a call of a function of another package.
func (in *interpreter) blameArg(f *frame, instr ssa.CallInstruction, callee *ssa.Function, n Need, h Held) {
	call := in.goCalls()[instr.Common().Pos()]
	if call == nil {
		return
	}
	i := n.Param
	if callee.Signature.Recv() != nil {
		i--
	}
	b := Breach{Kind: Passed, Held: h, Node: call.Fun, Call: call, Func: n.Func, inner: call.Pos(), index: n.Param}
	b.Through = []string{callee.Name()}
	switch {
	case n.Kind == NeedKept:
		b.Kind, b.Kept = KeptByC, &Kept{Retention: csummary.Retention{Place: n.Place, Arg: -1}}
	case n.Func == "":
		b.Kind = Stored
	}
	if i >= 0 && i < len(call.Args) {
		form := in.formOfGo(call.Args[i])
		b.Node, b.Subject = call.Args[i], in.subject(form)
		if len(n.Offsets) == 0 && (n.Kind == NeedWhole || n.Kind == NeedRegion) {
			b.Path, b.Into = in.pathOf(form, h)
		}
	}
	in.addBreach(f, b)
}

// export makes facts of the summaries.
func (b *Package) export() {
	if b.src.IsStandard() {
		return
	}
	any := false
	for fn, s := range b.summaries {
		if len(s.Needs) == 0 && len(s.Frees) == 0 && s.Results == nil {
			continue
		}
		if obj := b.src.Object(fn); obj != nil && obj.Pkg() == b.pass.Pkg && (fn.Exported() || strings.HasSuffix(b.pass.Pkg.Name(), "_test")) {
			b.pass.ExportObjectFact(obj, s)
			any = true
		}
	}
	if any {
		b.pass.ExportPackageFact(&Reaches{})
	}
}
