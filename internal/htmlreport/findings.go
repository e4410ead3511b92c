package htmlreport

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/cgolint/cgolint/internal/boundary"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/fixes"
)

// A group is the findings of one check.
type group struct {
	Check, Summary, URL string
	Findings            []findingRow
}

// A findingRow is a finding with its code.
type findingRow struct {
	ID, Check, Package, Message, Place, Kind, URL string
	Severity                                      finding.Severity
	Group                                         finding.Group
	Confidence                                    finding.Confidence
	Code                                          []codeLine
	Evidence                                      []evidence
	Fixes                                         []fixRow
	NoFix                                         string
	Known                                         []knowledge
	Why                                           string // the command that explains the call
}

// A codeLine is a line of code, part of which may be marked.
type codeLine struct {
	Number             int
	Before, In, Behind string
}

// An evidence is a place that explains a finding.
type evidence struct {
	Message, Place string
	Code           []codeLine
}

// A fixRow is a fix that there is.
type fixRow struct {
	Message string
	Safe    bool
}

// A knowledge is what is known of an argument or of the result of a call.
type knowledge struct {
	Of    string
	Facts []string
	So    string
}

// addFindings sorts the findings by severity and check.
func (v *view) addFindings() {
	for _, severity := range []finding.Severity{finding.Error, finding.Warning, finding.Note} {
		n := 0
		for _, f := range v.Findings {
			if f.Severity() == severity {
				n++
			}
		}
		v.Tally = append(v.Tally, tally{severity, n})
	}
	for i, f := range v.Findings {
		at := slices.IndexFunc(v.Checks, func(g group) bool { return g.Check == f.Check })
		if at < 0 {
			at = len(v.Checks)
			url, _, _ := strings.Cut(f.URL, "#")
			v.Checks = append(v.Checks, group{Check: f.Check, Summary: v.Summary(f.Check), URL: url})
		}
		v.Checks[at].Findings = append(v.Checks[at].Findings, v.finding(i, f))
	}
	rank := func(g group) int {
		return slices.Index([]finding.Severity{finding.Error, finding.Warning, finding.Note}, g.Findings[0].Severity)
	}
	slices.SortStableFunc(v.Checks, func(a, b group) int {
		return cmp.Or(rank(a)-rank(b), len(b.Findings)-len(a.Findings), cmp.Compare(a.Check, b.Check))
	})
}

func (v *view) finding(i int, f *finding.Finding) findingRow {
	row := findingRow{
		ID: fmt.Sprintf("f%d", i), Check: f.Check, Package: f.Package, Message: f.Message, Place: v.place(f.Start), URL: f.URL,
		Kind: f.Category, Severity: f.Severity(), Group: f.Group, Confidence: f.Confidence, NoFix: f.NoFix, Code: v.code(f.Start, f.End, 2),
	}
	if row.Kind == f.Check {
		row.Kind = ""
	}
	for _, rel := range f.Related {
		row.Evidence = append(row.Evidence, evidence{rel.Message, v.place(rel.Start), v.code(rel.Start, rel.End, 0)})
	}
	for _, fix := range f.Fixes {
		row.Fixes = append(row.Fixes, fixRow{fix.Message, fixes.IsSafe(fix.Message)})
	}
	if call := v.callAt(f.Start); call != nil {
		row.Why = fmt.Sprintf("cgolint why %s:%d", v.Path(f.Start.File), f.Start.Line)
		row.Known = v.known(call)
	}
	return row
}

// callAt returns the call of C at a place, or nil.
func (v *view) callAt(at finding.Position) *boundary.Call {
	for _, p := range v.Packages {
		for i := range p.Calls {
			c := &p.Calls[i]
			if c.Start.File == at.File && c.Start.Line <= at.Line && at.Line <= c.End.Line {
				return c
			}
		}
	}
	return nil
}

// known lists what is known of a call.
func (v *view) known(c *boundary.Call) []knowledge {
	var all []knowledge
	texts := func(facts []boundary.Fact) []string {
		var list []string
		for _, f := range facts {
			text := f.Text
			if f.At.File != "" {
				text += ", " + v.place(f.At)
			}
			list = append(list, text)
		}
		return list
	}
	for i, a := range c.Args {
		if a.So == "" {
			continue // a number
		}
		k := knowledge{Of: fmt.Sprintf("argument %d, %s", i+1, a.Text), Facts: append(texts(a.Is), texts(a.Does)...), So: a.So}
		if a.Contract != "" {
			k.So += "; this would decide it: " + a.Contract
		}
		all = append(all, k)
	}
	if len(c.Result) > 0 {
		all = append(all, knowledge{Of: "the result", Facts: texts(c.Result)})
	}
	return all
}

// code returns the lines of a place with as many around them.
func (v *view) code(start, end finding.Position, around int) []codeLine {
	const most = 8 // lines of what is marked
	if end.File != start.File || end.Line < start.Line {
		end = start
	}
	last := min(end.Line, start.Line+most)
	var lines []codeLine
	n := 0
	for text := range strings.Lines(v.Text(start.File)) {
		n++
		if n < start.Line-around || n > last+around {
			continue
		}
		text = strings.TrimRight(text, "\r\n")
		line := codeLine{Number: n, Before: plain(text)}
		if start.Line <= n && n <= last {
			from, to := 0, len(text)
			if n == start.Line {
				from = min(max(start.Column-1, 0), len(text))
			} else {
				from = len(text) - len(strings.TrimLeft(text, " \t"))
			}
			if n == end.Line && end.Column > 0 {
				to = min(max(end.Column-1, from), len(text))
			}
			line.Before, line.In, line.Behind = plain(text[:from]), plain(text[from:to]), plain(text[to:])
		}
		lines = append(lines, line)
	}
	return lines
}

// plain returns code as it is shown: with spaces for tabs, without characters
// that turn the direction of text or cannot be seen, and not too long.
func plain(text string) string {
	const most = 400
	text = strings.Map(func(r rune) rune {
		if r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return '�'
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return strings.ReplaceAll(text, "\t", "    ")
}
