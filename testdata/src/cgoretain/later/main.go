// Command later is called back by a thread of C, after a collection.
package main

/*
#cgo LDFLAGS: -pthread
#include <pthread.h>

#define JOBS 256
static void *jobs[JOBS];
static int n;

static void schedule(void *user) { jobs[n++] = user; }

void goJob(void *user, int i);

static void *run(void *unused) {
	for (int i = 0; i < n; i++) goJob(jobs[i], i);
	return 0;
}

static void run_all(void) {
	pthread_t t;
	if (pthread_create(&t, 0, run, 0) == 0) pthread_join(t, 0);
}
*/
import "C"

import (
	"fmt"
	"os"
	"runtime"
	"unsafe"
)

type job struct{ id, check [4]uint64 }

func schedule(id int) {
	j := &job{id: [4]uint64{uint64(id)}}
	C.schedule(unsafe.Pointer(j)) // want `C.schedule keeps j in the global jobs`
}

var wrong int

//export goJob
func goJob(user unsafe.Pointer, i C.int) {
	j := (*job)(user)
	if j.id[0] != uint64(i) || j.check[0] != 0 {
		wrong++
	}
}

// others take the memory that is free after a collection.
var others []*job

func main() {
	for i := range 256 {
		schedule(i)
	}
	for range 3 {
		runtime.GC()
	}
	for range 1 << 16 {
		others = append(others, &job{check: [4]uint64{1}})
	}
	C.run_all()
	if wrong > 0 {
		fmt.Println("C gave back", wrong, "jobs that are something else")
		os.Exit(1)
	}
	fmt.Println("all jobs done")
}
