package contract

import (
	"fmt"
	"strconv"
	"strings"
)

// An OriginKind says where a pointer comes from that C hands out.
type OriginKind uint8

// The kinds of origins.
const (
	OriginUnknown  OriginKind = iota
	Fresh                     // a new object, which belongs to the caller
	Static                    // memory that belongs to C
	Inside                    // into the object that an argument points to, or to what that object owns
	SameAsArgument            // an argument itself
)

func (k OriginKind) String() string {
	return [...]string{"unknown", "fresh", "static", "inside", "same as argument"}[k]
}

// An Origin says where a pointer comes from that C hands out, as the result or
// through a parameter.
type Origin struct {
	Kind    OriginKind
	Arg     int      // Inside, SameAsArgument: the argument, from 0
	FreedBy []string // Fresh: the functions of which one frees it
	Until   []string // Static, Inside: the functions that end it
	Cond    ResultCond
	Source  string
}

// A ResultCond is a condition on the result of a call. The zero value always
// holds.
type ResultCond struct {
	Op    string // "", or an operator of C: ==, !=, <, <=, >, >=
	Value int64  // that the result is compared with; a null pointer is 0
}

// Always reports whether the condition holds with every result.
func (c ResultCond) Always() bool { return c.Op == "" }

// Holds reports whether the condition holds with a result.
func (c ResultCond) Holds(result int64) bool {
	switch c.Op {
	case "==":
		return result == c.Value
	case "!=":
		return result != c.Value
	case "<":
		return result < c.Value
	case "<=":
		return result <= c.Value
	case ">":
		return result > c.Value
	case ">=":
		return result >= c.Value
	}
	return true
}

func (c ResultCond) String() string {
	if c.Op == "" {
		return "always"
	}
	return fmt.Sprintf("result %s %d", c.Op, c.Value)
}

// String returns the origin in the words of a table, without its condition.
func (o Origin) String() string {
	switch o.Kind {
	case Fresh:
		return "fresh" + list(" freed by ", o.FreedBy)
	case Static:
		return "static" + list(" until ", o.Until)
	case Inside:
		return fmt.Sprint("inside ", o.Arg+1) + list(" until ", o.Until)
	case SameAsArgument:
		return fmt.Sprint("argument ", o.Arg+1)
	}
	return ""
}

func list(word string, names []string) string {
	if len(names) == 0 {
		return ""
	}
	return word + strings.Join(names, ", ")
}

// parseOrigin parses the words of an origin. ok is false when they are others.
func parseOrigin(what string) (o Origin, ok bool, err error) {
	word, rest, _ := strings.Cut(what, " ")
	switch word {
	case "fresh":
		o.Kind = Fresh
		o.FreedBy, err = after(rest, "freed by")
	case "static":
		o.Kind = Static
		o.Until, err = after(rest, "until")
	case "inside", "argument":
		o.Kind = Inside
		if word == "argument" {
			o.Kind = SameAsArgument
		}
		number, until, _ := strings.Cut(rest, " ")
		if o.Arg, err = argument(number); err == nil {
			o.Until, err = after(until, "until")
		}
	default:
		return o, false, nil
	}
	return o, true, err
}

// after parses a list of functions that follows a word, when there is one.
func after(text, word string) ([]string, error) {
	if text == "" {
		return nil, nil
	}
	names, ok := strings.CutPrefix(text, word+" ")
	if !ok {
		return nil, fmt.Errorf("unknown words %q; want %q and functions", text, word)
	}
	return functions(names)
}

// functions parses a list of names of C functions.
func functions(text string) ([]string, error) {
	var all []string
	for name := range strings.SplitSeq(text, ",") {
		name = strings.TrimSpace(name)
		if !isName(name) {
			return nil, fmt.Errorf("%q is no name of a C function", name)
		}
		all = append(all, name)
	}
	return all, nil
}

// parseResultCond parses "result == 0".
func parseResultCond(text string) (c ResultCond, err error) {
	fields := strings.Fields(text)
	if len(fields) != 3 || fields[0] != "result" {
		return c, fmt.Errorf("%q is no condition on the result; want as in \"result == 0\"", text)
	}
	switch fields[1] {
	case "==", "!=", "<", "<=", ">", ">=":
		c.Op = fields[1]
	default:
		return c, fmt.Errorf("unknown operator %q; want ==, !=, <, <=, > or >=", fields[1])
	}
	if fields[2] == "NULL" {
		return c, nil
	}
	if c.Value, err = strconv.ParseInt(fields[2], 0, 64); err != nil {
		return c, fmt.Errorf("%q is no number", fields[2])
	}
	return c, nil
}
