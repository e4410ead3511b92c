package suggest

/*
#include <dlfcn.h>
#include <stddef.h>

#cgo noescape marked
#cgo nocallback marked

typedef struct { int x, y; } point;

static void norm(point *p) { p->x = p->x < 0 ? -p->x : p->x; }
static void marked(point *p) { p->x = 0; }
static point *same(point *p) { return p; }
static point *saved;
static void save(point *p) { saved = p; }
extern void (*hook)(point *);
void (*hook)(point *);
static void hooked(point *p) { hook(p); }
static int plus(int a, int b) { return a + b; }
// What an object brings along runs when it is opened.
static void load(point *p) { p->x = dlopen("libpoint.so", RTLD_NOW) != NULL; }
*/
import "C"

func use(given *C.point) {
	var p C.point
	C.norm(given)
	C.norm(&p) // want "C.norm neither keeps its arguments nor calls back into Go"
	C.norm(&p)
	C.marked(&p)
	C.same(&p)
	C.save(given)
	C.hooked(&p)
	C.load(&p)
	C.plus(1, 2)
}
