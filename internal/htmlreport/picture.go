package htmlreport

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/cgolint/cgolint/internal/boundary"
)

// A picture is the boundary of a package, drawn: Go functions to the left, C
// functions to the right, and a curve for the calls of one by the other.
type picture struct {
	ID            string
	Width, Height int
	Class         string
	Go, C         []node
	Edges         []edge
	Left, Right   int // the ends of edges
}

// A node is a function in the picture.
type node struct {
	Key, Href, Label, Title string
	X, Y                    int
	Anchor                  string // of its text
	Marks                   []placedMark
}

// A placedMark is a mark with its place.
type placedMark struct {
	mark
	X, Y int
}

// An edge is a curve.
type edge struct {
	From, To, Class, Path, Title string
	Width                        float64
}

// A form is how wide pictures are drawn.
type form struct {
	class                     string
	width, name, chars, marks int
}

// The forms: for screens and for telephones.
var (
	wide   = form{"wide", 1080, 390, 44, 6}
	narrow = form{"narrow", 372, 142, 19, 3}
)

// Beyond so many functions on a side nobody follows curves: those with marks and
// most calls are drawn, the others are one.
const mostNodes = 48

const (
	rowHeight = 24
	markWidth = 18
)

// A side is the functions on one side, those that are drawn first.
type side struct {
	keys  []string
	calls map[string]int
	rest  int
}

// has returns the key under which a function is drawn.
func (s *side) key(name string) string {
	if slices.Contains(s.keys, name) {
		return name
	}
	return ""
}

// pick returns the functions to draw, in the order of names, and counts the
// others.
func pick(names []string, calls map[string]int, marks func(string) int) *side {
	s := &side{calls: calls, keys: slices.Clone(names)}
	if len(names) > mostNodes {
		slices.SortStableFunc(s.keys, func(a, b string) int {
			return cmp.Or(marks(b)-marks(a), calls[b]-calls[a])
		})
		chosen := s.keys[:mostNodes]
		s.rest = len(names) - mostNodes
		s.keys = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !slices.Contains(chosen, n) })
	}
	return s
}

// draw draws the boundary of a package. It is nil when there is nothing.
func draw(s *section, p *boundary.Package, marks *markings, f form) *picture {
	if len(p.Calls) == 0 && len(p.Functions) == 0 {
		return nil
	}
	d := newDrawing(s, p, marks, f)
	d.nodes()
	d.calls()
	d.callbacks()
	return d.picture
}

// A drawing is a picture that is being made.
type drawing struct {
	*picture
	s     *section
	p     *boundary.Package
	marks *markings
	form
	goSide, cSide *side
	goY, cY       map[string]int // by key
}

func newDrawing(s *section, p *boundary.Package, marks *markings, f form) *drawing {
	d := &drawing{s: s, p: p, marks: marks, form: f, goY: make(map[string]int), cY: make(map[string]int)}
	d.picture = &picture{ID: s.ID, Width: f.width, Class: f.class, Left: f.name, Right: f.width - f.name}
	goCalls, cCalls := make(map[string]int), make(map[string]int)
	sum, n := make(map[string]int), make(map[string]int)
	for _, c := range p.Calls {
		cCalls[c.C]++
		goCalls[goKey(c.In)]++
		sum[c.C] += c.In
		n[c.C]++
	}
	var goNames, cNames []string
	if goCalls[goKey(-1)] > 0 {
		goNames = append(goNames, goKey(-1))
	}
	for i := range p.Functions {
		goNames = append(goNames, goKey(i))
	}
	for _, c := range p.C {
		cNames = append(cNames, c.Name)
	}
	// A C function stands at the mean of its callers, so that curves seldom cross.
	slices.SortStableFunc(cNames, func(a, b string) int {
		return cmp.Compare(float64(sum[a])/float64(n[a]), float64(sum[b])/float64(n[b]))
	})
	d.goSide = pick(goNames, goCalls, func(key string) int { return len(marks.function[goIndex(key)]) })
	d.cSide = pick(cNames, cCalls, func(name string) int { return len(marks.c[name]) })
	return d
}

func goKey(i int) string { return fmt.Sprintf("g%d", i) }

func goIndex(key string) (i int) {
	if _, err := fmt.Sscanf(key, "g%d", &i); err != nil {
		return -1
	}
	return i
}

// nodes places the functions.
func (d *drawing) nodes() {
	rows := func(s *side) int { return len(s.keys) + min(s.rest, 1) }
	most := max(rows(d.goSide), rows(d.cSide))
	d.Height = most*rowHeight + rowHeight
	top := func(s *side) int { return rowHeight + (most-rows(s))*rowHeight/2 }
	y := top(d.goSide)
	for _, key := range append(d.goSide.keys, restOf(d.goSide)...) {
		d.goY[key] = y
		d.Go = append(d.Go, d.goNode(key, y))
		y += rowHeight
	}
	y = top(d.cSide)
	for _, key := range append(d.cSide.keys, restOf(d.cSide)...) {
		d.cY[key] = y
		d.C = append(d.C, d.cNode(key, y))
		y += rowHeight
	}
}

// restOf returns the key of what is not drawn, if there is something.
func restOf(s *side) []string {
	if s.rest == 0 {
		return nil
	}
	return []string{""}
}

func (d *drawing) goNode(key string, y int) node {
	n := node{Key: "go-" + key, X: d.name - markWidth/2, Y: y, Anchor: "end"}
	i := goIndex(key)
	switch {
	case key == "":
		n.Label = fmt.Sprintf("%d more", d.goSide.rest)
		n.Title = n.Label + " functions, in the list below"
		return n
	case i < 0:
		n.Label, n.Title, n.Href = "(package)", "calls outside of functions", "#"+d.s.ID+"-outside"
		return n
	}
	f := d.p.Functions[i]
	n.Label, n.Href = shorten(f.Name, d.chars-2*len(shown(d.marks.function[i], d.form.marks))), fmt.Sprintf("#%s-g%d", d.s.ID, i)
	n.Title = fmt.Sprintf("%s: %s", f.Name, count(d.goSide.calls[key], "call"))
	if f.Export != "" {
		n.Title += ", exported as " + f.Export
	}
	for _, k := range shown(d.marks.function[i], d.form.marks) {
		n.Marks = append(n.Marks, placedMark{k, n.X - markWidth/2, y})
		n.X -= markWidth
		n.Title += "; " + k.Class
	}
	if len(n.Marks) > 0 {
		n.X -= 3
	}
	return n
}

func (d *drawing) cNode(key string, y int) node {
	n := node{Key: "c-" + key, X: d.width - d.name + markWidth/2, Y: y, Anchor: "start"}
	if key == "" {
		n.Label = fmt.Sprintf("%d more", d.cSide.rest)
		n.Title = n.Label + " functions of C, in the table below"
		return n
	}
	marks := shown(d.marks.c[key], d.form.marks)
	n.Label = shorten("C."+key, d.chars-2*len(marks))
	n.Title = fmt.Sprintf("C.%s: %s", key, count(d.cSide.calls[key], "call"))
	for i := range d.p.C {
		if d.p.C[i].Name == key {
			n.Href = fmt.Sprintf("#%s-c%d", d.s.ID, i)
		}
	}
	for _, k := range marks {
		n.Marks = append(n.Marks, placedMark{k, n.X + markWidth/2, y})
		n.X += markWidth
		n.Title += "; " + k.What
	}
	if len(marks) > 0 {
		n.X += 3
	}
	return n
}

// shown returns as many marks as there is room for.
func shown(marks []mark, most int) []mark { return marks[:min(len(marks), most)] }

// shorten cuts the middle out of a name that is too long.
func shorten(name string, most int) string {
	r := []rune(name)
	if len(r) <= most {
		return name
	}
	head := most * 3 / 5
	return string(r[:head]) + "…" + string(r[len(r)-(most-head-1):])
}
