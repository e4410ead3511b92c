package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// proof is the command that writes docs/proof.md from the verdicts.
func proof() error {
	modules, err := readModules("cmd/corpus/modules.tsv")
	if err != nil {
		return err
	}
	readings, err := readReadings("cmd/corpus/findings.tsv")
	if err != nil {
		return err
	}
	return os.WriteFile("docs/proof.md", []byte(proofPage(modules, readings)), 0o666)
}

// A tally counts verdicts.
type tally map[verdict]int

// read is the number of findings with a verdict.
func (t tally) read() int { return t[useful] + t[pointless] + t[wrong] }

func proofPage(modules []*listed, readings []*reading) string {
	counts := map[sample]map[string]tally{fresh: {}, tuned: {}}
	for _, r := range readings {
		// What a fresh module showed first is what counts of it, whether
		// or not it is still reported.
		if r.Gone && r.Sample == tuned {
			continue
		}
		if counts[r.Sample][r.Check] == nil {
			counts[r.Sample][r.Check] = make(tally)
		}
		counts[r.Sample][r.Check][r.Verdict]++
	}
	drawn, sealed := 0, 0
	for _, m := range modules {
		switch {
		case m.laidOut():
			drawn++
		case m.Drawn == "":
			sealed++
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, proofIntroduction, drawn, sealed)
	b.WriteString(proofTable("Fresh modules", "What the first run over a module found, before anything in it had been read.", counts[fresh]))
	b.WriteString(drawsTable(modules, readings))
	b.WriteString(speedTable(modules, readings))
	b.WriteString(proofTable("Modules that were tuned on", "What is found today where findings had been read before.", counts[tuned]))
	return b.String()
}

const proofIntroduction = `<!-- Made by "go run ./cmd/corpus proof". Do not edit. -->

# What the findings are worth

cgolint runs over a list of public modules that use cgo, and every finding is
read: *useful* ones a maintainer would act on, *pointless* ones are right and
nobody would, *wrong* ones are not so. A module is looked at by nobody until it
is drawn from the list, by chance; from then on it counts as one that the checks
are tuned on. So far %d modules were drawn; %d are left.

Right are useful and pointless findings together. Below 20 findings there are
numbers, not percentages.
`

func proofTable(title, about string, checks map[string]tally) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", title, about)
	if len(checks) == 0 {
		return b.String() + "None yet.\n"
	}
	b.WriteString("| check | read | right | useful | not read yet |\n|---|--:|--:|--:|--:|\n")
	total := make(tally)
	for _, check := range slices.SortedFunc(maps.Keys(checks), cmp.Compare[string]) {
		writeTally(&b, check, checks[check])
		for v, n := range checks[check] {
			total[v] += n
		}
	}
	writeTally(&b, "all", total)
	return b.String()
}

// drawnIn returns the draw of each module, by its path, that was laid out.
func drawnIn(modules []*listed) map[string]string {
	drawn := make(map[string]string)
	for _, m := range modules {
		if m.laidOut() {
			drawn[m.Path] = m.Drawn
		}
	}
	return drawn
}

// drawsTable has a row for each draw of modules: what was wrong or pointless
// in one is mended before the next.
func drawsTable(modules []*listed, readings []*reading) string {
	drawn := drawnIn(modules)
	count := make(map[string]int)
	for _, d := range drawn {
		count[d]++
	}
	draws := make(map[string]tally)
	for _, r := range readings {
		if d := drawn[r.Module]; d != "" && r.Sample == fresh {
			if draws[d] == nil {
				draws[d] = make(tally)
			}
			draws[d][r.Verdict]++
		}
	}
	if len(draws) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n## Draw by draw\n\nWhat is wrong or pointless in one draw is mended before the next.\n\n| drawn | modules | read | right | useful |\n|---|--:|--:|--:|--:|\n")
	for _, d := range slices.Sorted(maps.Keys(draws)) {
		t := draws[d]
		fmt.Fprintf(&b, "| %s | %d | %d | %s | %s |\n", d, count[d], t.read(), share(t[useful]+t[pointless], t.read()), share(t[useful], t.read()))
	}
	return b.String()
}

func writeTally(b *strings.Builder, name string, t tally) {
	fmt.Fprintf(b, "| %s | %d | %s | %s | %d |\n", name, t.read(), share(t[useful]+t[pointless], t.read()), share(t[useful], t.read()), t[unread])
}

// share is n of all, in percent where there are enough.
func share(n, all int) string {
	if all < 20 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d %%", (100*n+all/2)/all)
}
