// Package shapes has C memory in places where not every statement can be
// added.
package shapes

/*
typedef struct { int n; } item;
static int length(const char *s) { int n = 0; while (s && s[n]) n++; return n; }
*/
import "C"

// The comment behind the function is not part of it.
func Line(s string) int { p := C.CString(s); return int(C.length(p)) } // want `p, which C.CString allocates, is never freed`

func Inner(s string) {
	func() { p := C.CString(s); C.length(p) }() // want `p, which C.CString allocates, is never freed`
}

func Shadowed(s string, unsafe bool) int {
	p := C.CString(s) // want `p, which C.CString allocates, is never freed`
	return int(C.length(p))
}

// The operation of a case takes no other statement.
func Receive(all []chan int, s string) int {
	select {
	case n := <-all[C.length(C.CString(s))]: // want `the C string that C.CString makes here is never freed`
		return n
	}
}

// What is received goes in the order of the arguments.
func Order(s chan string) int {
	return add(<-s, int(C.length(C.CString(<-s)))) // want `the C string that C.CString makes here is never freed`
}

func add(s string, n int) int { return len(s) + n }

// A variable must not be declared where goto jumps over it.
func Jump(s string) int {
	n := 0
	if s == "" {
		goto end
	}
	n = int(C.length(C.CString(s))) // want `the C string that C.CString makes here is never freed`
end:
	return n
}

// A goto makes a loop, in which deferred calls pile up.
func Again(s string) int {
	n := 0
again:
	p := C.CString(s) // want `p, which C.CString allocates, is never freed`
	n += int(C.length(p))
	if n < 100 {
		goto again
	}
	return n
}

// Each fix declares a variable of its own.
func Constants() bool {
	return C.length(C.CString("abc")) == C.length(C.CString("def")) // want `the C string that C.CString makes here is never freed` `the C string that C.CString makes here is never freed`
}

func Lines() {
	C.length(C.CString("abc")) // want `the C string that C.CString makes here is never freed`
	C.length(C.CString("def")) // want `the C string that C.CString makes here is never freed`
}
