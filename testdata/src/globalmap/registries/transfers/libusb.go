// Package transfers has a global struct without a name with an embedded lock.
// It is after github.com/google/gousb, libusb.go.
package transfers

/*
#include <stdlib.h>
struct transfer { int length; };
extern void xferCallback(struct transfer *);
static struct transfer *alloc(void) { return calloc(1, sizeof(struct transfer)); }
static void submit(struct transfer *t) { t->length = 7; xferCallback(t); }
static void release(struct transfer *t) { free(t); }
*/
import "C"

import (
	"sync"

	"example.com/globalmap/registries/goroutines"
)

type libusbTransfer C.struct_transfer

// xferDoneMap keeps a map of done callback channels for all allocated transfers.
var xferDoneMap = struct {
	m map[*libusbTransfer]chan struct{}
	sync.RWMutex
}{
	m: make(map[*libusbTransfer]chan struct{}),
}

//export xferCallback
func xferCallback(xfer *C.struct_transfer) {
	xferDoneMap.RLock()
	ch := xferDoneMap.m[(*libusbTransfer)(xfer)]
	xferDoneMap.RUnlock()
	ch <- struct{}{}
}

func alloc(done chan struct{}) *libusbTransfer {
	xfer := (*libusbTransfer)(C.alloc())
	xferDoneMap.Lock()
	xferDoneMap.m[xfer] = done
	xferDoneMap.Unlock()
	return xfer
}

func free(xfer *libusbTransfer) {
	xferDoneMap.Lock()
	delete(xferDoneMap.m, xfer)
	xferDoneMap.Unlock()
	C.release((*C.struct_transfer)(xfer))
}

// Run submits transfers and waits for each.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		done := make(chan struct{}, 1)
		for range goroutines.Rounds {
			xfer := alloc(done)
			C.submit((*C.struct_transfer)(xfer))
			<-done
			sum += i + int(xfer.length)
			free(xfer)
		}
		return sum
	})
}
