// Package limits has what the check is known not to see.
package limits

// static void put(int x) { (void)x; }
import "C"

func put() {
	// That the reason says nothing is not seen.
	C.put(1) //cgolint:ignore cgoloop because

	// Nor is a word that nobody could know for a directive.
	C.put(2) //cgolint:ingore cgoloop it is known
}
