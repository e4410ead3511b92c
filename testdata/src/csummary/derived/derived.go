// Package derived uses a library whose contracts are derived from its sources:
// its header is included.
package derived

// #include "lmdb.h"
import "C"

import "unsafe"

func use(e *C.env, p unsafe.Pointer) {
	C.mdb_env_set_assert(e, p)  // want `mdb_env_set_assert: 1 does not escape, 2 kept in mdb_env_set_assert until mdb_env_close`
	C.mdb_env_info(e, p, 1)     // want `mdb_env_info: nothing`
	C.mdb_cursor_renew(e, 1)    // want `mdb_cursor_renew: nothing`
	C.mdb_env_set_userctx(e, p) // want `mdb_env_set_userctx: 1 does not escape, 2 kept in mdb_env_set_userctx`
}
