package contract

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What the documentation says and what is derived from the code disagree in
// what testdata/disagreements.txt lists, each with which of them is right, as
// the source of the library tells, and nowhere else.
func TestDisagreements(t *testing.T) {
	settled := readSettled(t)
	hand, err := loadTables()
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("tables/derived/*.txt")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d := NewDerived(string(text))
		for _, name := range hand.Names() {
			if g := d.lookup(name); g != nil {
				for _, line := range disagreements(hand.Lookup(name), g) {
					if _, ok := settled[line]; !ok {
						t.Errorf("not settled:\n%s", line)
					}
					settled[line] = true
				}
			}
		}
	}
	for line, found := range settled {
		if !found {
			t.Errorf("there is no such disagreement any more:\n%s", line)
		}
	}
}

// readSettled returns the disagreements that are settled: the first three
// columns of the lines.
func readSettled(t *testing.T) map[string]bool {
	f, err := os.Open("testdata/disagreements.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	settled := make(map[string]bool)
	for s := bufio.NewScanner(f); s.Scan(); {
		line := s.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 4 || cells[3] == "" {
			t.Fatalf("want a function with its parameter, what is documented, what is derived and which is right: %q", line)
		}
		settled[strings.Join(cells[:3], "\t")] = false
	}
	return settled
}

// disagreements returns in which of two contracts is said the contrary.
func disagreements(documented, derived *Func) []string {
	var all []string
	say := func(of string, a, b fmt.Stringer) {
		all = append(all, fmt.Sprintf("%s %s\t%v\t%v", documented.Name, of, a, b))
	}
	for _, i := range slices.Sorted(maps.Keys(derived.Params)) {
		p, q := documented.Param(i), derived.Params[i]
		if p != nil && (contrary(p, q) || contrary(q, p)) {
			say(fmt.Sprint(i+1), p, q)
		}
	}
	if a, b := documented.Result.Kind, derived.Result.Kind; a != OriginUnknown && b != OriginUnknown && a != b {
		say("result", documented.Result, derived.Result)
	}
	if a, b := documented.Fails, derived.Fails; a != StatusUnknown && b != StatusUnknown && a != b {
		say("result", a, b)
	}
	return all
}

// contrary reports whether one contract says that a pointer is kept, freed or
// given away, and another one that nothing of that becomes of it.
func contrary(p, q *Param) bool {
	const given = Retained | Freed | Taken
	return p.What&given != 0 && p.If == nil && q.What&given == 0 && q.Complete()
}
