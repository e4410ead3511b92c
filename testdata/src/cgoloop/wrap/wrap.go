// Package wrap binds a C library for other packages.
package wrap

/*
static int put(int x) { return x; }
static double area(double w, double h) { return w * h; }
static int render(int x) {
	for (int i = 0; i < 100000; i++)
		x = x * 31 + i;
	return x;
}
*/
import "C"

import "os"

// A Writer hands numbers to C.
type Writer struct{ open bool }

func (w *Writer) Put(x int) { C.put(C.int(x)) }

func Area(w, h float64) float64 { return float64(C.area(C.double(w), C.double(h))) }

func Maybe(x int) {
	if x > 0 {
		C.put(C.int(x))
	}
}

// Render works long in C.
func Render(x int) int { return int(C.render(C.int(x))) }

// Save works long in Go.
func Save(x int) error {
	return os.WriteFile("saved", []byte{byte(C.put(C.int(x)))}, 0o600)
}
