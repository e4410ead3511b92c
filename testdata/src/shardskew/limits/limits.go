// Package limits has what the check does not see, or says too much about.
package limits

import (
	"sync"
	"unsafe"
)

var locks [8]sync.Mutex

// The number of shards is not known.
func lock(locks []sync.Mutex, p unsafe.Pointer) {
	locks[uintptr(p)%uintptr(len(locks))].Lock()
}

// The key comes from another package.
func Lock(key uintptr) { locks[key%8].Lock() }

// Elements of one array: their addresses differ by their size, 20 bytes, not
// by that of memory that is allocated for one, 24 bytes. Two of the shards are
// used.
type element struct{ a, b, c, d, e int32 }

func elements(list []element) {
	for i := range list {
		p := uintptr(unsafe.Pointer(&list[i]))
		locks[p%8].Lock() // want "p varies only in steps of 8: all keys meet in 1 of 8 shards"
	}
}
