package contract

import (
	"fmt"
	"strconv"

	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// An Extent bounds how much of what a parameter points to is read or written,
// in elements.
type Extent struct {
	Length  int   // the parameter that has the number of elements, from 0, or -1
	Times   int   // a second one, by which the number is multiplied, or -1
	Pointer bool  // Length points to the number
	Count   int64 // the number, when Length is -1
	Element int64 // bytes of an element
	NUL     bool  // of what is written: it always ends in a NUL
	NoNUL   bool  // of what is written: there may be no NUL
}

var extent = lazyregexp.New(`^(?:(\d+) bytes|(\*?)(\d+)(?: *\* *(\d+))?(?: of (\d+) bytes)?)(?: (with|without) NUL)?$`)

// parseExtent parses what follows "at most".
func parseExtent(text string) (*Extent, error) {
	m := extent.FindStringSubmatch(text)
	if m == nil {
		return nil, fmt.Errorf("%q is no length; want an argument, as in \"3\", \"*3\", \"2 * 3\" or \"3 of 4 bytes\", or \"26 bytes\", and perhaps \"with NUL\" or \"without NUL\"", text)
	}
	e := &Extent{Length: -1, Times: -1, Element: 1, Pointer: m[2] != "", NUL: m[6] == "with", NoNUL: m[6] == "without"}
	var err error
	if m[1] != "" {
		e.Count, err = strconv.ParseInt(m[1], 10, 64)
		return e, err
	}
	if e.Length, err = argument(m[3]); err != nil {
		return nil, err
	}
	if m[4] != "" {
		if e.Times, err = argument(m[4]); err != nil {
			return nil, err
		}
	}
	if m[5] != "" {
		e.Element, err = strconv.ParseInt(m[5], 10, 64)
	}
	return e, err
}

// String returns the extent in the words of a table.
func (e *Extent) String() string {
	s := ""
	switch {
	case e.Length < 0:
		s = fmt.Sprint(e.Count*e.Element, " bytes")
	case e.Pointer:
		s = fmt.Sprint("*", e.Length+1)
	default:
		s = fmt.Sprint(e.Length + 1)
	}
	if e.Times >= 0 {
		s += fmt.Sprint(" * ", e.Times+1)
	}
	if e.Length >= 0 && e.Element != 1 {
		s += fmt.Sprintf(" of %d bytes", e.Element)
	}
	switch {
	case e.NUL:
		s += " with NUL"
	case e.NoNUL:
		s += " without NUL"
	}
	return s
}
