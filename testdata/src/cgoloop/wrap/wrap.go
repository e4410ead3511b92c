// Package wrap binds a C library for other packages.
package wrap

// static int put(int x) { return x; }
// static double area(double w, double h) { return w * h; }
import "C"

// A Writer hands numbers to C.
type Writer struct{ open bool }

func (w *Writer) Put(x int) { C.put(C.int(x)) }

func Area(w, h float64) float64 { return float64(C.area(C.double(w), C.double(h))) }

func Maybe(x int) {
	if x > 0 {
		C.put(C.int(x))
	}
}
