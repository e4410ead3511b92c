// Package signature has functions that C calls by other prototypes than the
// Go functions have.
package signature

/*
#include <stdint.h>
typedef void (*message_fn)(void *data, int64_t n);
typedef void (*event_fn)(int64_t id, void *data);
extern void onMessage(void *data, int64_t n);
extern void onMessage64(void *data, int64_t n);
extern int onWeight(double w);
extern int onClose(int code);
extern int onCount(int kind);
extern void onStatus(int status);
extern void onEvent(int id, void *data);
#if 0
needs_version_8
#endif
extern void onLog(int level);
static message_fn message;
static event_fn event;
static void set_message(message_fn f) { message = f; }
static void set_event(event_fn f) { event = f; }
static int run(void) { onStatus(3); onLog(1); if (message) message(0, 1); if (event) event(2, 0); return onWeight(0.5) + onClose(1) + onCount(2); }
*/
import "C"

import "unsafe"

func Start() {
	C.set_message(C.message_fn(unsafe.Pointer(C.onMessage64)))
	C.set_event(C.event_fn(C.onEvent)) // want `onEvent takes id as C.int, of 4 bytes, but the type event_fn through which C calls it passes int64_t, of 8`
	C.run()
}

// The export is what is wrong here, and is reported itself.
func StartNarrow() { C.set_message(C.message_fn(C.onMessage)) }
