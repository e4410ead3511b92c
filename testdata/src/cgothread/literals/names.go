package literals

/*
static __thread int failed;
static int try(int n) { if (n < 0) { failed = n; return -1; } return 0; }
static int failure(void) { return failed; }
*/
import "C"

import _ "runtime"

// The import gives package runtime no name, and the parameter hides the name that package runtime would have.
func Hidden(n int32, runtime int) int {
	if C.try(C.int(n)) != 0 {
		return int(C.failure()) + runtime // want "C.failure reads the thread's failed, which C.try sets"
	}
	return 0
}
