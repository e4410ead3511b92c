package main

import (
	"fmt"
	"runtime"
	"strings"
	"time"
)

// growthPage returns the page of growth and its pictures, by their names.
func growthPage(points []*point) map[string]string {
	files := make(map[string]string)
	var page strings.Builder
	fmt.Fprintf(&page, growthIntroduction, time.Now().UTC().Format(time.DateOnly), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	for _, g := range growths {
		var of []*point
		for _, p := range points {
			if p.growth == g.name {
				of = append(of, p)
			}
		}
		if len(of) == 0 {
			continue
		}
		fmt.Fprintf(&page, "\n## %s\n\n%s\n\n", strings.ToUpper(g.unit[:1])+g.unit[1:], g.about)
		page.WriteString(growthTable(g, of))
		picture := "growth/" + g.name + ".svg"
		files[picture] = growthPlot(g, of).svg()
		fmt.Fprintf(&page, "\n![Processor time by the number of %s](%s)\n", g.unit, picture)
	}
	files["growth.md"] = page.String()
	return files
}

const growthIntroduction = `# Growth

<!-- Made by cmd/corpus; do not edit. -->

This page shows how the time and the memory of a run grow with a module. The
modules are made for it, by the command that makes this page:

    go run ./cmd/corpus growth

Measured %s with %s,
%s/%s, %d processors. Times are processor time, of all processes, in user mode
and in the kernel, because other work ran on the same machine. Memory is the most that one process had. *Cold* is a run of which
nothing is known yet, neither findings nor C code, in a module that is compiled;
*cached* is a run after which nothing has changed. ` + "`go vet`" + ` has its default
analyzers. The numbers are in [results.txt](growth/results.txt).
`

func growthTable(g growth, points []*point) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | cgolint cold | of go vet | memory | of go vet | cached | of go vet |\n|--:|--:|--:|--:|--:|--:|--:|\n", g.unit)
	for _, p := range points {
		lint, vet := p.runs[lintCold], p.runs[vetCold]
		cached, vetted := p.runs[lintCached].cpu.Seconds(), p.runs[vetCached].cpu.Seconds()
		fmt.Fprintf(&b, "| %d | %.2f s | %.2f | %d MB | %.2f | %.3f s | %.2f |\n", p.size,
			lint.cpu.Seconds(), lint.cpu.Seconds()/vet.cpu.Seconds(),
			lint.memory>>20, float64(lint.memory)/float64(max(vet.memory, 1)), cached, cached/vetted)
	}
	return b.String()
}

// growthPlot draws the times of all runs against the size.
func growthPlot(g growth, points []*point) *plot {
	lines := []series{{name: "cgolint"}, {name: "cgolint, cached"}, {name: "go vet"}, {name: "go vet, cached"}}
	for _, p := range points {
		for kind := range lines {
			lines[kind].x = append(lines[kind].x, float64(p.size))
			lines[kind].y = append(lines[kind].y, p.runs[kind].cpu.Seconds())
		}
	}
	return &plot{x: g.unit, y: "seconds of processor time", lines: lines}
}
