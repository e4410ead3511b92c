package main

import (
	"fmt"
	"image/color"
	"path/filepath"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/plotutil"
	"gonum.org/v1/plot/vg"
)

// A series is one color of bars: a value for each group.
type series struct {
	name   string
	values plotter.Values
}

// drawPlots writes the page's SVG files to dir.
func drawPlots(r *results, dir string) error {
	for _, name := range []string{"Lookup1k", "Lookup1M", "Churn", "Mix"} {
		if err := bars(filepath.Join(dir, name+".svg"), name+", ns per operation", handleNames(), r.byProcs(name, handleNames())); err != nil {
			return err
		}
	}
	if err := bars(filepath.Join(dir, "IDs.svg"), "IDs, ns per number", idNames, r.byProcs("IDs", idNames)); err != nil {
		return err
	}
	for _, kind := range []string{"Int", "String"} {
		if err := bars(filepath.Join(dir, "Map"+kind+".svg"), "Map, "+kind+" keys, GOMAXPROCS=2, ns per operation", workloads, r.byMap("Map"+kind)); err != nil {
			return err
		}
	}
	memory := series{name: "heap bytes per live value"}
	for _, impl := range handleNames() {
		memory.values = append(memory.values, r.memory(impl, "B/value"))
	}
	if err := bars(filepath.Join(dir, "Memory.svg"), "Memory of 2 million values", handleNames(), []series{memory}); err != nil {
		return err
	}
	return lines(r, filepath.Join(dir, "Items.svg"))
}

func (r *results) byProcs(benchmark string, impls []string) (all []series) {
	for _, p := range r.procs(benchmark + "/impl=" + impls[0]) {
		s := series{name: fmt.Sprintf("GOMAXPROCS=%d", p)}
		for _, impl := range impls {
			s.values = append(s.values, r.median(benchmark+"/impl="+impl, p, nsPerOp))
		}
		all = append(all, s)
	}
	return all
}

var workloads = []string{"read-mostly", "mixed", "write-heavy"}

func (r *results) byMap(benchmark string) (all []series) {
	for _, impl := range mapNames() {
		s := series{name: impl}
		for _, w := range workloads {
			s.values = append(s.values, r.median(benchmark+"/work="+w+"/impl="+impl, 2, nsPerOp))
		}
		all = append(all, s)
	}
	return all
}

// bars draws groups of bars, one of each series to a group.
func bars(file, title string, groups []string, all []series) error {
	p := plot.New()
	p.Title.Text = title
	p.BackgroundColor = color.White
	p.Legend.Top, p.Legend.Left = true, true // its text ends where it likes then
	p.Y.Min = 0
	width := vg.Points(56 / float64(len(all)))
	for i, s := range all {
		b, err := plotter.NewBarChart(s.values, width)
		if err != nil {
			return fmt.Errorf("plot %s: %w", file, err)
		}
		b.Color = plotutil.Color(i)
		b.LineStyle.Width = 0
		b.Offset = width * vg.Length(float64(i)-float64(len(all)-1)/2)
		p.Add(b)
		p.Legend.Add(s.name, b)
	}
	p.Add(horizontalGrid())
	p.NominalX(groups...)
	p.X.Min, p.X.Max = -0.6, float64(len(groups))-0.4
	p.Y.Max *= 1.1 + 0.07*float64(len(all)) // room for the legend
	p.Legend.XOffs = vg.Points(12)
	return p.Save(vg.Points(84*float64(max(len(groups), 6))), 9*vg.Centimeter, file)
}

func horizontalGrid() *plotter.Grid {
	g := plotter.NewGrid()
	g.Vertical.Width = 0
	return g
}

// lines draws the cost of handing items across, one by one and in one call.
func lines(r *results, file string) error {
	p := plot.New()
	p.Title.Text = "Handing items across, ns per operation"
	p.BackgroundColor = color.White
	p.X.Label.Text = "items"
	p.X.Scale, p.Y.Scale = plot.LogScale{}, plot.LogScale{}
	p.X.Tick.Marker, p.Y.Tick.Marker = plot.LogTicks{Prec: -1}, plot.LogTicks{Prec: -1}
	p.Legend.Top, p.Legend.Left = true, true
	p.Legend.XOffs = vg.Points(12)
	p.X.Max = 1500 // room for the last label
	var args []any
	for _, dir := range []string{"Go-to-C", "C-to-Go"} {
		for _, way := range []string{"each", "batch"} {
			var line plotter.XYs
			for _, n := range itemCounts {
				line = append(line, plotter.XY{X: float64(n), Y: r.median(items(dir, way, n), 1, nsPerOp)})
			}
			args = append(args, dir+", "+way, line)
		}
	}
	if err := plotutil.AddLinePoints(p, args...); err != nil {
		return fmt.Errorf("plot %s: %w", file, err)
	}
	p.Add(plotter.NewGrid())
	p.Y.Max *= 2 // room for the legend
	return p.Save(16*vg.Centimeter, 10*vg.Centimeter, file)
}
