// Package handlefiles has what C gives back in another file.
package handlefiles

/*
#include <stdlib.h>

typedef struct {
	void (*done)(void *);
	void (*progress)(void *, int);
	void *user;
} hooks;

typedef struct { hooks h; } worker;

static worker *worker_new(const hooks *h) {
	worker *w = calloc(1, sizeof *w);
	w->h = *h;
	return w;
}
static void worker_set_user(worker *w, void *user) { w->h.user = user; }
static void worker_remove_user(worker *w, void *user) { if (w->h.user == user) w->h.user = 0; }
static void worker_run(worker *w) { w->h.progress(w->h.user, 50); w->h.done(w->h.user); }

void goDone(void *);
void goProgress(void *, int);
*/
import "C"

import "unsafe"

// A job is what C works at.
type job struct {
	worker  *C.worker
	percent int
	done    func()
}

func (j *job) start() {
	user := unsafe.Pointer(j)
	C.worker_set_user(j.worker, user) // want `C.worker_set_user keeps user in what j.worker points to`
}

func (j *job) run() { C.worker_run(j.worker) }

func (j *job) stop() {
	C.worker_remove_user(j.worker, unsafe.Pointer(j))
	j.done = nil
}
