// Package dropped deletes what may be gone, which cgo.Handle.Delete would
// panic for.
package dropped

// #include <stdint.h>
import "C"

import "sync"

type job struct{ done bool }

var (
	mu      sync.Mutex
	jobs    = make(map[uintptr]*job) // want "map jobs and its ID counter lastJob share one lock"
	lastJob uintptr
)

func start(j *job) C.uintptr_t {
	mu.Lock()
	defer mu.Unlock()
	lastJob++
	jobs[lastJob] = j
	return C.uintptr_t(lastJob)
}

func (j *job) close(id C.uintptr_t) {
	mu.Lock()
	delete(jobs, uintptr(id))
	mu.Unlock()
}

//export goDone
func goDone(id C.uintptr_t) {
	mu.Lock()
	j := jobs[uintptr(id)]
	mu.Unlock()
	j.done = true
}
