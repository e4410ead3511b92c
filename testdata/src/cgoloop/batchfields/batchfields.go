// Package batchfields has loops over structs, and loops that make several calls
// for each element, which can be one call.
package batchfields

/*
#include <stdint.h>

#define OK 0

typedef struct path { double x, y, length; int32_t calls; } path;
typedef struct cell { int32_t row, column; } cell;

static void move(path *p, double x, double y) { p->length += x * x + y * y; p->calls++; }
static void pen(path *p, float width) { p->x = width; p->calls++; }
static void mark(path *p, int at) { p->y += at; p->calls++; }
static double get_x(path *p, int at) { p->calls++; return p->x + at; }
static double get_y(path *p, int at) { p->calls++; return p->y * at; }
static int point_at(path *p, int at, double *x, double *y) { *x = p->x + at; *y = p->y - at; return at < 100 ? OK : 7; }
static void cell_at(path *p, int at, cell *c) { if (p->calls > 0) c->row = at; c->column = -at; }
static int weigh(int x) { return 3 * x; }
static unsigned unsign(unsigned x) { return x / 2; }
*/
import "C"

import "fmt"

type Point struct {
	X, Y  float64
	Width float32
	Index int
}

type Pair struct{ X, Y float64 }

func newPath() *C.path { return &C.path{x: 1, y: 2} }

func weights(xs []int) []int {
	ys := make([]int, len(xs))
	for i, x := range xs {
		ys[i] = int(C.weigh(C.int(x))) // want `C.weigh crosses`
	}
	return ys
}

func halves(xs []uint) (sum uint) {
	for _, x := range xs {
		sum += uint(C.unsign(C.uint(x))) // want `C.unsign crosses`
	}
	return sum
}

func moveAll(p *C.path, points []Point) {
	for _, q := range points {
		C.move(p, C.double(q.X), C.double(q.Y)) // want `C.move crosses`
	}
}

func drawAll(p *C.path, points []Point) {
	for i := range points {
		// Each has a pen of its own.
		C.pen(p, C.float(points[i].Width)) // want `C.pen, C.move and C.mark cross`
		C.move(p, C.double(points[i].X), C.double(points[i].Y))
		C.mark(p, C.int(points[i].Index))
	}
}

func readX(p *C.path, points []Point) {
	for i := range points {
		points[i].X = float64(C.get_x(p, C.int(i))) // want `C.get_x crosses`
	}
}

// The index has a variable of its own.
func readAt(p *C.path, points []Point) {
	for i := range points {
		at := C.int(i)
		points[i].X = float64(C.get_x(p, at)) // want `C.get_x and C.get_y cross`
		points[i].Y = float64(C.get_y(p, at))
	}
}

func readBoth(p *C.path, n int) []Pair {
	pairs := make([]Pair, n)
	for i := 0; i < n; i++ {
		pairs[i] = Pair{X: float64(C.get_x(p, C.int(i))), Y: float64(C.get_y(p, C.int(i)))} // want `C.get_x and C.get_y cross`
	}
	return pairs
}

func appendBoth(p *C.path, n int) []Point {
	var points []Point
	for i := 0; i < n; i++ {
		points = append(points, Point{X: float64(C.get_x(p, C.int(i))), Y: float64(C.get_y(p, C.int(i)))}) // want `C.get_x and C.get_y cross`
	}
	return points
}

func outParameters(p *C.path, xs, ys []float64) {
	for i := range xs {
		var x, y C.double
		C.point_at(p, C.int(i), &x, &y) // want `C.point_at crosses`
		xs[i] = float64(x)
		ys[i] = float64(y)
	}
}

func outChecked(p *C.path, points []Point) error {
	for i := range points {
		var x, y C.double
		if rc := C.point_at(p, C.int(i), &x, &y); rc != C.OK { // want `C.point_at crosses`
			return fmt.Errorf("point %d: %d", i, int(rc))
		}
		points[i].X = float64(x)
		points[i].Y = float64(y)
	}
	return nil
}

func outStructs(p *C.path, rows []int32) {
	for i := range rows {
		var cell C.cell
		C.cell_at(p, C.int(i), &cell) // want `C.cell_at crosses`
		rows[i] = int32(cell.row)
	}
}

func twice(p *C.path, xs, ys []float64) {
	for i := range xs {
		x := C.get_x(p, C.int(i)) // want `C.get_x crosses`
		xs[i] = float64(x)
		ys[i] = float64(x)
	}
}
