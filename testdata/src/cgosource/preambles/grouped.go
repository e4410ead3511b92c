package preambles

import (
	"fmt"

	/*
		static int second(void) { return 2; } // want "function second"
	*/
	"C"
)

func g() C.int {
	fmt.Println()
	return C.second()
}
