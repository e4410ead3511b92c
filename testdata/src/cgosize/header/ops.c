#include "ops.h"
#include "_cgo_export.h"

void run(const ops *o) { o->done(1LL << 40, 0.5); }
void set_done(done_fn done) { done(1LL << 40, 0.5); }
void install(void)
{
	ops o = {
		.read = (read_fn)goRead,
		.done = (done_fn)goDone,
		.seek = (int (*)(void *, int64_t, int))goSeek,
	};
	run(&o);
}
