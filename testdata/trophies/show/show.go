// Package show has what the programs beside it need to make a mistake visible.
package show

// #include <malloc.h>
//
// static size_t in_use(void) { return mallinfo2().uordblks; }
import "C"

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
)

// Leak calls f many times and prints how many bytes of C memory a call leaves
// behind. It ends the program with status 1 if a call leaves some.
func Leak(f func()) {
	const calls = 10000
	f() // what f allocates once and keeps is no leak
	before := int(C.in_use())
	for range calls {
		f()
	}
	// A finalizer may give back what a call has left to the collector.
	runtime.GC()
	runtime.GC()
	per := float64(int(C.in_use())-before) / calls
	fmt.Printf("%.0f bytes of C memory leaked by each call\n", per)
	if per >= 1 {
		os.Exit(1)
	}
}

// Collect runs the garbage collector all the time, until the program ends.
// Where the environment has COLLECT=off, the collector doesn't run at all: then
// what is collected too early makes no difference, and the program ends well.
func Collect() {
	if os.Getenv("COLLECT") == "off" {
		debug.SetGCPercent(-1)
		return
	}
	go func() {
		for {
			runtime.GC()
		}
	}()
}
