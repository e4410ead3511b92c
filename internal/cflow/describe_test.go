package cflow

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/summary"
)

func describeUse(u summary.ExportUse) string {
	return when(u.OwnThread == summary.Yes, "own") + when(u.OwnThread == summary.Yes && u.Synchronous == summary.Yes, ", ") + when(u.Synchronous == summary.Yes, "synchronous")
}

// describe says what a summary has, in the words of the test files.
func describe(f *summary.Func, what string) string {
	switch what {
	case "calls Go":
		if f.CallsGo == summary.Yes {
			return f.GoCalls[0].Name
		}
		return f.CallsGo.String()
	case "loop":
		var all []string
		for _, l := range f.GoLoops {
			all = append(all, l.Name+when(l.Via != "", " by "+l.Via)+when(l.Blocks, " waits"))
		}
		return strings.Join(all, ", ")
	case "place loop":
		var all []string
		for _, l := range f.PlaceLoops {
			all = append(all, l.Name)
		}
		return strings.Join(all, ", ")
	case "blocks":
		var all []string
		for _, b := range f.Blocks {
			all = append(all, b.Kind)
		}
		return strings.Join(all, ", ")
	}
	if s, ok := describeOutcome(f, what); ok {
		return s
	}
	if what == "work" {
		return describeWork(f)
	}
	for i := range f.Params {
		if f.Params[i].Name == what {
			return describeParam(&f.Params[i])
		}
	}
	return "no parameter"
}

// describeOutcome says what a summary has of origins and failure.
func describeOutcome(f *summary.Func, what string) (string, bool) {
	switch what {
	case "gives":
		return f.Result.String(), true
	case "fails":
		return f.Status.String(), true
	case "thread":
		s := when(len(f.Thread.Reads) > 0, "reads "+strings.Join(f.Thread.Reads, ", "))
		s += when(len(f.Thread.Reads) > 0 && len(f.Thread.Writes) > 0, "; ") + when(len(f.Thread.Writes) > 0, "writes "+strings.Join(f.Thread.Writes, ", "))
		return s + when(s == "", "nothing"), true
	case "jumps":
		return verdict(len(f.LongJumps) > 0).String(), true
	}
	word, name, ok := strings.Cut(what, " ")
	if word == "locked" {
		for _, g := range f.GoCalls {
			if g.Name == name {
				return g.Locked + when(g.Locked == "", "nothing"), true
			}
		}
	}
	for i := range f.Params {
		if p := &f.Params[i]; ok && p.Name == name {
			return describeMore(word, p)
		}
	}
	return "", false
}

func describeMore(word string, p *summary.Param) (string, bool) {
	switch word {
	case "taken":
		return p.Taken.String(), true
	case "nul":
		return p.ReadsUntilNUL.String(), true
	case "writes":
		return p.WritesAtMost.String(), true
	case "unterminated":
		return strings.Join(p.Unterminated, ", ") + when(len(p.Unterminated) == 0, "nothing"), true
	case "out":
		return p.Out.String(), true
	case "stored":
		return strings.Join(p.StoredAt, ", "), true
	case "later":
		return when(p.CalledOnThread == summary.Yes, "on a thread") + when(len(p.CalledLater) > 0 && p.CalledOnThread != summary.Yes, "by "+strings.Join(p.CalledLater, ", ")), true
	}
	return "", false
}

func describeWork(f *summary.Func) string {
	s := f.Cost.Kind.String() + when(f.Cost.Length > 0, fmt.Sprintf(" by %d", f.Cost.Length))
	s += when(f.Cost.Rarely, ", rarely more") + when(f.Pure, ", pure") + when(f.ReadOnly && !f.Pure, ", writes nothing")
	if a := f.Access; a != nil {
		place := when(a.Address, "&") + a.Path + when(a.Index >= 0, fmt.Sprintf("[%d]", a.Index))
		s += when(a.Value < 0, ", reads "+place) + when(a.Value >= 0, fmt.Sprintf(", writes %s = %d", place, a.Value))
	}
	return s
}

func describeParam(p *summary.Param) string {
	var words []string
	for _, r := range p.Retained {
		s := "kept in " + r.Place
		if r.Field != "" {
			s += " (" + r.Field + ")"
		}
		if len(r.Until) > 0 {
			s += " until " + strings.Join(r.Until, ", ")
		}
		for i, c := range r.Conds {
			s += fmt.Sprintf(" %s %s", [2]string{"if", "and"}[min(i, 1)], c)
		}
		if !slices.Contains(words, s) {
			words = append(words, s)
		}
	}
	if len(words) > 0 {
		return strings.Join(words, "; ")
	}
	switch {
	case p.Freed == summary.Yes:
		return "freed"
	case p.MayFree:
		return "may be freed"
	case p.DeepNoEscape:
		words = append(words, "deep no escape")
	case p.NoEscape:
		words = append(words, "no escape")
	}
	if p.ReadOnly && p.NoEscape && p.Returned != summary.Yes {
		words = append(words, "read only")
	}
	if p.Returned == summary.Yes {
		words = append(words, "returned")
	}
	if p.Called == summary.Yes {
		words = append(words, "called")
	}
	if len(words) == 0 {
		return "unknown"
	}
	return strings.Join(words, ", ")
}

func when(b bool, text string) string {
	if b {
		return text
	}
	return ""
}
