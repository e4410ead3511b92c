package negative

// static void fill(char *p) { *p = 0; }
import "C"

// A record may have 16 bytes, which its T says.
type record[T any] struct {
	name [8]C.char
	data T
}

func (r *record[T]) String() string {
	C.fill(&r.name[0])
	return C.GoStringN(&r.name[0], 16)
}

// Record returns all of one.
func Record() string { return new(record[int64]).String() }
