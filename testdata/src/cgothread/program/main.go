// Command program reads the error of a call on another thread than it was left
// on.
package main

/*
static __thread int last_error;
static int fail(int n) { last_error = n; return -1; }
static int get_last_error(void) { return last_error; }
*/
import "C"

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
)

var wrong atomic.Int64

func call(n int) {
	C.fail(C.int(n))
	runtime.Gosched()                 // as the scheduler does at any time
	if int(C.get_last_error()) != n { // want "^C.get_last_error reads the thread's last_error, which C.fail sets: "
		wrong.Add(1)
	}
}

func main() {
	runtime.GOMAXPROCS(4)
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			for range 20_000 {
				call(n + 1)
			}
		})
	}
	all.Wait()
	if wrong.Load() > 0 {
		fmt.Println("errors of other calls:", wrong.Load())
		os.Exit(1)
	}
	fmt.Println("all errors were those of the call")
}
