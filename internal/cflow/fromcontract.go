package cflow

import (
	"github.com/cgolint/cgolint/internal/cflow/cost"
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/contract"
)

// FromContract returns what a contract says of a function without a body.
// params is the number of arguments that it is called with.
func FromContract(c *contract.Func, params int) *summary.Func {
	s := &summary.Func{Name: c.Name, Contract: true, Library: c.Library, Variadic: c.Variadic != nil}
	if c.NoCallback {
		s.CallsGo = summary.No
	}
	for i := range params {
		p := c.Param(i)
		if p == nil {
			s.Params = append(s.Params, summary.Param{Pointer: true, Why: "its contract does not say"})
			continue
		}
		if p.What&contract.Called != 0 {
			s.CallsGo = summary.Unknown
		}
		param := fromContract(c, p)
		if runsOnThread(c, i) {
			param.CalledOnThread = summary.Yes
		}
		s.Params = append(s.Params, param)
	}
	s.Result = resultOf(c)
	s.Status, s.LastErrorKey = c.Fails, c.LastError
	s.Thread = summary.ThreadState{Reads: c.Reads, Writes: c.Writes}
	s.MainThread = c.MainThread
	if c.Serial {
		s.Serial = summary.Yes
	}
	if c.LongJumps {
		s.LongJumps = []summary.Step{{What: "leaves by longjmp"}}
	}
	if c.CallsGo {
		s.CallsGo = summary.Yes
		for _, name := range c.Exports {
			s.GoCalls = append(s.GoCalls, summary.GoCall{Name: name, Cond: true})
		}
	}
	s.Cost = cost.OfContract(c).Rounded()
	if c.Blocks != "" {
		s.Blocks = []summary.Blocking{{Kind: c.Blocks}}
	}
	return s
}

// resultOf returns where a contract says that the result comes from.
func resultOf(c *contract.Func) summary.Origin {
	if c.Result.Kind != summary.OriginUnknown {
		return fromContractOrigin(&c.Result)
	}
	for i, p := range c.Params {
		if p.What&contract.Returned != 0 && p.What&contract.Freed == 0 {
			return summary.Origin{Kind: summary.Inside, Arg: i, Source: p.Source}
		}
	}
	return summary.Origin{}
}

func fromContractOrigin(o *contract.Origin) summary.Origin {
	return summary.Origin{Kind: o.Kind, Arg: o.Arg, FreedBy: o.FreedBy, Until: o.Until, Cond: o.Cond, Source: o.Source}
}

func fromContractExtent(e *contract.Extent) *summary.Extent {
	if e == nil {
		return nil
	}
	r := &summary.Extent{Length: e.Length, Times: e.Times, Pointer: e.Pointer, Count: e.Count, Element: e.Element}
	switch {
	case e.NUL:
		r.NUL = summary.Yes
	case e.NoNUL:
		r.NUL = summary.No
	}
	return r
}

func fromContract(c *contract.Func, p *contract.Param) summary.Param {
	has := func(w contract.What) summary.Verdict {
		switch {
		case p.What&w != 0:
			return summary.Yes
		case p.Complete():
			return summary.No
		}
		return summary.Unknown
	}
	r := summary.Param{
		Pointer: true, Freed: has(contract.Freed), Taken: has(contract.Taken), Returned: has(contract.Returned), Called: has(contract.Called),
		ReadOnly: p.Complete() && p.What&(contract.Written|contract.Freed|contract.Taken) == 0,
		Touched:  looksInto(p),
	}
	if p.What&contract.Later != 0 {
		r.Called = summary.No // before the return
	}
	r.NoEscape = p.Complete() && p.What&(contract.Retained|contract.Returned|contract.Called|contract.Freed|contract.Taken) == 0
	r.DeepNoEscape = r.NoEscape && (p.What&contract.Copied == 0 || p.CopyTo < 0) && p.What&contract.Contents == 0
	if p.What&(contract.Retained|contract.Contents) != 0 {
		r.Retained = []summary.Retention{keptByContract(c, p)}
	}
	if p.What&contract.Freed != 0 {
		r.Deallocator = c.Name
	}
	if p.What&contract.UntilNUL != 0 {
		r.ReadsUntilNUL = summary.Yes
	}
	if p.Out != nil {
		r.Out = fromContractOrigin(p.Out)
	}
	r.ReadsAtMost, r.WritesAtMost = fromContractExtent(p.Reads), fromContractExtent(p.Writes)
	if p.Reads != nil {
		r.ReadsUntilNUL = summary.No
	}
	return r
}

// looksInto reports whether a contract says that what a parameter points to is
// read or written.
func looksInto(p *contract.Param) bool {
	return p.What&(contract.Written|contract.Filled|contract.Copied|contract.Freed|contract.UntilNUL) != 0 || p.Reads != nil
}

func keptByContract(c *contract.Func, p *contract.Param) summary.Retention {
	k := summary.Retention{Sink: summary.Library, Arg: p.In, Place: c.Name, Until: p.Until, Source: p.Source}
	if p.In >= 0 {
		k.Sink = summary.Argument
	}
	if p.What&contract.Contents != 0 {
		k.Field = "*"
	}
	if p.If != nil {
		k.Conds = []summary.Cond{{Expr: summary.OneOf(&summary.Expr{Op: "arg", Arg: p.If.Arg}, p.If.Values), Neg: !p.If.Equal, Pair: 0}}
	}
	return k
}
