package contract

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
)

// Parse parses a table. Errors name the file and the line; all of them are
// returned, joined, with the rows that are right.
func Parse(file, text string) (*Table, error) {
	p := &parser{table: &Table{make(map[string]*Func)}}
	var errs []error
	number := 0
	for line := range strings.Lines(text) {
		number++
		if err := p.line(strings.TrimRight(line, "\r\n")); err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", file, number, err))
		}
	}
	return p.table, errors.Join(errs...)
}

// A parser parses one table.
type parser struct {
	table     *Table
	library   string
	callbacks bool // listed
}

// columns separates the columns of a row.
var columns = regexp.MustCompile(`\t+ *| {2,}\t*`)

func (p *parser) line(line string) error {
	trimmed := strings.TrimSpace(line)
	if trimmed == "" || strings.HasPrefix(trimmed, "#") {
		return nil
	}
	if name, ok := strings.CutPrefix(trimmed, "library "); ok {
		p.library, p.callbacks = strings.TrimSpace(name), false
		return nil
	}
	if trimmed == "callbacks listed" {
		p.callbacks = true
		return nil
	}
	cells := columns.Split(trimmed, 4)
	if len(cells) < 3 {
		return fmt.Errorf("a row needs a function, a parameter and what becomes of it, separated by tabs or two spaces: %q", trimmed)
	}
	source := ""
	if len(cells) == 4 {
		source = cells[3]
	}
	return p.row(cells[0], cells[1], cells[2], source)
}

// ReadFile parses the table in a file.
func ReadFile(name string) (*Table, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("contracts: %w", err)
	}
	return Parse(name, string(text))
}

// ParseRow parses the text of a //cgolint:contract comment: a function, a
// parameter and what, separated by single spaces.
func ParseRow(text string) (*Table, error) {
	fields := strings.Fields(text)
	if len(fields) < 3 {
		return nil, fmt.Errorf("a contract needs a function, a parameter and what becomes of it, as in \"set_user 1 retained until clear_user\": %q", text)
	}
	p := &parser{table: &Table{make(map[string]*Func)}}
	if err := p.row(fields[0], fields[1], strings.Join(fields[2:], " "), ""); err != nil {
		return nil, err
	}
	return p.table, nil
}

func (p *parser) row(functions, parameters, what, source string) error {
	for name := range strings.SplitSeq(functions, ",") {
		name = strings.TrimSpace(name)
		if !identifier.MatchString(name) {
			return fmt.Errorf("%q is no name of a C function, nor one of a member that begins with a dot", name)
		}
		f := p.table.funcs[name]
		if f == nil {
			f = &Func{Name: name, Library: p.library, Params: make(map[int]*Param), NoCallback: p.callbacks}
			p.table.funcs[name] = f
		}
		if f.Library != p.library {
			return fmt.Errorf("%s is already in the table of %s", name, f.Library)
		}
		if err := f.set(parameters, what, source); err != nil {
			return err
		}
	}
	return nil
}

// identifier matches the name of a function, or of a member of a structure that
// holds one.
var identifier = regexp.MustCompile(`^\.?[A-Za-z_]\w*$`)

func (f *Func) set(parameters, what, source string) error {
	switch parameters {
	case "-":
		f.Source = source
		return each(what, f.setWhole)
	case "result":
		return each(what, f.setResult)
	}
	param := Param{In: -1, CopyTo: -1, Source: source}
	if err := each(what, param.set); err != nil {
		return err
	}
	if param.What&Retained != 0 && param.What&(NotRetained|Copied) != 0 && param.If == nil {
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
			return fmt.Errorf("%q is no parameter: have a number from 1, a range, \"...\", \"*\", \"result\" or \"-\"", item)
		}
		for ; i <= j; i++ {
			if f.Params[i-1] != nil {
				return fmt.Errorf("parameter %d of %s has a row already", i, f.Name)
			}
			p := param
			f.Params[i-1] = &p
		}
	}
	return nil
}

func each(what string, set func(string) error) error {
	for item := range strings.SplitSeq(what, ";") {
		if err := set(strings.TrimSpace(item)); err != nil {
			return err
		}
	}
	return nil
}

func (f *Func) setWhole(what string) error {
	if kind, ok := strings.CutPrefix(what, "blocks "); ok {
		switch kind {
		case "io", "lock", "time", "wait":
			f.Blocks = kind
			return nil
		}
		return fmt.Errorf("%q is no kind of waiting: have io, lock, time or wait", kind)
	}
	if kind, ok := strings.CutPrefix(what, "cost "); ok {
		return f.setCost(kind)
	}
	if what == "no callback" {
		f.NoCallback = true
		return nil
	}
	return fmt.Errorf("%q is nothing that a function does: have \"blocks KIND\", \"cost KIND\" or \"no callback\"", what)
}

func (f *Func) setResult(what string) error {
	switch {
	case what == "fresh":
		f.Result = Fresh
	case what == "static":
		f.Result = Static
	case strings.HasPrefix(what, "inside "):
		i, err := argument(what[len("inside "):])
		if err != nil {
			return err
		}
		f.Result, f.Inside = Inside, i
	default:
		return fmt.Errorf("%q is nothing that a result is: have \"fresh\", \"static\" or \"inside N\"", what)
	}
	return nil
}

// argument parses the number of an argument, from 1, and returns it from 0.
func argument(s string) (int, error) {
	i, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || i < 1 || i > 64 {
		return 0, fmt.Errorf("%q is no argument: have a number from 1", s)
	}
	return i - 1, nil
}

func (p *Param) set(what string) error {
	what, condition, conditional := strings.Cut(what, " if ")
	if conditional {
		if err := p.condition(condition); err != nil {
			return err
		}
	}
	switch what {
	case "not retained":
		p.What |= NotRetained
	case "copied":
		p.What |= Copied
	case "written":
		p.What |= Written
	case "filled":
		p.What |= Written | Filled
	case "freed":
		p.What |= Freed
	case "returned":
		p.What |= Returned
	case "called":
		p.What |= Called
	case "called per element":
		p.What |= Called | PerElement
	case "called later":
		p.What |= Called | Later
	default:
		return p.setMore(what)
	}
	return nil
}

func (p *Param) setMore(what string) (err error) {
	if to, ok := strings.CutPrefix(what, "copied to "); ok {
		p.What |= Copied
		p.CopyTo, err = argument(to)
		return err
	}
	retained := Retained
	inside, contents := strings.CutPrefix(what, "contents ")
	if contents {
		retained = Contents
	}
	rest, ok := strings.CutPrefix(inside, "retained")
	if !ok || rest != "" && rest[0] != ' ' {
		return fmt.Errorf("%q is nothing that becomes of an argument", what)
	}
	p.What |= retained
	rest, until, bounded := strings.Cut(rest, " until ")
	if bounded {
		for name := range strings.SplitSeq(until, ",") {
			name = strings.TrimSpace(name)
			if !identifier.MatchString(name) {
				return fmt.Errorf("%q is no name of a C function", name)
			}
			p.Until = append(p.Until, name)
		}
	}
	if in, ok := strings.CutPrefix(rest, " in "); ok {
		p.In, err = argument(in)
		return err
	}
	if rest != "" {
		return fmt.Errorf("%q does not say how an argument is retained: have \"in N\" or \"until F\"", strings.TrimSpace(rest))
	}
	return nil
}

// condition matches "5 == 0".
var condition = regexp.MustCompile(`^(\d+) *(==|!=) *(.+)$`)

func (p *Param) condition(text string) error {
	m := condition.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return fmt.Errorf("%q is no condition: have an argument, == or != and numbers", text)
	}
	i, err := argument(m[1])
	if err != nil {
		return err
	}
	p.If = &If{Arg: i, Equal: m[2] == "=="}
	for s := range strings.SplitSeq(m[3], ",") {
		value, err := strconv.ParseInt(strings.TrimSpace(s), 0, 64)
		if err != nil {
			return fmt.Errorf("%q is no number", s)
		}
		p.If.Values = append(p.If.Values, value)
	}
	return nil
}
