package htmlreport

import (
	"fmt"
	"slices"
)

// calls draws a curve for the calls of a C function by a Go function.
func (d *drawing) calls() {
	type pair struct{ from, to string }
	type weight struct {
		n               int
		hot, kept, find bool
	}
	weights := make(map[pair]*weight)
	var order []pair
	for i := range d.p.Calls {
		c := &d.p.Calls[i]
		at := pair{d.goSide.key(goKey(c.In)), d.cSide.key(c.C)}
		w := weights[at]
		if w == nil {
			w = new(weight)
			weights[at] = w
			order = append(order, at)
		}
		w.n++
		w.hot = w.hot || c.Hot != ""
		w.kept = w.kept || c.Kept
		w.find = w.find || slices.Contains(d.marks.call[i], found)
	}
	for _, at := range order {
		w := weights[at]
		class := "call"
		switch {
		case w.find:
			class += " found"
		case w.hot:
			class += " hot"
		case w.kept:
			class += " kept"
		}
		d.Edges = append(d.Edges, edge{
			From: "go-" + at.from, To: "c-" + at.to, Class: class, Width: min(1+float64(w.n-1)*0.35, 5),
			Path: d.curve(d.goY[at.from], d.cY[at.to], 0), Title: count(w.n, "call"),
		})
	}
}

// callbacks draws the ways back: from C functions to exported Go functions.
func (d *drawing) callbacks() {
	exports := make(map[string]string)
	for i, f := range d.p.Functions {
		if f.Export != "" {
			exports[f.Export] = goKey(i)
		}
	}
	for _, c := range d.p.C {
		for _, name := range c.CallsGo {
			to, ok := exports[name]
			if !ok {
				continue
			}
			from, to := d.cSide.key(c.Name), d.goSide.key(to)
			d.Edges = append(d.Edges, edge{
				From: "c-" + from, To: "go-" + to, Class: "back", Width: 1.6,
				Path: d.curve(d.goY[to], d.cY[from], 5), Title: fmt.Sprintf("C.%s calls back %s", c.Name, name),
			})
		}
	}
}

// curve returns the path between two rows.
func (d *drawing) curve(left, right, shift int) string {
	middle := (d.Left + d.Right) / 2
	return fmt.Sprintf("M%d %d C%d %d %d %d %d %d", d.Left, left+shift, middle, left+shift, middle, right+shift, d.Right, right+shift)
}
