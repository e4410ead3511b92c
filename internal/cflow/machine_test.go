package cflow

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// machine returns a state machine as programs make them for parsers: each state
// moves one pointer on, and goes to others before it and after it.
func machine(states int) string {
	var b strings.Builder
	b.WriteString("struct parser { const char *mark; int n; };\nint run(struct parser *s, const char *p, const char *end) {\n")
	for i := range states {
		fmt.Fprintf(&b, "s%d:\n\tif (p == end) return %d;\n\tswitch (*p) {\n", i, i)
		fmt.Fprintf(&b, "\tcase 'a': p++; goto s%d;\n\tcase 'b': p++; s->mark = p; goto s%d;\n", (i*7+3)%states, (i*11+5)%states)
		fmt.Fprintf(&b, "\tdefault: p++; s->n++; goto s%d;\n\t}\n", (i+1)%states)
	}
	b.WriteString("}\n")
	return b.String()
}

func machineUnits(t testing.TB, states int) []*cir.Unit {
	file := filepath.Join(t.TempDir(), "machine.c")
	write(t, file, machine(states))
	return lowered(t, file)
}

// In a state machine, as many definitions of a pointer reach each place as it has
// states. No more of them are looked at than are followed.
func TestStateMachine(t *testing.T) {
	var looked [2]int
	for i, states := range []int{400, 800} {
		units := machineUnits(t, states)
		p := link(&Input{Units: units, Contracts: contract.Library()})
		p.solveEvidence(func() bool { return false })
		looked[i] = p.looked
	}
	if looked[0] == 0 || looked[1] > 3*looked[0] {
		t.Errorf("%d definitions are looked at with 400 states, and %d with 800", looked[0], looked[1])
	}
}

func BenchmarkStateMachine(b *testing.B) {
	units := machineUnits(b, 500)
	for b.Loop() {
		Analyze(&Input{Units: units, Contracts: contract.Library(), All: true})
	}
}
