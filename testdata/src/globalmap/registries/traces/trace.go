// Package traces has a map of values, which refuses a second insertion and is
// popped from. It is after github.com/mattn/go-sqlite3, sqlite3_trace.go.
package traces

/*
#include <stdint.h>
extern int traceCallback(uintptr_t, int);
static int step(uintptr_t conn, int event) { return traceCallback(conn, event); }
*/
import "C"

import (
	"fmt"
	"sync"

	"example.com/globalmap/registries/goroutines"
)

type traceConfig struct {
	callback  func(event int) int
	eventMask uint32
}

type traceMapEntry struct {
	config traceConfig
}

var traceMapLock sync.Mutex
var traceMap = make(map[uintptr]traceMapEntry)

func addTraceMapping(connHandle uintptr, traceConf traceConfig) {
	traceMapLock.Lock()
	defer traceMapLock.Unlock()

	oldEntryCopy, found := traceMap[connHandle]
	if found {
		panic(fmt.Sprintf("handle 0x%x already registered (%v)", connHandle, oldEntryCopy.config.eventMask))
	}
	traceMap[connHandle] = traceMapEntry{config: traceConf}
}

func lookupTraceMapping(connHandle uintptr) (traceConfig, bool) {
	traceMapLock.Lock()
	defer traceMapLock.Unlock()

	entryCopy, found := traceMap[connHandle]
	return entryCopy.config, found
}

func popTraceMapping(connHandle uintptr) (traceConfig, bool) {
	traceMapLock.Lock()
	defer traceMapLock.Unlock()

	entryCopy, found := traceMap[connHandle]
	if found {
		delete(traceMap, connHandle)
	}
	return entryCopy.config, found
}

//export traceCallback
func traceCallback(conn C.uintptr_t, event C.int) C.int {
	config, ok := lookupTraceMapping(uintptr(conn))
	if !ok {
		return 0
	}
	return C.int(config.callback(int(event)))
}

// Run traces connections.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			conn := uintptr(i*goroutines.Rounds+j) * 4096
			addTraceMapping(conn, traceConfig{func(event int) int { return i + event }, 1})
			sum += int(C.step(C.uintptr_t(conn), C.int(j)))
			if _, ok := popTraceMapping(conn); !ok {
				panic("a trace is gone")
			}
			sum += int(C.step(C.uintptr_t(conn), C.int(j)))
		}
		return sum
	})
}
