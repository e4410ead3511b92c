// Package functions has a global struct of lock, map and counter without a
// name; the ID is kept in the value. It is after crawshaw.io/sqlite, func.go.
package functions

/*
#include <stdint.h>
extern int funcTramp(uintptr_t, int);
extern void destroyTramp(uintptr_t);
static int call(uintptr_t app, int arg) { return funcTramp(app, arg); }
static void destroy(uintptr_t app) { destroyTramp(app); }
*/
import "C"

import (
	"sync"

	"example.com/globalmap/registries/goroutines"
)

type xfunc struct {
	id    int
	name  string
	xFunc func(arg int) int
}

var xfuncs = struct {
	mu   sync.RWMutex
	m    map[int]*xfunc
	next int
}{
	m: make(map[int]*xfunc),
}

func createFunction(name string, xFunc func(arg int) int) C.uintptr_t {
	x := &xfunc{
		name:  name,
		xFunc: xFunc,
	}

	xfuncs.mu.Lock()
	xfuncs.next++
	x.id = xfuncs.next
	xfuncs.m[x.id] = x
	xfuncs.mu.Unlock()

	return C.uintptr_t(x.id)
}

func getxfuncs(app C.uintptr_t) *xfunc { return lookup(uintptr(app)) }

func lookup(app uintptr) *xfunc {
	id := int(app)

	xfuncs.mu.RLock()
	x := xfuncs.m[id]
	xfuncs.mu.RUnlock()

	return x
}

//export funcTramp
func funcTramp(app C.uintptr_t, arg C.int) C.int {
	x := getxfuncs(app)
	return C.int(x.xFunc(int(arg)))
}

//export destroyTramp
func destroyTramp(app C.uintptr_t) {
	id := int(app)

	xfuncs.mu.Lock()
	delete(xfuncs.m, id)
	xfuncs.mu.Unlock()
}

// Run creates functions, and lets C call and destroy them.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			app := createFunction("f", func(arg int) int { return i*goroutines.Rounds + arg })
			sum += int(C.call(app, C.int(j)))
			C.destroy(app)
			if getxfuncs(app) == nil {
				sum++
			}
		}
		return sum
	})
}
