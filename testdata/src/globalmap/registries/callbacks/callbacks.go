// Package callbacks has variables of the package: map, lock and counter. It
// is after libvirt.org/go/libvirt, callbacks.go: the counter skips what is in
// use, and C frees an ID.
package callbacks

/*
extern void freeCallbackId(int);
extern int runCallback(int);
static int run(long id) { return runCallback((int)id); }
static void forget(long id) { freeCallbackId((int)id); }
*/
import "C"

import (
	"sync"

	"example.com/globalmap/registries/goroutines"
)

const firstGoCallbackID int = 100

// No fix: a locked region uses anything else that may change, another map or a counter that starts over or skips numbers

var goCallbackLock sync.RWMutex
var goCallbacks = make(map[int]interface{})
var nextGoCallbackID int = firstGoCallbackID

//export freeCallbackId
func freeCallbackId(goCallbackID C.int) {
	goCallbackLock.Lock()
	defer goCallbackLock.Unlock()
	delete(goCallbacks, int(goCallbackID))
}

func getCallbackID(goCallbackID int) interface{} {
	goCallbackLock.RLock()
	defer goCallbackLock.RUnlock()
	ctx := goCallbacks[goCallbackID]
	if ctx == nil {
		panic("callback arrived after freeCallbackId was called")
	}
	return ctx
}

func registerCallbackID(ctx interface{}) int {
	goCallbackLock.Lock()
	defer goCallbackLock.Unlock()
	goCallBackID := nextGoCallbackID
	nextGoCallbackID++
	for goCallbacks[nextGoCallbackID] != nil {
		nextGoCallbackID++
	}
	goCallbacks[goCallBackID] = ctx
	return goCallBackID
}

//export runCallback
func runCallback(id C.int) C.int {
	return C.int(getCallbackID(int(id)).(func() int)())
}

// Run registers, calls and frees callbacks.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			id := registerCallbackID(func() int { return i*goroutines.Rounds + j })
			sum += int(C.run(C.long(id)))
			C.forget(C.long(id))
		}
		return sum
	})
}
