// Package calls measures what it costs to cross between Go and C.
package calls

/*
#cgo CFLAGS: -O2
#cgo LDFLAGS: -lpthread
#include "calls.h"
*/
import "C"

import (
	"runtime/cgo"
	"unsafe"

	"github.com/cgolint/cgolint/registry"
)

// A Sum is what the callbacks add to.
type Sum struct{ n int }

var (
	sums registry.Registry[*Sum]
	// found is how the callbacks turn a handle into a Sum.
	found func(h uintptr) *Sum
	plain Sum
)

func noLookup(uintptr) *Sum { return &plain }

func fromRegistry(h uintptr) *Sum { return sums.Value(registry.Handle(h)) }

func fromCgo(h uintptr) *Sum { return cgo.Handle(h).Value().(*Sum) }

//export goItem
func goItem(h C.uintptr_t, item C.int) {
	found(uintptr(h)).n += int(item)
}

//export goItems
func goItems(h C.uintptr_t, items *C.int, n C.int) {
	s := found(uintptr(h))
	for _, item := range unsafe.Slice(items, n) {
		s.n += int(item)
	}
}

//go:noinline
func goEmpty(x int) int { return x + 1 }

func cEmpty(x int) int { return int(C.empty(C.int(x))) }

func cFill(items []C.int) { C.fill(&items[0], C.int(len(items))) }

func newItems(n int) []C.int { return make([]C.int, n) }

func callEach(h uintptr, n int) { C.call_each(C.uintptr_t(h), C.int(n)) }

func callBatch(h uintptr, n int) { C.call_batch(C.uintptr_t(h), C.int(n)) }

func callEachOnThread(h uintptr, n int) { C.call_each_on_thread(C.uintptr_t(h), C.int(n)) }

func itemFrom(x int) C.int { return C.int(x) }
