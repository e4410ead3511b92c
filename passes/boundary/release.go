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
// and the memory stays until then: it is pinned or kept alive.
func (in *interpreter) isOver(f *frame, held *Held, kept *Kept, call *cgosource.Call, i int, r *csummary.Retention, args []value) bool {
	if !kept.Unpinned && !in.keptAlive(f, held.Memory) {
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
	finalizer destructor`)

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
