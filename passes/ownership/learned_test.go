package ownership

import "testing"

// A condition that is the result of a call has the number of a visit where a
// comparison has a symbol: a package was not analysed when that was larger than
// there were symbols.
func TestLearnedOfResult(t *testing.T) {
	x := &evaluator{symbols: newSymbols()}
	status := x.make(shape{form: opaque, a: 1})
	st := &state{res: tracked{status: Freed, freed: &freeing{status: status}}}
	x.learned(st, shape{form: opaque, a: 33}, true)
	if st.res.status != Freed {
		t.Error("a condition that says nothing of the free makes it uncertain")
	}
	zero := x.null()
	x.learned(st, shape{form: operation, a: status, b: zero}, false)
	if st.res.status == Freed {
		t.Error("the status that may tell of failure leaves the free certain")
	}
}
