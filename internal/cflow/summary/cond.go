package summary

// A Cond is a condition on the arguments of a call.
type Cond struct {
	Expr *Expr
	Neg  bool  // Expr must not hold
	Pair int32 // what tells the branches of one statement in the function at hand, or 0
}

func (c Cond) String() string {
	if c.Neg {
		return "!(" + c.Expr.String() + ")"
	}
	return c.Expr.String()
}

// An Arg is what is known of an argument's value.
type Arg struct {
	Known   bool // it is Value
	Value   int64
	NonZero bool // it is not zero, such as the address of a variable
}

// Holds evaluates the condition. arg says what is known of an argument, from
// 0. The answer is Unknown when that does not decide.
func (c Cond) Holds(arg func(i int) Arg) Verdict {
	return c.Expr.eval(arg).truth(c.Neg)
}

func (a Arg) truth(neg bool) Verdict {
	holds := false
	switch {
	case a.Known:
		holds = a.Value != 0
	case a.NonZero:
		holds = true
	default:
		return Unknown
	}
	if holds != neg {
		return Yes
	}
	return No
}

func known(b bool) Arg {
	if b {
		return Arg{Known: true, Value: 1}
	}
	return Arg{Known: true}
}
