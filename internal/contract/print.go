package contract

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Rows returns the contract as rows of a table, which Parse parses.
func (f *Func) Rows() string {
	var b strings.Builder
	row := func(param, what, source string) {
		if what == "" {
			return
		}
		fmt.Fprintf(&b, "%s\t%s\t%s", f.Name, param, what)
		if source != "" {
			b.WriteString("\t" + source)
		}
		b.WriteByte('\n')
	}
	for _, i := range slices.Sorted(maps.Keys(f.Params)) {
		row(strconv.Itoa(i+1), f.Params[i].String(), f.Params[i].Source)
	}
	if f.Variadic != nil {
		row("...", f.Variadic.String(), f.Variadic.Source)
	}
	if f.Others != nil {
		row("*", f.Others.String(), f.Others.Source)
	}
	row("result", f.result(), f.Result.Source)
	row("-", f.whole(), f.Source)
	return b.String()
}

// result returns what is said of the result.
func (f *Func) result() string {
	var s []string
	if f.Result.Kind != OriginUnknown {
		s = append(s, f.Result.String())
	}
	switch {
	case f.Fails == LastError && f.LastError != "":
		s = append(s, f.Fails.String()+" "+f.LastError)
	case f.Fails != StatusUnknown:
		s = append(s, f.Fails.String())
	}
	return strings.Join(s, "; ")
}

// whole returns what is said of the function as a whole.
func (f *Func) whole() string {
	var s []string
	say := func(b bool, words string) {
		if b {
			s = append(s, words)
		}
	}
	say(f.Blocks != "", "blocks "+f.Blocks)
	say(f.NoCallback, "no callback")
	say(f.CallsGo, "calls export"+list(" ", f.Exports))
	say(f.Cost != CostUnknown, "cost "+f.Cost.String())
	for _, key := range f.Reads {
		s = append(s, "reads thread state "+key)
	}
	for _, key := range f.Writes {
		s = append(s, "writes thread state "+key)
	}
	say(f.MainThread, "main thread")
	say(f.Serial, "serialises itself")
	say(f.LongJumps, "longjmps")
	if f.Declared != nil {
		s = append(s, "declared "+f.Declared.String())
	}
	return strings.Join(s, "; ")
}

// String returns the contract of one argument as a table has it.
func (p *Param) String() string {
	var s []string
	for _, e := range effects {
		if p.What&e.what == e.what && !(e.what == Called && p.What&(PerElement|Later) != 0) && !(e.what == Called|Later && p.What&OnThread != 0) && !(e.what == Written && p.What&Filled != 0) {
			s = append(s, e.word)
		}
	}
	if p.What&Copied != 0 {
		s = append(s, "copied"+to(" to ", p.CopyTo))
	}
	for _, kept := range []struct {
		what What
		word string
	}{{Retained, "retained"}, {Contents, "contents retained"}} {
		if p.What&kept.what != 0 {
			s = append(s, kept.word+to(" in ", p.In)+list(" until ", p.Until)+p.If.String())
		}
	}
	if p.Out != nil {
		s = append(s, "out "+p.Out.String())
		if !p.Out.Cond.Always() {
			s[len(s)-1] += " if " + p.Out.Cond.String()
		}
	}
	if p.Reads != nil {
		s = append(s, "reads at most "+p.Reads.String())
	}
	if p.Writes != nil {
		s = append(s, "writes at most "+p.Writes.String())
	}
	return strings.Join(s, "; ")
}

func to(word string, argument int) string {
	if argument < 0 {
		return ""
	}
	return word + strconv.Itoa(argument+1)
}

// String returns the condition as it follows an effect.
func (c *If) String() string {
	if c == nil {
		return ""
	}
	op := "!="
	if c.Equal {
		op = "=="
	}
	var values []string
	for _, v := range c.Values {
		values = append(values, strconv.FormatInt(v, 10))
	}
	return fmt.Sprintf(" if %d %s %s", c.Arg+1, op, strings.Join(values, ", "))
}
