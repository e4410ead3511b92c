// Package reach has functions that C comes to.
package reach

/*
#include <stdint.h>
extern void onEvent(int n);
extern void onEach(int n);
static void each(void (*f)(int)) { for (int i = 0; i < 3; i++) f(i); }
static void event(void) { onEvent(1); }
static int plain(int n) { return n + 1; }
*/
import "C"

//export onEvent
func onEvent(n C.int) { // want "onEvent runs when C calls onEvent"
	handle(int(n))
	go spawned()
	later(func() { inLiteral() })
	func() { onTheSpot() }()
	defer func() { deferred() }()
}

func handle(n int) { nested(n) } // want "handle runs when C calls onEvent"

func nested(n int) { C.plain(C.int(n)) } // want "nested runs when C calls onEvent"

func spawned()       {}
func inLiteral()     {}
func later(f func()) {} // want "later runs when C calls onEvent"
func onTheSpot()     {} // want "onTheSpot runs when C calls onEvent"
func deferred()      {} // want "deferred runs when C calls onEvent"

//export onEach
func onEach(n C.int) {} // want "onEach runs when C calls onEach"

func Calls() {
	C.event()                    // want "C.event calls onEvent: yes" "C.event calls onEach: no"
	C.each((*[0]byte)(C.onEach)) // want "C.each calls onEvent: unknown|C.each calls onEvent: no" "C.each calls onEach: yes"
	_ = C.plain(1)               // want "C.plain calls onEvent: no" "C.plain calls onEach: no"
}
