package cflow

import "github.com/cgolint/cgolint/internal/contract"

// FromContract returns what a contract says of a function without a body.
// params is the number of arguments that it is called with.
func FromContract(c *contract.Func, params int) *Func {
	s := &Func{Name: c.Name, Contract: true, Library: c.Library, Variadic: c.Variadic != nil}
	if c.NoCallback {
		s.CallsGo = No
	}
	for i := range params {
		p := c.Param(i)
		if p == nil {
			s.Params = append(s.Params, Param{Pointer: true, Why: "nothing is known of it"})
			continue
		}
		if p.What&contract.Called != 0 {
			s.CallsGo = Unknown
		}
		s.Params = append(s.Params, fromContract(c, p))
	}
	s.Result = resultOf(c)
	s.Work = contractEffort(c).work()
	if c.Blocks != "" {
		s.Blocks = []Blocking{{Kind: c.Blocks}}
	}
	return s
}

// resultOf returns where a contract says that the result comes from.
func resultOf(c *contract.Func) Origin {
	switch c.Result {
	case contract.Fresh:
		return Origin{Kind: Fresh, Source: c.Source}
	case contract.Static:
		return Origin{Kind: Static, Source: c.Source}
	case contract.Inside:
		return Origin{Kind: Inside, Arg: c.Inside, Source: c.Source}
	}
	for i, p := range c.Params {
		if p.What&contract.Returned != 0 && p.What&contract.Freed == 0 {
			return Origin{Kind: Inside, Arg: i, Source: p.Source}
		}
	}
	return Origin{}
}

func fromContract(c *contract.Func, p *contract.Param) Param {
	has := func(w contract.What) Verdict {
		if p.What&w != 0 {
			return Yes
		}
		return No
	}
	r := Param{
		Pointer: true, Freed: has(contract.Freed), Returned: has(contract.Returned), Called: has(contract.Called),
		ReadOnly: p.What&(contract.Written|contract.Freed) == 0,
		Touched:  p.What&(contract.Written|contract.Filled|contract.Copied|contract.Freed) != 0,
	}
	r.NoEscape = p.What&(contract.Retained|contract.Returned|contract.Called|contract.Freed) == 0
	r.DeepNoEscape = r.NoEscape && (p.What&contract.Copied == 0 || p.CopyTo < 0) && p.What&contract.Contents == 0
	if p.What&(contract.Retained|contract.Contents) != 0 {
		r.Retained = []Retention{keptByContract(c, p)}
	}
	return r
}

func keptByContract(c *contract.Func, p *contract.Param) Retention {
	k := Retention{Sink: Library, Arg: p.In, Place: c.Name, Until: p.Until, Source: p.Source}
	if p.In >= 0 {
		k.Sink = Argument
	}
	if p.What&contract.Contents != 0 {
		k.Field = "*"
	}
	if p.If != nil {
		k.Conds = []Cond{{oneOf(&Expr{Op: "arg", Arg: p.If.Arg}, p.If.Values), !p.If.Equal, 0}}
	}
	return k
}
