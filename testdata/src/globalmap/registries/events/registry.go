// Package events has a type with an embedded lock, a counter and methods in
// another file, behind a pointer. It is after github.com/adrg/libvlc-go,
// event_registry.go.
package events

/*
#include <stdint.h>
extern int eventDispatch(uint64_t);
static int dispatch(uint64_t id) { return eventDispatch(id); }
*/
import "C"

import (
	"sync"

	"example.com/globalmap/registries/goroutines"
)

// EventID uniquely identifies a registered event.
type EventID uint64

type eventContext struct {
	event    int
	callback func(event int) int
}

type eventRegistry struct {
	sync.RWMutex

	contexts map[EventID]*eventContext
	sequence EventID
}

func newEventRegistry() *eventRegistry {
	return &eventRegistry{
		contexts: map[EventID]*eventContext{},
	}
}

var registry = newEventRegistry()

//export eventDispatch
func eventDispatch(id C.uint64_t) C.int {
	ctx, ok := registry.get(EventID(id))
	if !ok {
		return -1
	}
	return C.int(ctx.callback(ctx.event))
}

// Run registers events and lets C dispatch them.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			id := registry.add(j, func(event int) int { return i + event })
			sum += int(C.dispatch(C.uint64_t(id)))
			registry.remove(id)
			sum += int(C.dispatch(C.uint64_t(id)))
		}
		return sum
	})
}
