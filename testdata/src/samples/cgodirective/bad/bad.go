// Package bad has the samples of the page of cgodirective that are reported.
package bad

/*
#cgo noescape sum
#cgo nocallback sum

static int *kept;

void goTurn(void);

static inline int sum(int *p) {
	kept = p;
	goTurn();
	return *p;
}
*/
import "C"

//export goTurn
func goTurn() {}

func Sum(x C.int) C.int { return C.sum(&x) }
