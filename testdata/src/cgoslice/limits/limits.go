// Package limits has what the check does not see.
package limits

// static void *data(void) { static char d[8]; return d; }
import "C"

// The pointer to the array is kept in a variable.
func Data(n int) []byte {
	array := (*[1 << 30]byte)(C.data())
	return array[:n:n]
}
