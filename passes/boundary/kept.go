package boundary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// A Kept says how C keeps the memory that a breach of that kind is about.
type Kept struct {
	Retention csummary.Retention

	// Object is the text of the argument whose object keeps the pointer,
	// when one does: of Retention.Arg.
	Object string

	// Number tells that C gets the address as a number: it may be a key and
	// nothing else.
	Number bool

	// Unpinned tells that the memory is pinned, but not for as long as C
	// keeps it: the function that pins it also unpins it before it returns.
	Unpinned bool
}

// noteKept looks whether C keeps the argument i of a C call: Go memory that
// is not pinned for so long (cmd/cgo, "Passing pointers": C code may keep a
// copy of a Go pointer only as long as the memory it points to is pinned).
func (in *interpreter) noteKept(f *frame, st *state, instr ssa.CallInstruction, call *cgosource.Call, i int, args []value) {
	in.noteKeptInside(f, st, instr, call, i, args)
	held, kept, demanded := in.handed(f, st, args[i].first())
	if held == nil && !demanded {
		return // before the C is read
	}
	in.noteFreed(call, i, args[i])
	r := in.retention(call, i, args)
	if r == nil {
		return
	}
	param := instr.Common().Signature().Params().At(i).Type()
	kept.Number = !hasPointers(param)
	if demanded && !kept.Number {
		in.demandKept(st, call.Name, args[i], r)
	}
	if held != nil && !in.isOver(f, held, &kept, call, i, r, args) {
		in.addKept(f, st, call, i, *held, &kept, r, in.subject(in.form(call, i, param)))
	}
}

// addKept notes that C keeps what the argument i, or a part of it, points to.
func (in *interpreter) addKept(f *frame, st *state, call *cgosource.Call, i int, held Held, kept *Kept, r *csummary.Retention, subject string) {
	in.last = st
	kept.Retention = *r
	if r.Arg >= 0 && r.Arg < len(call.Args) {
		kept.Object = in.subject(form{inner: in.unconverted(call.Args[r.Arg])})
	}
	in.addBreach(f, Breach{
		Kind: KeptByC, Held: held, Kept: kept, Node: call.Args[i], Call: call.CallExpr, Func: call.Name,
		Subject: subject, inner: call.Pos(), index: i,
	})
}

// handed returns the Go memory that a pointer points to and that C may not
// keep, or nil, and whether it depends on the callers what it points to.
func (in *interpreter) handed(f *frame, st *state, ptr atoms) (held *Held, kept Kept, demanded bool) {
	for _, a := range ptr {
		switch {
		case a.kind != pointer || a.mem.Global || a.mem.Origin == C || a.mem.Origin == Static:
		case in.isKept(f, st, a, &kept):
			held = &Held{Kind: HeldPointer, Type: a.mem.Type, Memory: a.mem, in: a.mem}
		case a.mem.Origin == Unknown && a.mem.param != nil && !st.pinned(a.mem):
			demanded = true
		}
	}
	return held, kept, demanded
}

// demandKept demands of the callers that what they pass may be kept.
func (in *interpreter) demandKept(st *state, name string, arg value, r *csummary.Retention) {
	place := ""
	if r.Sink == csummary.Global {
		place = r.Place
	}
	s := in.scan(st)
	for _, a := range arg.first() {
		if a.kind == pointer && a.mem.Origin == Unknown {
			s.need(a.mem, Need{Kind: NeedKept, Off: a.off, Place: place})
		}
	}
	in.addNeeds(s.needs, name)
}

// noteFreed notes the parameters of the root that a C function frees.
func (in *interpreter) noteFreed(call *cgosource.Call, i int, arg value) {
	fn := in.csummary.Func(call.Name)
	if fn != nil && i < len(fn.Params) && fn.Params[i].Freed == csummary.Yes {
		in.addFreed(arg)
	}
}

// addFreed notes that what arg points to is freed.
func (in *interpreter) addFreed(arg value) {
	for _, a := range arg.first() {
		if a.kind != pointer || a.mem.param == nil || len(a.mem.param.offsets) > 0 || a.off != 0 {
			continue
		}
		if i := a.mem.param.param; !slices.Contains(in.frees, i) {
			in.frees = append(in.frees, i)
		}
	}
}

// isKept reports whether memory that C keeps is Go's and is not pinned for
// longer than the function runs.
func (in *interpreter) isKept(f *frame, st *state, a atom, kept *Kept) bool {
	if a.mem.Origin == Unknown && !in.isGoType(a.mem) {
		return false
	}
	if !st.pinned(a.mem) {
		return true
	}
	for p := range st.pins {
		if p.pinned == a.mem && !in.unpinsBeforeReturn(f, st, p.pinner) {
			return false
		}
	}
	kept.Unpinned = true
	return true
}

// isGoType reports whether memory of which only the type is known is Go's by
// its type: what a slice points to, what holds strings, functions and the
// like, or a struct that a Go package declares. A byte or a number may be
// anybody's, and so may a struct that a Go package makes of C memory.
func (in *interpreter) isGoType(m *Memory) bool {
	reached := m.param != nil || m.depth > 0
	if reached && (m.repeated && !m.overC || !m.fromC && in.hasHeaders(m.Type)) {
		return true
	}
	name := typeName(m.Type)
	if name == nil || !reached || isC(types.NewPointer(m.Type)) {
		return false
	}
	if _, _, fromCgo := cgosource.CName(name); fromCgo {
		return false
	}
	if _, isStruct := m.Type.Underlying().(*types.Struct); !isStruct {
		return false
	}
	return !in.madeOfC()[name]
}

// hasHeaders reports whether values of a type hold strings, slices, maps and
// the like, which only Go makes.
func (in *interpreter) hasHeaders(t types.Type) bool {
	found := false
	if t != nil {
		in.layout.headers(t, func(slot, string, types.Type) bool {
			found = true
			return false
		})
	}
	return found
}

// madeOfC returns the types to which the package converts C memory.
func (b *Package) madeOfC() map[types.Object]bool {
	if b.ofCMemory != nil {
		return b.ofCMemory
	}
	b.ofCMemory = make(map[types.Object]bool)
	for _, fn := range b.functions() {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				convert, ok := instr.(*ssa.Convert)
				if !ok || !isUnsafePointer(convert.X.Type()) {
					continue
				}
				ptr, ok := convert.Type().Underlying().(*types.Pointer)
				if name := typeName(pointed(ptr)); ok && name != nil && fromCFunction(convert.X) {
					b.ofCMemory[name] = true
				}
			}
		}
	}
	return b.ofCMemory
}

func pointed(ptr *types.Pointer) types.Type {
	if ptr == nil {
		return nil
	}
	return ptr.Elem()
}

// fromCFunction reports whether a value is the result of a C function, maybe
// converted.
func fromCFunction(v ssa.Value) bool {
	for {
		switch x := v.(type) {
		case *ssa.Convert:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.Extract:
			v = x.Tuple
		case *ssa.Call:
			callee := x.Call.StaticCallee()
			if callee == nil || callee.Object() == nil {
				return false
			}
			_, kind, ok := cgosource.CName(callee.Object())
			return ok && kind == cgosource.Func
		default:
			return false
		}
	}
}

// unpinsBeforeReturn reports whether a pinner is a variable of the function
// whose Unpin it calls, or defers.
func (in *interpreter) unpinsBeforeReturn(f *frame, st *state, pinner atom) bool {
	if pinner.mem == nil || pinner.mem.Global || pinner.mem.Origin != Go {
		return false
	}
	isUnpin := func(common *ssa.CallCommon, receiver value) bool {
		callee := common.StaticCallee()
		return callee != nil && callee.Name() == "Unpin" &&
			slices.ContainsFunc(receiver.first(), func(a atom) bool { return a.mem == pinner.mem })
	}
	for _, d := range st.deferred {
		if len(d.args) > 0 && isUnpin(d.instr.Common(), d.args[0]) {
			return true
		}
	}
	for _, block := range f.fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(*ssa.Call)
			if ok && len(call.Call.Args) > 0 && isUnpin(call.Common(), in.get(f, call.Call.Args[0])) {
				return true
			}
		}
	}
	return false
}
