package main

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// A plot is a picture of lines, with both axes logarithmic, so that what grows
// as fast as x is a line of the slope that the picture's diagonal lines have.
type plot struct {
	x, y  string // what the axes are
	lines []series
}

// A series is one line; all its numbers are above 0.
type series struct {
	name string
	x, y []float64
}

// The picture's measures in pixels: of the whole, and of the field with lines.
const (
	plotWidth, plotHeight = 720, 380
	left, right           = 70, 580
	top, bottom           = 20, 320
)

// svg returns the picture. Its colors are those of the reader's scheme, light
// or dark.
func (p *plot) svg() string {
	a := p.axes()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img">
<title>%s by %s</title>
<style>
.back { fill: #fff } .grid { stroke: #e3e5e8 } .linear { stroke: #c4cad0; stroke-dasharray: 3 4 } text { fill: #4a525a; font: 13px system-ui, sans-serif }
.l { fill: none; stroke-width: 2 } .l0 { stroke: #0b62a8 } .l1 { stroke: #6cb3f2 } .l2 { stroke: #b3541e } .l3 { stroke: #e9a06d }
@media (prefers-color-scheme: dark) { .back { fill: #1c2025 } .grid { stroke: #2d333b } .linear { stroke: #49525c } text { fill: #b6bec7 } }
</style>
<rect class="back" width="%d" height="%d"/>
`, plotWidth, plotHeight, html.EscapeString(p.y), html.EscapeString(p.x), plotWidth, plotHeight)
	a.grid(&b)
	fmt.Fprintf(&b, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", (left+right)/2, bottom+45, html.EscapeString(p.x))
	fmt.Fprintf(&b, "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n", (top+bottom)/2, html.EscapeString(p.y))
	for i, l := range p.lines {
		var points []string
		for j := range l.x {
			points = append(points, fmt.Sprintf("%.1f,%.1f", a.atX(l.x[j]), a.atY(l.y[j])))
		}
		last := len(l.x) - 1
		fmt.Fprintf(&b, "<polyline class=\"l l%d\" points=\"%s\"/>\n", i, strings.Join(points, " "))
		fmt.Fprintf(&b, "<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", a.atX(l.x[last])+8, a.atY(l.y[last])+4, html.EscapeString(l.name))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// axes are the powers of ten at the field's sides.
type axes struct{ x0, x1, y0, y1 float64 }

func (p *plot) axes() axes {
	a := axes{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	for _, l := range p.lines {
		for i := range l.x {
			a.x0, a.x1 = min(a.x0, math.Log10(l.x[i])), max(a.x1, math.Log10(l.x[i]))
			a.y0, a.y1 = min(a.y0, math.Log10(l.y[i])), max(a.y1, math.Log10(l.y[i]))
		}
	}
	return axes{math.Floor(a.x0), max(math.Ceil(a.x1), math.Floor(a.x0)+1), math.Floor(a.y0), max(math.Ceil(a.y1), math.Floor(a.y0)+1)}
}

func (a axes) atX(x float64) float64 {
	return left + (math.Log10(x)-a.x0)/(a.x1-a.x0)*(right-left)
}

func (a axes) atY(y float64) float64 {
	return bottom - (math.Log10(y)-a.y0)/(a.y1-a.y0)*(bottom-top)
}

// grid draws a line at each power of ten, and what grows as fast as x.
func (a axes) grid(b *strings.Builder) {
	for e := a.x0; e <= a.x1; e++ {
		x := a.atX(math.Pow(10, e))
		fmt.Fprintf(b, "<path class=\"grid\" d=\"M%.1f %dV%d\"/>\n<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f</text>\n", x, top, bottom, x, bottom+20, math.Pow(10, e))
	}
	for e := a.y0; e <= a.y1; e++ {
		y := a.atY(math.Pow(10, e))
		fmt.Fprintf(b, "<path class=\"grid\" d=\"M%d %.1fH%d\"/>\n<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%g</text>\n", left, y, right, left-8, y+4, math.Pow(10, e))
	}
	for e := a.y0; e < a.y1; e++ {
		rise := min(a.x1-a.x0, a.y1-e)
		fmt.Fprintf(b, "<path class=\"linear\" d=\"M%d %.1fL%.1f %.1f\"/>\n", left, a.atY(math.Pow(10, e)), a.atX(math.Pow(10, a.x0+rise)), a.atY(math.Pow(10, e+rise)))
	}
}
