//go:build go1.22

// Package limits has what the check does not see, or says too much about.
package limits

import (
	"sync"
	"unsafe"
)

var locks [8]sync.Mutex

// The key comes from another package.
func Lock(key uintptr) { locks[key%8].Lock() }

// A length that is not known is taken for a power of two, as it mostly is.
func lock(locks []sync.Mutex, p unsafe.Pointer) {
	locks[uintptr(p)%uintptr(len(locks))].Lock() // want "if the number of shards is a power of two, at most 1 in 8 is ever used"
}

func useSeven(p unsafe.Pointer) { lock(make([]sync.Mutex, 7), p) }

// A field that others can set, and numbers that come in steps from elsewhere.
type Page struct{ Offset uint64 }

func page(p *Page) { locks[p.Offset%8].Lock() }

func newPage(n uint64) *Page { return &Page{Offset: n * 4096} }
