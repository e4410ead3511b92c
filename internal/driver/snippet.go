package driver

import (
	"fmt"
	"io"
	"strings"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/fixes"
)

// A painter paints text for a terminal, if it is true.
type painter bool

// The colors, as parameters of the escape sequence SGR (ECMA-48, 8.3.117).
const (
	bold   = "1"
	red    = "1;31"
	yellow = "1;33"
	blue   = "1;34"
	green  = "1;32"
)

func (p painter) paint(color, text string) string {
	if !p {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[0m"
}

// colorOf returns the color of a severity.
func colorOf(s finding.Severity) string {
	switch s {
	case finding.Error:
		return red
	case finding.Warning:
		return yellow
	}
	return blue
}

// snippets show findings with their code, as compilers do.
type snippets struct {
	w     io.Writer
	texts sources
	paint painter
	why   bool // say why there is no fix

	columns int // of the terminal; 0 for as many as a line has
}

// finding shows a finding, what it rests on, and what can be done.
func (s *snippets) finding(f *found) {
	color := colorOf(f.Severity())
	width := len(fmt.Sprint(f.Start.Line))
	for _, rel := range f.Related {
		width = max(width, len(fmt.Sprint(rel.Start.Line)))
	}
	fmt.Fprintf(s.w, "%s: %s (%s)%s\n", s.paint.paint(color, string(f.Severity())), s.paint.paint(bold, f.Message), f.Check, f.remark())
	s.code(f.Start, f.End, width, color)
	for _, rel := range f.Related {
		fmt.Fprintf(s.w, "%s: %s\n", s.paint.paint(blue, "note"), rel.Message)
		s.code(rel.Start, rel.End, width, blue)
	}
	if len(f.Fixes) > 0 && f.Suppressed == "" { // the others are alternatives, which -json and editors list
		how := "-fix applies it"
		if !fixes.IsSafe(f.Fixes[0].Message) {
			how = "-fix -unsafe applies it"
		}
		fmt.Fprintf(s.w, "%s: %s: %s\n", s.paint.paint(green, "help"), f.Fixes[0].Message, how)
	}
	if f.NoFix != "" && s.why {
		fmt.Fprintf(s.w, "%s: %s\n", s.paint.paint(green, "no fix"), f.NoFix)
	}
	fmt.Fprintln(s.w)
}

// code shows a line with its place above, and marks what is from start to end.
func (s *snippets) code(start, end finding.Position, width int, color string) {
	gutter := strings.Repeat(" ", width)
	fmt.Fprintf(s.w, "%s%s %s\n", gutter, s.paint.paint(blue, "-->"), shortPosition(start))
	line, ok := s.texts.line(start)
	if !ok {
		return
	}
	from := min(max(start.Column-1, 0), len(line))
	to := len(line)
	if end.Line == start.Line {
		to = min(max(end.Column-1, from), len(line))
	}
	text, at, marked := cut(expand(line[:from]), expand(line[from:to]), expand(line[to:]), s.columns-width-3)
	mark := strings.Repeat("^", max(marked, 1))
	bar := s.paint.paint(blue, "|")
	fmt.Fprintf(s.w, "%s %s\n", gutter, bar)
	fmt.Fprintf(s.w, "%s %s %s\n", s.paint.paint(blue, fmt.Sprintf("%*d", width, start.Line)), bar, text)
	fmt.Fprintf(s.w, "%s %s %s%s\n", gutter, bar, strings.Repeat(" ", at), s.paint.paint(color, mark))
}

// cut returns a line such that it has at most room characters, and what is
// marked is seen; where that begins, and how long it is. A line of a terminal
// that is too long would go on below the mark.
func cut(before, marked, behind string, room int) (text string, at, length int) {
	const least = 20 // characters; less is no line
	head, middle, tail := []rune(before), []rune(marked), []rune(behind)
	if room < least || len(head)+len(middle)+len(tail) <= room {
		return before + marked + behind, len(head), len(middle)
	}
	if keep := max(room-len(middle)-1, room/3); len(head) > keep {
		head = append([]rune("…"), head[len(head)-keep+1:]...)
	}
	if rest := room - len(head); len(middle) > rest {
		return string(head) + string(middle[:rest-1]) + "…", len(head), rest
	}
	if rest := room - len(head) - len(middle); len(tail) > rest {
		tail = append(tail[:max(rest-1, 0):max(rest-1, 0)], []rune("…")[:min(rest, 1)]...)
	}
	return string(head) + string(middle) + string(tail), len(head), len(middle)
}

// expand returns text with four spaces for each tab, and without control
// characters, which terminals heed.
func expand(text string) string {
	text = strings.ReplaceAll(text, "\t", "    ")
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '�'
		}
		return r
	}, text)
}

// line returns the line of a position without its end.
func (s sources) line(p finding.Position) (string, bool) {
	n := 1
	for line := range strings.Lines(s.text(p.File)) {
		if n == p.Line {
			return strings.TrimRight(line, "\r\n"), true
		}
		n++
	}
	return "", false
}
