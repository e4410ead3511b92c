package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// A reading is a finding of the lintcheck, and what a reader thought of it.
type reading struct {
	Module  string
	ID      string // of its key; see package finding
	Check   string
	Package string
	Func    string
	File    string // within the module; where it was when it was read
	Line    int
	Code    string
	Sample  sample
	Gone    bool // no longer reported
	Verdict verdict
	Reason  string
}

// A verdict is what a reader says of a finding.
type verdict string

const (
	unread    verdict = ""
	useful    verdict = "useful"    // a maintainer would act on it
	pointless verdict = "pointless" // right by definition, and nobody would
	wrong     verdict = "wrong"
)

// A sample says what the checks knew of a module when the finding came up.
type sample string

const (
	fresh sample = "fresh" // nothing: it was the module's first run
	tuned sample = "tuned" // findings in it had been read
)

const readingsHeader = "module\tid\tcheck\tpackage\tfunction\tfile\tline\tcode\tsample\tgone\tverdict\treason"

func readReadings(file string) ([]*reading, error) {
	var all []*reading
	err := readTable(file, readingsHeader, func(c []string) error {
		line, err := strconv.Atoi(c[6])
		if err != nil {
			return err
		}
		r := &reading{c[0], c[1], c[2], c[3], c[4], c[5], line, c[7], sample(c[8]), c[9] != "", verdict(c[10]), c[11]}
		if !slices.Contains([]verdict{unread, useful, pointless, wrong}, r.Verdict) {
			return fmt.Errorf("%q is no verdict", r.Verdict)
		}
		if r.Verdict != unread && r.Reason == "" {
			return fmt.Errorf("the verdict has no reason")
		}
		all = append(all, r)
		return nil
	})
	return all, err
}

func writeReadings(file string, all []*reading) error {
	slices.SortStableFunc(all, func(a, b *reading) int {
		return cmp.Or(cmp.Compare(a.Module, b.Module), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.ID, b.ID))
	})
	var rows [][]string
	for _, r := range all {
		gone := ""
		if r.Gone {
			gone = "gone"
		}
		rows = append(rows, []string{r.Module, r.ID, r.Check, r.Package, r.Func, r.File, strconv.Itoa(r.Line), r.Code, string(r.Sample), gone, string(r.Verdict), r.Reason})
	}
	return writeTable(file, readingsHeader, rows)
}

// A change is how the findings of a module differ from those that are known.
type change struct{ added, gone, moved []*reading }

// compare merges what was found in a module into what is known of it, and
// returns the difference. What is gone stays known for the sake of its
// verdict, if it has one.
func compare(known, found []*reading) (merged []*reading, c change) {
	byID := make(map[string]*reading)
	for _, r := range known {
		byID[r.ID] = r
	}
	for _, r := range found {
		old := byID[r.ID]
		delete(byID, r.ID)
		switch {
		case old == nil:
			c.added = append(c.added, r)
			merged = append(merged, r)
			continue
		case old.Gone:
			c.added = append(c.added, old)
		case old.File != r.File || old.Line != r.Line:
			c.moved = append(c.moved, r)
		}
		old.Gone, old.File, old.Line = false, r.File, r.Line
		merged = append(merged, old)
	}
	for _, r := range known {
		if byID[r.ID] == nil {
			continue
		}
		if !r.Gone {
			c.gone = append(c.gone, r)
		}
		r.Gone = true
		if r.Verdict != unread {
			merged = append(merged, r)
		}
	}
	return merged, c
}
