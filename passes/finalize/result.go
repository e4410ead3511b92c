package finalize

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// result notes which parameter's memory a result is.
func (b *builder) result(index int, v ssa.Value) {
	if !mayPoint(v.Type()) {
		return
	}
	for _, c := range b.p.chains(v, nil) {
		root := c.root()
		r := Result{Index: index, Param: b.param(root.value), Path: root.path}
		same := func(q Result) bool { return q.Index == index && q.Param == r.Param && slices.Equal(q.Path, r.Path) }
		if r.Param >= 0 && r.Param < len(b.fn.Params) && len(b.s.Results) < maxHands && !slices.ContainsFunc(b.s.Results, same) {
			b.s.Results = append(b.s.Results, r)
		}
	}
}

// keeps notes which parameters results lead to, and which are stored.
func (b *builder) keeps() {
	note := func(v ssa.Value, i int) {
		if !mayPoint(v.Type()) {
			return
		}
		k := b.p.keepersOf(v)
		if k.stored != nil {
			b.s.Stores = append(b.s.Stores, i)
		}
		if k.returned {
			b.s.Holds = append(b.s.Holds, i)
		}
	}
	for i, v := range b.fn.Params {
		note(v, i)
	}
	for i, v := range b.fn.FreeVars {
		note(v, len(b.fn.Params)+i)
	}
}

// fresh notes which results are new objects.
func (b *builder) fresh() {
	results := b.fn.Signature.Results()
	for i := range results.Len() {
		if objectType(results.At(i).Type()) != nil && b.isFresh(i) {
			b.s.Fresh = append(b.s.Fresh, i)
		}
	}
}

func (b *builder) isFresh(index int) bool {
	found := false
	for _, block := range b.fn.Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok || index >= len(ret.Results) || isNil(ret.Results[index]) {
			continue
		}
		for _, c := range b.p.chains(ret.Results[index], nil) {
			if !b.p.isNew(c.root().value) {
				return false
			}
			found = true
		}
	}
	return found
}

// isNew reports whether a value is an object that was made in its function,
// which nothing else has.
func (p *Package) isNew(v ssa.Value) bool {
	index := 0
	if e, ok := v.(*ssa.Extract); ok {
		v, index = e.Tuple, e.Index
	}
	switch v := v.(type) {
	case *ssa.Alloc:
		return v.Heap && p.keepersOf(v).stored == nil
	case *ssa.Call:
		s := p.summaryOf(v.Common().StaticCallee())
		return s != nil && slices.Contains(s.Fresh, index) && p.keepersOf(v).stored == nil
	}
	return false
}
