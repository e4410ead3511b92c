package contract

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// Parse parses a table. Errors name the file and the line; all of them are
// returned, joined, with the rows that are right.
func Parse(file, text string) (*Table, error) {
	p := &parser{table: newTable()}
	err := p.text(file, text)
	return p.table, err
}

// A parser parses tables.
type parser struct {
	table     *Table
	library   string
	callbacks bool // listed
	derived   bool // the rows are made by cgolint derive
}

// text parses the text of a file.
func (p *parser) text(file, text string) error {
	var errs []error
	number := 0
	for line := range strings.Lines(text) {
		number++
		if err := p.line(strings.TrimRight(line, "\r\n")); err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", file, number, err))
		}
	}
	return errors.Join(errs...)
}

// The lines of a derived table that are no rows begin so.
const (
	derivedFrom = "derived from "
	foundBy     = "found by "
)

func (p *parser) line(line string) error {
	trimmed := strings.TrimSpace(line)
	if trimmed == "" || strings.HasPrefix(trimmed, "#") {
		return nil
	}
	if name, ok := strings.CutPrefix(trimmed, "library "); ok {
		p.library, p.callbacks, p.derived = strings.TrimSpace(name), false, false
		return nil
	}
	if _, ok := strings.CutPrefix(trimmed, derivedFrom); ok {
		p.derived = true
		return nil
	}
	if strings.HasPrefix(trimmed, foundBy) {
		return nil
	}
	if trimmed == "callbacks listed" {
		p.callbacks = true
		return nil
	}
	cells := columns(trimmed, 4)
	if len(cells) < 3 {
		return fmt.Errorf("a row needs a function, a parameter and what becomes of it, separated by tabs or two spaces: %q", trimmed)
	}
	source := ""
	if len(cells) == 4 {
		source = cells[3]
	}
	return p.row(cells[0], cells[1], cells[2], source)
}

// columns returns at most n columns of a row. Tabs, or two spaces and more,
// separate them.
func columns(row string, n int) []string {
	var cells []string
	for len(cells) < n-1 {
		i := strings.IndexByte(row, '\t')
		if j := strings.Index(row, "  "); j >= 0 && (i < 0 || j < i) {
			i = j
		}
		if i < 0 {
			break
		}
		cells, row = append(cells, strings.TrimRight(row[:i], " ")), strings.TrimLeft(row[i:], " \t")
	}
	return append(cells, row)
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
	p := &parser{table: newTable()}
	if err := p.row(fields[0], fields[1], strings.Join(fields[2:], " "), ""); err != nil {
		return nil, err
	}
	return p.table, nil
}

func (p *parser) row(functions, parameters, what, source string) error {
	for name := range strings.SplitSeq(functions, ",") {
		name = strings.TrimSpace(name)
		if !isName(name) {
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
		if err := f.set(parameters, what, source, p.derived); err != nil {
			return err
		}
	}
	return nil
}

// isName reports whether a name is one of a C function, or after a dot one of a
// member of a structure that holds a function.
func isName(name string) bool {
	name = strings.TrimPrefix(name, ".")
	for i, c := range []byte(name) {
		if letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_'; !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}
