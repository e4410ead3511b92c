// Package unnamed has functions that are named as those of a library, which
// nothing tells that it uses.
package unnamed

// typedef struct env env;
// int mdb_env_set_assert(env *e, void *assertion);
import "C"

import "unsafe"

func use(e *C.env, p unsafe.Pointer) {
	C.mdb_env_set_assert(e, p) // want `mdb_env_set_assert: nothing`
}
