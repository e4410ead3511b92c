package cir

import (
	"slices"

	"github.com/cgolint/cgolint/internal/ctoken"
)

// A label is a place in the code that edges lead to.
type label int32

// A flow is what is known of the ways through the code while it is lowered.
type flow struct {
	code
	places    []labelPlace // of labels
	edges     []Edge       // To is a label, or -1; Next is the number of the edge
	breaks    label        // where break leads
	continues label
	cases     *caseLabels // of the innermost switch
	named     map[ctoken.Name]label
	labels    map[ctoken.Name]int32 // the same as indices in Code
	gotos     []jump
}

// A labelPlace is where a label is: an index of Code, or -1, and how many edges
// there were before.
type labelPlace struct{ at, edges int32 }

// caseLabels are the labels of one switch.
type caseLabels struct {
	labels   []label
	fallback label // of default, or 0
}

// newLabel makes a label without a place. Label 0 is none.
func (b *flow) newLabel() label {
	if len(b.places) == 0 {
		b.places = append(b.places, labelPlace{at: -1})
	}
	b.places = append(b.places, labelPlace{at: -1})
	return label(len(b.places) - 1)
}

// bind puts a label here.
func (b *flow) bind(l label) {
	b.places[l] = labelPlace{b.here(), int32(len(b.edges))}
}

// branchTo leads to a label if a condition holds, or does not.
func (b *flow) branchTo(l label, cond Value, neg bool) {
	b.edge(Edge{At: b.here(), To: int32(l), Cond: cond, Neg: neg})
}

// jumpTo leads to a label.
func (b *flow) jumpTo(l label) { b.edge(Edge{At: b.here(), To: int32(l), Cond: None}) }

// endsHere ends the way: a function is called that does not come back.
func (b *flow) endsHere() { b.edge(Edge{At: b.here(), To: -1, Cond: None}) }

func (b *flow) edge(e Edge) {
	e.Next = int32(len(b.edges))
	b.edges = append(b.edges, e)
}

// namedLabel returns the label of a goto.
func (b *flow) namedLabel(name ctoken.Name) label {
	l, ok := b.named[name]
	if !ok {
		l = b.newLabel()
		if b.named == nil {
			b.named = make(map[ctoken.Name]label)
		}
		b.named[name] = l
	}
	return l
}

// loopLabels sets where break and continue lead, and returns how to set back.
func (b *flow) loopLabels(breaks, continues label) (restore func()) {
	oldBreaks, oldContinues := b.breaks, b.continues
	b.breaks, b.continues = breaks, continues
	return func() { b.breaks, b.continues = oldBreaks, oldContinues }
}

// caseLabel puts a label of the innermost switch here.
func (b *flow) caseLabel(fallback bool) {
	c := b.cases
	if c == nil {
		return
	}
	l := b.newLabel()
	b.bind(l)
	if c.labels = append(c.labels, l); fallback {
		c.fallback = l
	}
}

// switchLabels opens a switch whose value has been computed, and returns how to
// close it.
func (b *flow) switchLabels() (leave func()) {
	oldCases, oldBreaks := b.cases, b.breaks
	cases, end, at := &caseLabels{}, b.newLabel(), b.here()
	b.emit(Instr{Op: Nop, Dst: -1, A: None, B: None})
	b.cases, b.breaks = cases, end
	return func() {
		b.bind(end)
		for _, l := range cases.labels {
			if l != cases.fallback {
				b.edge(Edge{At: at, To: int32(l), Cond: b.opaque()})
			}
		}
		if cases.fallback == 0 {
			cases.fallback = end
		}
		b.edge(Edge{At: at, To: int32(cases.fallback), Cond: None})
		b.cases, b.breaks = oldCases, oldBreaks
	}
}

// finishEdges sorts the edges by where they begin, and puts places in for
// labels.
func (b *flow) finishEdges() {
	all := b.edges
	slices.SortStableFunc(all, func(x, y Edge) int { return int(x.At - y.At) })
	order := make([]int32, len(all)) // numbers of edges
	for i := range all {
		order[i] = all[i].Next
	}
	for i := range all {
		e := &all[i]
		if e.To < 0 {
			continue
		}
		to := b.places[e.To]
		if e.To = to.at; to.at < 0 {
			b.f.Irregular = true
			continue
		}
		next, _ := slices.BinarySearchFunc(all, to.at, func(x Edge, at int32) int { return int(x.At - at) })
		for next < len(all) && all[next].At == to.at && order[next] < to.edges {
			next++
		}
		e.Next = int32(next)
	}
	b.f.Edges = all
}
