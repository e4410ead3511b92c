// Command program makes a slice of nothing.
package main

// static void *list(int *n) { *n = 0; return 0; }
import "C"

import "fmt"

func main() {
	var n C.int
	p := C.list(&n)
	fmt.Println("entries:", len((*[1 << 20]int32)(p)[:n:n])) // want `the array of 1 << 20 elements does not exist`
}
