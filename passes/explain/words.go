package explain

import (
	"fmt"
	"strings"

	"github.com/cgolint/cgolint/passes/csummary"
)

// handedOut says where a pointer comes from that a C function hands out.
func handedOut(o *csummary.Origin) string {
	text := ""
	switch o.Kind {
	case csummary.Fresh:
		text = "new memory"
	case csummary.Static:
		text = "memory that C keeps"
	case csummary.Inside:
		text = fmt.Sprintf("a pointer into what argument %d points to", o.Arg+1)
	case csummary.SameAsArgument:
		text = fmt.Sprintf("argument %d", o.Arg+1)
	default:
		return o.String()
	}
	if len(o.FreedBy) > 0 {
		text += ", which " + either(o.FreedBy) + " frees"
	}
	if len(o.Until) > 0 {
		text += ", until " + either(o.Until) + " is called"
	}
	if o.Unterminated {
		text += ", without a NUL at its end"
	}
	if !o.Cond.Always() {
		text += ", if " + o.Cond.String()
	}
	return text
}

// amount says how much of what an argument points to is read or written.
func amount(e *csummary.Extent) string {
	if e.Length < 0 {
		return fmt.Sprintf("%d bytes", e.Count*e.Element)
	}
	number := fmt.Sprintf("argument %d", e.Length+1)
	if e.Pointer {
		number = "what " + number + " points to"
	}
	if e.Times >= 0 {
		number += fmt.Sprintf(" times argument %d", e.Times+1)
	}
	if e.Element != 1 {
		return fmt.Sprintf("as many elements of %d bytes as %s says", e.Element, number)
	}
	return "as many bytes as " + number + " says"
}

// either joins names with or.
func either(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
