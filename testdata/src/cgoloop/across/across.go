// Package across does not use cgo; what it calls in loops does.
package across

import "example.com/cgoloop/wrap"

func total(rects [][2]float64) (sum float64) {
	for _, r := range rects {
		sum += wrap.Area(r[0], r[1]) // want `^wrap.Area \(by C.area\) crosses into C once per element of rects: one call with all elements would cross once$`
	}
	return sum
}

func putAll(w *wrap.Writer, xs []int) {
	for _, x := range xs {
		w.Put(x) // want `^Writer.Put \(by C.put\) crosses into C once per element of xs`
		wrap.Maybe(x)
	}
}

func put(w *wrap.Writer, x int) { w.Put(x) }

func byHelper(w *wrap.Writer, xs []int) {
	for _, x := range xs {
		put(w, x) // want `^put \(by C.put\) crosses`
	}
}

func maybe(xs []int) {
	for _, x := range xs {
		wrap.Maybe(x)
	}
}

// What the wrappers do takes long.
func long(xs []int) {
	for _, x := range xs {
		wrap.Render(x)
	}
	for _, x := range xs {
		wrap.Save(x)
	}
}
