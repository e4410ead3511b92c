package cost

import "testing"

// TestLooped puts loops around what a turn takes.
func TestLooped(t *testing.T) {
	body := Cost{Kind: Trivial, Time: 4}
	scan := body.Looped(0, 2)
	for _, test := range []struct {
		name string
		got  Cost
		want Cost
	}{
		{"ten turns", body.Looped(10, 0), Cost{Kind: Trivial, Time: 20}},
		{"many turns", body.Looped(5000, 0), Cost{Kind: Computes, Time: 10000}},
		{"as many turns as parameter 1 says", scan, Cost{Kind: Loops, Turn: 2, Length: 2}},
		{"an empty loop", Cost{Kind: Trivial}.Looped(0, 1), Cost{Kind: Loops, Turn: leastTurn, Length: 1}},
		{"a loop over a string in a loop", Cost{Kind: Loops, Turn: 1}.Looped(0, 1), Cost{Kind: Computes, Turn: innerTurns, Length: 1}},
		{"a loop of rows and columns", scan.Looped(0, 1), Cost{Kind: Computes, Time: computingTime}},
	} {
		if test.got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, test.got, test.want)
		}
	}
}

// TestAdd adds what two statements take.
func TestAdd(t *testing.T) {
	lock := Cost{Kind: Locks, Time: lockTime}
	for _, test := range []struct {
		name       string
		a, b, want Cost
	}{
		{"the more costly kind", Cost{Kind: Trivial, Time: 1}, lock, Cost{Kind: Locks, Time: lockTime + 1}},
		{"an unknown call beside a lock", Cost{Kind: Unknown, Time: PointerTime}, lock, Cost{Kind: Unknown, Time: PointerTime + lockTime}},
		{"an unknown call beside I/O", Cost{Kind: Unknown}, Cost{Kind: DoesIO, Time: ioTime}, Cost{Kind: DoesIO, Time: ioTime}},
		{"two loops of one length", Cost{Kind: Loops, Turn: 1, Length: 3}, Cost{Kind: Loops, Turn: 2, Length: 3}, Cost{Kind: Loops, Turn: 3, Length: 3}},
		{"two loops of other lengths", Cost{Kind: Loops, Turn: 1, Length: 3}, Cost{Kind: Loops, Turn: 2, Length: 1}, Cost{Kind: Loops, Turn: 3}},
	} {
		if got := test.a.Add(test.b); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

// TestUnlikely leaves an error path out of the usual run.
func TestUnlikely(t *testing.T) {
	if got := (Cost{Kind: DoesIO, Time: ioTime}).Unlikely(); got != (Cost{Kind: Trivial}) {
		t.Errorf("a log line of an error path takes %+v", got)
	}
	if got := (Cost{Kind: Computes, Time: computingTime}).Unlikely(); !got.Rarely {
		t.Errorf("a computation in a branch is forgotten: %+v", got)
	}
}
