package handlelist

/*
#include <stdlib.h>
extern int progress(void *);
static int call2(void *handle) { return progress(handle); }
*/
import "C"

import (
	"unsafe"

	"example.com/globalmap/registries/goroutines"
)

var pointerHandles *HandleList

func init() { pointerHandles = NewHandleList() }

//export progress
func progress(handle unsafe.Pointer) C.int { return C.int(pointerHandles.Get(handle).(int)) }

// Run tracks values, lets C ask for them, and clears the list in the end.
func Run(n int) int {
	sum := goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			h := pointerHandles.Track(i*goroutines.Rounds + j)
			sum += int(C.call2(h))
			if j%2 == 0 {
				pointerHandles.Untrack(h)
			}
		}
		return sum
	})
	pointerHandles.Clear()
	return sum
}
