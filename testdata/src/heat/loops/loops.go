// Package loops has functions and loops that run often, seldom, and who knows
// how often.
package loops

// extern void step(int i);
import "C"

const rounds = 4

// By the number of turns.
func constant() {
	for i := range rounds { // want "^cold: the loop runs 4 times$"
		C.step(C.int(i))
	}
	for i := 0; i < 1000; i++ { // want "^hot: the loop runs 1000 times$"
		C.step(C.int(i))
	}
	for i := range 20 { // want "^unknown$"
		C.step(C.int(i))
	}
}

type point struct{ X, Y float64 }

// By the type of the elements.
func elements(p []point, s string, some []error) {
	for range p { // want "^hot: the loop runs once per element of p, which holds numbers$"
		C.step(0)
	}
	for range s { // want "^hot: the loop runs once per character of s$"
		C.step(0)
	}
	for range some { // want "^unknown$"
		C.step(0)
	}
}

type image struct{ width, height, monitors int }

// By the names of what is counted.
func names(img *image, devices []int, n int) {
	for range img.width { // want "^hot: img.width is a large number, judging by its name$"
		C.step(0)
	}
	for i := 0; i < img.monitors; i++ { // want "^cold: img.monitors is a small number, judging by its name$"
		C.step(0)
	}
	for range devices { // want "^cold: devices is a small number, judging by its name$"
		C.step(0)
	}
	for range n { // want "^unknown$"
		C.step(0)
	}
}

// By what a variable is, when it has one value.
func variable(img *image, quick bool) {
	n := img.width * img.height
	for range n { // want `^hot: the loop runs img.width \* img.height times$`
		C.step(0)
	}
	m := 3
	if !quick {
		m = 1 << 20
	}
	for range m { // want "^unknown$"
		C.step(0)
	}
}

// A loop in a hot one is hot.
func nested(img *image, n int) {
	for range img.height { // want "^hot: img.height is a large number, judging by its name$"
		for range n { // want "^hot: img.height is a large number, judging by its name$"
			C.step(0)
		}
	}
	for range n { // want "^unknown$"
		for range n { // want "^unknown$"
			C.step(0)
		}
	}
}

// Of a function that sets something up, a loop of which nothing is known runs
// seldom, and so does one of what only such functions call.
func newTable(n int) { // want "^newTable: cold: newTable runs seldom, judging by its name$"
	for range n { // want "^cold: newTable runs seldom, judging by its name$"
		C.step(0)
	}
	fill(n)
}

func fill(n int) { // want "^fill: cold: newTable runs seldom, judging by its name$"
	for range n { // want "^cold: newTable runs seldom, judging by its name$"
		C.step(0)
	}
}

// C calls goSample for each sample, and goError hardly ever.
//
//export goSample
func goSample() {} // want "^goSample: hot: C calls goSample$"

//export goError
func goError() {} // want "^goError: cold: C calls goError seldom, judging by its name$"
