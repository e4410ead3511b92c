package ownership

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
)

// How says how a resource is lost.
type How uint8

// The ways to lose a resource.
const (
	AtReturn   How = iota + 1 // the function returns
	AtNextTurn                // the next iteration of a loop acquires another
)

// A Loss is a path on which a resource is lost.
type Loss struct {
	How     How
	At      ssa.Instruction // the return; or the instruction that acquires again
	Branch  *ssa.If         // the last branch before, but for those of loops, that wasn't decided by others; or nil
	Taken   bool            // which way it went
	Used    bool            // the path uses the resource
	Assumed bool            // that no one took it is only likely
	Early   *ssa.Defer      // a deferred free of what the variable held before, or nil

	outcome outcome // of the call that acquired it

	borrower ssa.Instruction // the last C function that is only likely not to have taken it, or nil
	failed   answer          // whether that failed
}

type lossKey struct {
	how How
	at  ssa.Instruction
}

// lose records that the path loses the resource.
func (x *exploration) lose(st *state, how How, at ssa.Instruction) {
	if x.trace.lost == nil {
		x.trace.lost = make(map[lossKey]bool)
	}
	key := lossKey{how, at}
	loss := Loss{outcome: x.returned0(st), How: how, At: at, Branch: st.last, Taken: st.taken, Used: st.res.used, Assumed: st.res.assumed}
	loss.borrower, loss.failed = st.res.borrower.call, x.failedBorrower(st)
	for _, n := range st.res.early {
		if n.at == st.res.place || st.memory.Get(n.at) == st.res.id {
			loss.Early = n.instr
		}
	}
	if x.trace.lost[key] {
		for i := range x.trace.Lost { // a path without assumptions tells more
			if l := &x.trace.Lost[i]; l.How == how && l.At == at && l.Assumed && !loss.Assumed {
				*l = loss
			}
		}
		return
	}
	x.trace.lost[key] = true
	x.trace.Lost = append(x.trace.Lost, loss)
}

// An outcome is what branches say of the number that a call returned.
type outcome struct{ zero, negative answer }

// returned0 says how what the call that acquired the resource returned compares
// with 0.
func (x *evaluator) returned0(st *state) outcome {
	if st.res.outcome == 0 {
		return outcome{}
	}
	return outcome{
		zero:     x.decide(st, x.comparison(tokenEQL, st.res.outcome, x.null())),
		negative: x.decide(st, x.comparison(tokenLSS, st.res.outcome, x.null())),
	}
}

// dropDoubtful drops losses at a return where other paths have handed the
// resource on: what tells these paths apart may be a relation of numbers that
// isn't followed. It also drops those after a C function succeeded, of which
// nothing is known, when the resource is freed only where that function failed:
// then it takes the resource when it succeeds.
func (t *Trace) dropDoubtful() {
	t.Lost = slices.DeleteFunc(t.Lost, func(l Loss) bool {
		freedIf := t.freedIf[l.borrower]
		takes := l.Assumed && l.failed == no && freedIf[yes] && len(freedIf) == 1
		return l.How == AtReturn && (t.handedOn[l.At] || takes)
	})
}

// A borrower is a call of a C function that is only likely not to take the
// resource.
type borrower struct {
	call   ssa.Instruction
	result symbol // or 0
	isBool bool   // the result is
}

// noteBorrower notes a C function that is only likely not to take the resource. A
// pointer that it returns says nothing: it may be there to hold the resource or not.
func (x *tracker) noteBorrower(st *state, instr ssa.CallInstruction) {
	st.res.borrower = borrower{call: instr}
	if v := instr.Value(); v != nil && instr.Common().Signature().Results().Len() == 1 && !gotype.IsAnyPointer(v.Type()) {
		st.res.borrower.result, st.res.borrower.isBool = x.get(st, v), gotype.IsBoolean(v.Type())
	}
}

// failedBorrower says whether the last borrower failed, as far as the branches of the
// path tell: it returned false, a negative number, or another than 0.
func (x *tracker) failedBorrower(st *state) answer {
	b := &st.res.borrower
	if b.result == 0 {
		return open
	}
	if b.isBool {
		return x.decide(st, b.result).not()
	}
	if negative := x.decide(st, x.comparison(tokenLSS, b.result, x.null())); negative != open {
		return negative
	}
	return x.decide(st, x.comparison(tokenEQL, b.result, x.null())).not()
}

// noteFreed notes how what may tell whether the resource is still the program's
// ended on a path that frees it.
func (x *exploration) noteFreed(st *state) {
	if x.trace.freedOn == nil {
		x.trace.freedOn = make(map[outcome]bool)
		x.trace.freedIf = make(map[ssa.Instruction]map[answer]bool)
	}
	x.trace.freedOn[x.returned0(st)] = true
	call := st.res.borrower.call
	if x.trace.freedIf[call] == nil {
		x.trace.freedIf[call] = make(map[answer]bool)
	}
	x.trace.freedIf[call][x.failedBorrower(st)] = true
}

// dropFailed drops losses of what C functions, of which nothing is known, are
// taken to store through an argument or in a struct, where they may have failed:
// a loss counts where a path with the same result frees the resource.
func (p *Package) dropFailed() {
	freedOn := make(map[argument]map[outcome]bool)
	for _, r := range p.Resources {
		if r.isInferredOut() {
			key := argument{r.By, r.Index}
			if freedOn[key] == nil {
				freedOn[key] = make(map[outcome]bool)
			}
			maps.Copy(freedOn[key], r.freedOn)
		}
	}
	for _, r := range p.Resources {
		if r.isInferredOut() {
			r.Lost = slices.DeleteFunc(r.Lost, func(l Loss) bool { return !freedOn[argument{r.By, r.Index}][l.outcome] })
		}
	}
}

func (r *Resource) isInferredOut() bool {
	return r.Assumed && (r.Where == ThroughOut || r.Kind == Structs)
}
