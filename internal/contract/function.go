package contract

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// set adds a row to what is known of a function.
func (f *Func) set(parameters, what, source string, derived bool) error {
	switch parameters {
	case "-":
		f.Source = source
		return each(what, f.setWhole)
	case "result":
		return each(what, func(effect string) error { return f.setResult(effect, source) })
	}
	param := Param{In: -1, CopyTo: -1, Source: source, Derived: derived}
	if err := each(what, param.set); err != nil {
		return err
	}
	if param.contradictory() {
		return fmt.Errorf("%q says of one argument that it is retained and that it is not", what)
	}
	switch parameters {
	case "...":
		f.Variadic = &param
		return nil
	case "*":
		f.Others = &param
		return nil
	}
	return f.setParams(parameters, param)
}

func each(what string, set func(string) error) error {
	for item := range strings.SplitSeq(what, ";") {
		if err := set(strings.TrimSpace(item)); err != nil {
			return err
		}
	}
	return nil
}

// setParams sets the parameters that a list like 1,3-5 names.
func (f *Func) setParams(list string, param Param) error {
	for item := range strings.SplitSeq(list, ",") {
		first, last, isRange := strings.Cut(item, "-")
		if !isRange {
			last = first
		}
		i, err := strconv.Atoi(first)
		j, err2 := strconv.Atoi(last)
		if err != nil || err2 != nil || i < 1 || j < i || j > 64 {
			return fmt.Errorf("%q is no parameter; want a number from 1, a range, \"...\", \"*\", \"result\" or \"-\"", item)
		}
		for ; i <= j; i++ {
			p := param
			if have := f.Params[i-1]; have == nil {
				f.Params[i-1] = &p
			} else if !have.merge(&p) {
				return fmt.Errorf("parameter %d of %s has a row that says this already, or the contrary", i, f.Name)
			}
		}
	}
	return nil
}

// kinds are the kinds of waiting.
var kinds = []string{"io", "lock", "time", "wait"}

// setWhole adds one effect of the function as a whole.
func (f *Func) setWhole(what string) error {
	if kind, ok := strings.CutPrefix(what, "blocks "); ok {
		if !slices.Contains(kinds, kind) {
			return fmt.Errorf("unknown kind of waiting %q; want %s", kind, strings.Join(kinds, ", "))
		}
		f.Blocks = kind
		return nil
	}
	if kind, ok := strings.CutPrefix(what, "cost "); ok {
		return f.setCost(kind)
	}
	if key, ok := strings.CutPrefix(what, "reads thread state "); ok {
		f.Reads = add(f.Reads, []string{key})
		return nil
	}
	if key, ok := strings.CutPrefix(what, "writes thread state "); ok {
		f.Writes = add(f.Writes, []string{key})
		return nil
	}
	if exports, ok := strings.CutPrefix(what, "calls export "); ok {
		names, err := functions(exports)
		f.CallsGo, f.Exports = true, add(f.Exports, names)
		return err
	}
	if text, ok := strings.CutPrefix(what, "declared "); ok {
		d, err := parseDeclaration(text)
		f.Declared = d
		return err
	}
	return f.setFlag(what)
}

func (f *Func) setFlag(what string) error {
	switch what {
	case "no callback":
		f.NoCallback = true
	case "calls export":
		f.CallsGo = true
	case "main thread":
		f.MainThread = true
	case "serialises itself":
		f.Serial = true
	case "longjmps":
		f.LongJumps = true
	default:
		return fmt.Errorf("unknown effect of a function %q; want blocks KIND, cost KIND, no callback, calls export, reads thread state K, writes thread state K, main thread, serialises itself, longjmps or declared", what)
	}
	return nil
}

// setResult adds one statement about the result.
func (f *Func) setResult(what, source string) error {
	if how, ok := strings.CutPrefix(what, "fails with "); ok {
		return f.setFails(how)
	}
	o, ok, err := parseOrigin(what)
	switch {
	case err != nil:
		return err
	case !ok:
		return fmt.Errorf("unknown result %q; want fresh, static, inside N, argument N or fails with", what)
	case f.Result.Kind == o.Kind && f.Result.Arg == o.Arg && f.Result.String() != o.String():
		f.Result.FreedBy, f.Result.Until = add(f.Result.FreedBy, o.FreedBy), add(f.Result.Until, o.Until)
		return nil
	case f.Result.Kind != OriginUnknown:
		return fmt.Errorf("the result of %s has a row already: %v", f.Name, f.Result)
	}
	o.Source = source
	f.Result = o
	return nil
}
