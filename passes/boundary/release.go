package boundary

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// isOver reports whether C gives the pointer up before the function returns,
// and the memory stays until then, as it is pinned or kept alive; or nothing
// looks at what has the pointer but what ends it.
func (in *interpreter) isOver(f *frame, held *Held, kept *Kept, call *cgosource.Call, i int, r *csummary.Retention, args []value) bool {
	if !kept.Unpinned && !in.keptAlive(f, held.Memory) && !in.onlyReleased(f, call, r, args) {
		return false
	}
	for _, block := range f.fn.Blocks {
		for _, instr := range block.Instrs {
			other, ok := instr.(ssa.CallInstruction)
			if ok && in.ends(f, other.Common(), call, i, r, args) {
				return true
			}
		}
	}
	return false
}

// ends reports whether a call ends that C keeps the argument i of another.
func (in *interpreter) ends(f *frame, common *ssa.CallCommon, call *cgosource.Call, i int, r *csummary.Retention, args []value) bool {
	callee := common.StaticCallee()
	if callee == nil {
		return false
	}
	name, isC := cName(callee)
	switch {
	case !isC:
		return false
	case slices.Contains(r.Until, name):
		return true
	case name == call.Name:
		return i < len(common.Args) && isNil(common.Args[i])
	case r.Sink == csummary.Handle:
		return IsRelease(name)
	case r.Sink != csummary.Argument || r.Arg < 0 || r.Arg >= len(args):
		return IsRelease(name) && Undoes(name, call.Name)
	}
	fn := in.csummary.Func(name)
	for j, arg := range common.Args {
		frees := fn != nil && j < len(fn.Params) && fn.Params[j].Freed == csummary.Yes
		if (frees || IsRelease(name)) && sameMemory(in.get(f, arg).first(), args[r.Arg].first()) {
			return true
		}
	}
	return false
}

// onlyReleased reports whether the object that keeps the pointer was made for
// the call: by C in this function, and what gets it afterwards only ends it.
func (in *interpreter) onlyReleased(f *frame, call *cgosource.Call, r *csummary.Retention, args []value) bool {
	if r.Sink != csummary.Argument || r.Arg < 0 || r.Arg >= len(args) {
		return false
	}
	object := args[r.Arg].first()
	body := f.fn.Syntax()
	for _, a := range object {
		if a.kind == pointer && (a.mem.Origin != C || body == nil || a.mem.pos < body.Pos() || body.End() <= a.mem.pos) {
			return false
		}
	}
	if len(object) == 0 || in.leaves(f, object) {
		return false
	}
	for _, instr := range in.callsAfter(f, call) {
		common := instr.Common()
		for _, arg := range common.Args {
			callee := common.StaticCallee()
			if sameMemory(in.get(f, arg).first(), object) && (callee == nil || !IsRelease(calleeName(callee))) {
				return false
			}
		}
	}
	return true
}

// leaves reports whether a function returns an object, or stores it in what may
// outlive it.
func (in *interpreter) leaves(f *frame, object atoms) bool {
	is := func(v ssa.Value) bool { return sameMemory(in.get(f, v).first(), object) }
	for _, block := range f.fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Return:
				if slices.ContainsFunc(instr.Results, is) {
					return true
				}
			case *ssa.Store:
				if local, ok := instr.Addr.(*ssa.Alloc); is(instr.Val) && !(ok && !local.Heap) {
					return true
				}
			case *ssa.MapUpdate:
				if is(instr.Value) {
					return true
				}
			case *ssa.Send:
				if is(instr.X) {
					return true
				}
			case *ssa.MakeInterface:
				if is(instr.X) {
					return true
				}
			}
		}
	}
	return false
}

func calleeName(fn *ssa.Function) string {
	if name, ok := cName(fn); ok {
		return name
	}
	return fn.Name()
}

// callsAfter returns the calls of f that may run after the given one, the
// deferred ones included.
func (in *interpreter) callsAfter(f *frame, call *cgosource.Call) []ssa.CallInstruction {
	var calls []ssa.CallInstruction
	after := make([]bool, len(f.fn.Blocks)) // the blocks that may run from their beginning
	var visit func(blocks []*ssa.BasicBlock)
	visit = func(blocks []*ssa.BasicBlock) {
		for _, b := range blocks {
			if !after[b.Index] {
				after[b.Index] = true
				visit(b.Succs)
			}
		}
	}
	reached := make(map[ssa.Instruction]bool)
	for _, b := range f.fn.Blocks {
		at := slices.IndexFunc(b.Instrs, func(instr ssa.Instruction) bool {
			c, ok := instr.(ssa.CallInstruction)
			return ok && in.callAt[c.Common().Pos()] == call
		})
		if at >= 0 {
			visit(b.Succs)
			for _, instr := range b.Instrs[at+1:] {
				reached[instr] = true
			}
		}
	}
	for _, b := range f.fn.Blocks {
		for _, instr := range b.Instrs {
			c, ok := instr.(ssa.CallInstruction)
			_, deferred := instr.(*ssa.Defer)
			if ok && (deferred || after[b.Index] || reached[instr]) {
				calls = append(calls, c)
			}
		}
	}
	return calls
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value == nil // nil for a pointer of any type
}

// sameMemory reports whether two pointers may point into the same memory.
func sameMemory(s, t atoms) bool {
	return slices.ContainsFunc(s, func(a atom) bool {
		return a.kind == pointer && slices.ContainsFunc(t, func(b atom) bool { return b.kind == pointer && a.mem == b.mem })
	})
}

// releaseWords are words in the names of functions that end something.
var releaseWords = set(`free close destroy delete release unref unregister deregister remove clear unset stop cleanup
	finalize finish fini deinit uninit quit shutdown terminate term detach disconnect cancel dispose del drop unsubscribe
	finalizer destructor teardown`)

// startWords are words in the names of functions that begin something.
var startWords = set("set register add attach connect install init new create start on subscribe put push")

// IsRelease reports whether the name of a function says that it ends something.
func IsRelease(name string) bool {
	return slices.ContainsFunc(wordsOf(name), func(w string) bool { return releaseWords[w] })
}

// Undoes reports whether one function undoes what another did, by their
// names: clear_user and set_user.
func Undoes(name, other string) bool {
	return strings.Join(withoutWords(wordsOf(name), releaseWords), " ") == strings.Join(withoutWords(wordsOf(other), startWords), " ")
}

func withoutWords(words []string, drop map[string]bool) []string {
	return slices.DeleteFunc(words, func(w string) bool { return drop[w] })
}

// wordsOf returns the words of a name in snake case or camel case, in lower
// case.
func wordsOf(name string) []string {
	var words []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			words = append(words, strings.ToLower(string(word)))
		}
		word = nil
	}
	previous := '_'
	for _, r := range name {
		switch {
		case r == '_':
			end()
			previous = r
			continue
		case unicode.IsUpper(r) && !unicode.IsUpper(previous):
			end()
		}
		word = append(word, r)
		previous = r
	}
	end()
	return words
}
