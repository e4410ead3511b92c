package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// printHeader prints the head of the table of packages. The costs are those of
// all packages of a folder.
func (t *tools) printHeader() {
	head := "| package | cgo files | C calls | findings | cold | of go vet | memory | of go vet | cached | of go vet |"
	for i := range t.without {
		head += fmt.Sprintf(" of cold without list %d |", i+1)
	}
	fmt.Println(head)
	fmt.Println("|---|" + strings.Repeat("--:|", strings.Count(head, "|")-2))
}

func (m *measurement) print(folder string) {
	row := m.row()
	for _, path := range slices.Sorted(maps.Keys(m.packages)) {
		c := m.packages[path]
		fmt.Printf("| %s | %d | %d | %d |%s\n", path, c.files, c.calls, c.findings, row)
		row = strings.Repeat(" |", strings.Count(row, "|")) // once for all packages
	}
	if len(m.packages) == 0 {
		fmt.Printf("| %s, no cgo | 0 | 0 | %d |%s\n", folder, len(m.findings), row)
	}
}

// row has the costs of the cold run and the cached one, and what they are of
// those of others.
func (m *measurement) row() string {
	lint, vet, cached := m.costs[lintCold], m.costs[vetCold], m.costs[lintCached]
	row := fmt.Sprintf(" %.2f s | %.2f | %d MB | %.2f | %.3f s | %.2f |",
		lint.cpu.Seconds(), ratio(lint.cpu, vet.cpu), lint.memory>>20, ratio(lint.memory, vet.memory),
		cached.cpu.Seconds(), ratio(cached.cpu, m.costs[vetCached].cpu))
	for _, fewer := range m.costs[runKinds:] {
		row += fmt.Sprintf(" %.3f |", ratio(lint.cpu, fewer.cpu))
	}
	return row
}

func ratio[T ~int64](a, b T) float64 { return float64(a) / float64(max(b, 1)) }

func (m *measurement) add(other *measurement) {
	if m.packages == nil {
		m.packages, m.costs = make(map[string]counts), make([]cost, len(other.costs))
	}
	maps.Copy(m.packages, other.packages)
	m.findings = append(m.findings, other.findings...)
	for i, c := range other.costs {
		m.costs[i] = m.costs[i].plus(c)
	}
}

func (m *measurement) printTotal() {
	if m.costs == nil {
		return
	}
	var sum counts
	for _, c := range m.packages {
		sum.files += c.files
		sum.calls += c.calls
	}
	fmt.Printf("| %d packages | %d | %d | %d |%s\n", len(m.packages), sum.files, sum.calls, len(m.findings), m.row())
}
