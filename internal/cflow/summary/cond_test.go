package summary

import "testing"

func arg(i int) *Expr { return &Expr{Op: "arg", Arg: i} }

func constant(n int64) *Expr { return &Expr{Op: "const", Const: n} }

// TestHolds evaluates conditions for the arguments of calls, of which the first
// is a flag and the second a pointer that is not null.
func TestHolds(t *testing.T) {
	isCopy := &Expr{Op: "==", X: &Expr{Op: "&", X: arg(0), Y: constant(2)}, Y: constant(2)}
	for _, test := range []struct {
		cond Cond
		flag Arg
		want Verdict
	}{
		{Cond{Expr: isCopy}, Arg{Known: true, Value: 3}, Yes},
		{Cond{Expr: isCopy}, Arg{Known: true, Value: 1}, No},
		{Cond{Expr: isCopy, Neg: true}, Arg{Known: true, Value: 1}, Yes},
		{Cond{Expr: isCopy}, Arg{}, Unknown},
		{Cond{Expr: &Expr{Op: "!=", X: arg(1), Y: constant(0)}}, Arg{}, Yes},
		{Cond{Expr: &Expr{Op: "&&", X: isCopy, Y: &Expr{Op: "!", X: arg(1)}}}, Arg{}, No},
		{Cond{Expr: &Expr{Op: "||", X: isCopy, Y: arg(1)}}, Arg{}, Yes},
		{Cond{Expr: OneOf(arg(0), []int64{1, 4})}, Arg{Known: true, Value: 4}, Yes},
		{Cond{Expr: Opaque}, Arg{Known: true, Value: 4}, Unknown},
	} {
		got := test.cond.Holds(func(i int) Arg { return [...]Arg{test.flag, {NonZero: true}}[i] })
		if got != test.want {
			t.Errorf("%s for %+v: %v, want %v", test.cond, test.flag, got, test.want)
		}
	}
}

// TestSubstitute puts a caller's arguments into a callee's condition.
func TestSubstitute(t *testing.T) {
	e := &Expr{Op: "==", X: &Expr{Op: "arg", Arg: 1, Name: "mode"}, Y: constant(2)}
	got := e.Substitute(func(i int) *Expr { return &Expr{Op: "+", X: arg(i + 1), Y: constant(1)} })
	if want := "(argument 3 + 1) == 2"; got.String() != want {
		t.Errorf("%s, want %s", got, want)
	}
	if e.String() != "mode == 2" {
		t.Errorf("the callee's own condition is now %s", e)
	}
	if got.Same(e) || !got.Same(got.Substitute(arg)) {
		t.Error("Same does not compare arguments")
	}
}
