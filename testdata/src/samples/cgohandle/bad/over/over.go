// Package over stores a handle over another.
package over

/*
#include <stdint.h>
extern void goFrame(uintptr_t h, int n);
typedef struct { uintptr_t h; } player;
static inline void on_frame(player *p, uintptr_t h) { p->h = h; goFrame(h, 1); }
*/
import "C"

import "runtime/cgo"

//export goFrame
func goFrame(h C.uintptr_t, n C.int) { cgo.Handle(h).Value().(func(int))(int(n)) }

type Player struct {
	c     *C.player
	frame cgo.Handle
}

func (p *Player) OnFrame(f func(int)) {
	p.frame = cgo.NewHandle(f) // the handle before is never deleted
	C.on_frame(p.c, C.uintptr_t(p.frame))
}

func (p *Player) Close() { p.frame.Delete() }
