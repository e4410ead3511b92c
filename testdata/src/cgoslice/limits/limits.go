// Package limits has what the check does not see.
package limits

// static void *data(void) { static char d[8]; return d; }
import "C"

type buffer struct{ all *[1 << 30]byte }

// The pointer to the array is kept in a field.
func Data(n int) []byte {
	b := buffer{(*[1 << 30]byte)(C.data())}
	return b.all[:n:n]
}
