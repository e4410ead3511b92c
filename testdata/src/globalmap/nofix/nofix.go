// Package nofix has maps that cannot be rebuilt.
package nofix

// static int call(int n) { return n; }
import "C"

import (
	"sync"
	"unsafe"
)

// Two maps change together.
var (
	twoMu  sync.Mutex
	byPtr  = map[unsafe.Pointer]int{} // want "map byPtr has one lock, twoMu,"
	byName = map[string]unsafe.Pointer{}
)

func addTwo(p unsafe.Pointer, name string, n int) {
	twoMu.Lock()
	defer twoMu.Unlock()
	byPtr[p] = n
	byName[name] = p
}

func getTwo(name string) int {
	twoMu.Lock()
	defer twoMu.Unlock()
	return byPtr[byName[name]]
}

// An element changes in place.
var (
	countMu sync.Mutex
	counts  = map[uintptr]int{} // want "map counts has one lock, countMu,"
)

func count(p uintptr) {
	countMu.Lock()
	counts[p]++
	countMu.Unlock()
}

func counted(p uintptr) int {
	countMu.Lock()
	defer countMu.Unlock()
	return counts[p]
}

// C runs under the lock, which may be what keeps its calls apart.
var (
	callMu sync.Mutex
	calls  = map[uintptr]C.int{} // want "map calls has one lock, callMu,"
)

func call(p uintptr) C.int {
	callMu.Lock()
	defer callMu.Unlock()
	n, ok := calls[p]
	if !ok {
		n = C.call(1)
		calls[p] = n
	}
	return n
}

// A lookup without the lock.
var (
	strayMu sync.Mutex
	strays  = map[uintptr]string{} // want "map strays has one lock, strayMu,"
)

func addStray(p uintptr, s string) {
	strayMu.Lock()
	strays[p] = s
	strayMu.Unlock()
}

func removeStray(p uintptr) {
	strayMu.Lock()
	delete(strays, p)
	strayMu.Unlock()
}

func waitingStray(p uintptr) string {
	strayMu.Lock()
	defer strayMu.Unlock()
	return strays[p]
}

func stray(p uintptr) string { return strays[p] }

// A type with a name of its own.
type table map[uintptr]string

var (
	tableMu sync.Mutex
	names   = table{} // want "map names has one lock, tableMu,"
)

func addName(p uintptr, s string) {
	tableMu.Lock()
	names[p] = s
	tableMu.Unlock()
}

func name(p uintptr) string {
	tableMu.Lock()
	defer tableMu.Unlock()
	return names[p]
}

// Others can use it.
var (
	Mu       sync.Mutex
	Exported = map[uintptr]string{} // want "map Exported has one lock, Mu,"
)

func addExported(p uintptr, s string) {
	Mu.Lock()
	Exported[p] = s
	Mu.Unlock()
}

func exported(p uintptr) string {
	Mu.Lock()
	defer Mu.Unlock()
	return Exported[p]
}

// The map is handed to somebody.
var (
	givenMu sync.Mutex
	given   = map[uintptr]string{} // want "map given has one lock, givenMu,"
)

func give(f func(map[uintptr]string)) {
	givenMu.Lock()
	defer givenMu.Unlock()
	f(given)
}

func addGiven(p uintptr, s string) {
	givenMu.Lock()
	given[p] = s
	givenMu.Unlock()
}

func getGiven(p uintptr) string {
	givenMu.Lock()
	defer givenMu.Unlock()
	return given[p]
}

// It starts with something.
var (
	filledMu sync.Mutex
	filled   = map[uintptr]string{1: "one"} // want "map filled has one lock, filledMu,"
)

func addFilled(p uintptr, s string) {
	filledMu.Lock()
	filled[p] = s
	filledMu.Unlock()
}

func getFilled(p uintptr) string {
	filledMu.Lock()
	defer filledMu.Unlock()
	return filled[p]
}
