// Package nolock keeps callbacks in maps that no lock guards.
package nolock

/*
#include <pthread.h>
#include <stdint.h>
struct model;
void model_run(struct model *m, void *user);
extern void goSegment(void *user, int n);
extern void goMessage(int id);
extern void goError(char *text);
unsigned long self(void);
extern void goSample(int n);
extern void goKey(int code, char *name);
extern void goFound(char *name);
int find(const char *pattern);

static void *sample(void *unused) { for (int i = 0; i < 100; i++) goSample(i); return 0; }
static void start(void) { pthread_t t; pthread_create(&t, 0, sample, 0); }
*/
import "C"

import (
	"runtime"
	"unsafe"
)

var segments = make(map[unsafe.Pointer]func(int))

type Model C.struct_model

func (m *Model) Run(f func(int)) {
	register(m, f)
	defer register(m, nil)
	C.model_run((*C.struct_model)(m), unsafe.Pointer(m))
}

// Two models that run at the same time write at the same time.
func register(m *Model, f func(int)) {
	if f == nil {
		delete(segments, unsafe.Pointer(m))
	} else {
		segments[unsafe.Pointer(m)] = f
	}
}

//export goSegment
func goSegment(user unsafe.Pointer, n C.int) {
	if f, ok := segments[user]; ok { // want "^goSegment looks into segments, which register deletes from, and no lock guards it: C calls goSegment on any thread, and a map that is read during a write ends the program$"
		f(int(n))
	}
}

// A struct of which there is one.
var inbox struct {
	handlers map[int]func()
}

func Handle(id int, f func()) {
	if inbox.handlers == nil {
		inbox.handlers = make(map[int]func())
	}
	inbox.handlers[id] = f
}

func Ignore(id int) { delete(inbox.handlers, id) }

//export goMessage
func goMessage(id C.int) {
	inbox.handlers[int(id)]() // want "^goMessage looks into handlers, which Handle inserts into, and no lock guards it: "
}

// A map by thread is a map of all threads.
var errs = make(map[C.ulong][]string)

func Parse(f func()) []string {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	id := C.self()
	defer delete(errs, id)
	f()
	return errs[id]
}

//export goError
func goError(text *C.char) {
	id := C.self()
	errs[id] = append(errs[id], C.GoString(text)) // want "^goError looks into errs, which Parse deletes from, and no lock guards it: "
}

// C starts a thread that calls: what registers at any time is in its way.
var sinks = map[string]func(int){}

func AddSink(name string, f func(int)) { sinks[name] = f }

func Start() { C.start() }

//export goSample
func goSample(n C.int) {
	for _, f := range sinks { // want "^goSample goes through sinks, which AddSink inserts into, and no lock guards it: "
		f(int(n))
	}
}

// What an event tells is looked up at any time.
var keyNames = map[int]string{0: "none"}

//export goKey
func goKey(code C.int, name *C.char) {
	keyNames[int(code)] = C.GoString(name) // want "^goKey inserts into keyNames, which KeyName looks into, and no lock guards it: C calls goKey on any thread, and a map that is read during a write ends the program$"
}

func KeyName(code int) string { return keyNames[code] }

// What is found is for the function that waits for it.
var found map[string]bool

//export goFound
func goFound(name *C.char) { found[C.GoString(name)] = true }

func Find(pattern *C.char) map[string]bool {
	found = make(map[string]bool)
	C.find(pattern)
	return found
}
