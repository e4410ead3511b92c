package bounds

import (
	"golang.org/x/tools/go/ssa"
)

// A query is one question, with what bounds the work on it.
type query struct {
	p     *Package
	depth int
	steps int
	phis  map[*ssa.Phi]bool // whose value is being found out
	exits map[*ssa.BasicBlock]bool

	// solved has the answers of branches: what holds of a term where each
	// block of a function starts. It is nil while that is being found out.
	solved map[question][]Interval
}

// A question is what the branches of a function say of a term.
type question struct {
	asked *ssa.BasicBlock // where
	term  term
}

func (p *Package) newQuery() *query {
	return &query{
		p:      p,
		phis:   make(map[*ssa.Phi]bool),
		exits:  make(map[*ssa.BasicBlock]bool),
		solved: make(map[question][]Interval),
	}
}

// enter reports whether the question may be followed further; leave ends what
// enter began.
func (q *query) enter() bool {
	const deepest, most = 12, 2000
	if q.depth >= deepest || q.steps >= most {
		return false
	}
	q.depth++
	q.steps++
	return true
}

func (q *query) leave() { q.depth-- }

// neverLeaves reports whether a block calls a function that does not return.
func (q *query) neverLeaves(b *ssa.BasicBlock) bool {
	stuck, known := q.exits[b]
	if known {
		return stuck
	}
	for _, instr := range b.Instrs {
		if call, ok := instr.(*ssa.Call); ok && q.p.neverReturns(call) {
			stuck = true
		}
	}
	q.exits[b] = stuck
	return stuck
}

// exits are functions and methods that do not return.
var exits = map[string]bool{
	"os.Exit": true, "runtime.Goexit": true,
	"log.Fatal": true, "log.Fatalf": true, "log.Fatalln": true, "log.Panic": true, "log.Panicf": true, "log.Panicln": true,
	"(*log.Logger).Fatal": true, "(*log.Logger).Fatalf": true, "(*log.Logger).Fatalln": true,
	"(*log.Logger).Panic": true, "(*log.Logger).Panicf": true, "(*log.Logger).Panicln": true,
	"(*testing.common).Fatal": true, "(*testing.common).Fatalf": true, "(*testing.common).FailNow": true,
	"(*testing.common).Skip": true, "(*testing.common).Skipf": true, "(*testing.common).SkipNow": true,
}

// neverReturns reports whether a call does not return: it is of a function
// that is known for it, or of one of this package whose every way ends in a
// panic.
func (p *Package) neverReturns(call *ssa.Call) bool {
	fn := call.Call.StaticCallee()
	if fn == nil {
		return false
	}
	if exits[fn.String()] {
		return true
	}
	if len(fn.Blocks) == 0 {
		return false
	}
	for _, b := range fn.Blocks {
		switch b.Instrs[len(b.Instrs)-1].(type) {
		case *ssa.Panic, *ssa.Jump, *ssa.If:
		default:
			return false
		}
	}
	return fn.Recover == nil
}
