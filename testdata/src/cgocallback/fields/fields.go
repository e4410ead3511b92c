// Package fields keeps Go functions in fields and variables of C, which call
// them once per element.
package fields

/*
typedef void (*visitor)(int, void *);

extern void goVisit(int i, void *user);
extern double goMap(double x);
extern double goFold(double x);
extern int goAccept(int x);

static visitor visit;
static void *visit_user;
static void set_visitor(visitor v, void *user) { visit = v; visit_user = user; }
static void install(void *user) { set_visitor(goVisit, user); }
static void walk(int n) { for (int i = 0; i < n; i++) visit(i, visit_user); } // want "this C loop calls back into Go once per element through visit: each iteration crosses from C to Go to run goVisit"

// A table of operations, by its initializer.
struct ops { int version; double (*map)(double); void (*done)(void); };
static void c_done(void) {}
static struct ops ops = { 1, goMap, c_done };
static void apply(double *x, int n) {
	for (int i = 0; i < n; i++)
		x[i] = ops.map(x[i]); // want "this C loop calls back into Go once per element: each iteration crosses from C to Go to run goMap"
	for (int i = 0; i < n; i++)
		ops.done();
}

// A field that C sets.
struct folder { double (*fold)(double); };
static void folder_init(struct folder *f) { f->fold = goFold; }
static void folder_run(struct folder *f, double *x, int n) {
	for (int i = 0; i < n; i++)
		x[i] = f->fold(x[i]); // want "this C loop calls back into Go once per element through fold: each iteration crosses from C to Go to run goFold"
}

// A field that Go sets.
struct filter { int (*accept)(int); int hits; };
static void filter_run(struct filter *f, int n) {
	for (int i = 0; i < n; i++)
		f->hits += f->accept(i); // want "this C loop calls back into Go once per element through accept: each iteration crosses from C to Go to run goAccept"
}

// Functions of C are stored here as well: which one runs is not known.
struct scaler { double (*scale)(double); };
static double twice(double x) { return 2 * x; }
static void scaler_init(struct scaler *s, int go) { if (go) s->scale = goMap; else s->scale = twice; }
static void scaler_run(struct scaler *s, double *x, int n) {
	for (int i = 0; i < n; i++)
		x[i] = s->scale(x[i]);
}
*/
import "C"

import "unsafe"

var visited int

//export goVisit
func goVisit(i C.int, user unsafe.Pointer) { visited += int(i) }

//export goMap
func goMap(x C.double) C.double { return x + 1 }

//export goFold
func goFold(x C.double) C.double { return x * x }

//export goAccept
func goAccept(x C.int) C.int { return x & 1 }

func walk(n int) int {
	C.install(nil)
	C.walk(C.int(n))
	return visited
}

func apply(xs []float64) {
	p, n := (*C.double)(unsafe.SliceData(xs)), C.int(len(xs))
	C.apply(p, n)
	var f C.struct_folder
	C.folder_init(&f)
	C.folder_run(&f, p, n)
	var s C.struct_scaler
	C.scaler_init(&s, 1)
	C.scaler_run(&s, p, n)
}

func filter(n int) int {
	f := C.struct_filter{accept: (*[0]byte)(C.goAccept)}
	C.filter_run(&f, C.int(n))
	return int(f.hits)
}
