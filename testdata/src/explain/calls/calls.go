// Package calls has calls of C of which something is known, or nothing.
package calls

/*
#include <stdlib.h>

typedef struct node { struct node *next; } node;

static node *kept;
static void keep(node *n) { kept = n; }
static int look(const node *n) { return n->next != NULL; }
void submit_job(void *p);

typedef struct cookie *cookie_t;
int cookie_eat(cookie_t c);
typedef void (*eaten)(void);
void cookie_then(eaten f);
void crumbs(void);
*/
import "C"

import "unsafe"

func Keep() {
	n := new(C.node)
	C.keep(n) // want `^keep in Keep; by code; n is Go memory, made here, C keeps it in the global kept, .*: C keeps Go memory, which cgo allows only while it is pinned \(cgoretain\)$`
}

func Look(n *C.node) bool {
	return C.look(n) != 0 // want `^look in Look; by code; n is what the callers of Look pass as n, C does not keep it \(proven from its code\), .*: C does not keep it, which is all that cgo asks$`
}

func Submit(b []byte) {
	C.submit_job(unsafe.Pointer(&b[0])) // want `^submit_job in Submit; unsafe.Pointer\(&b\[0\]\) is what the callers of Submit pass as b, C : .* that is not known, so nothing is reported; //cgolint:contract submit_job 1 not retained$`
}

func Text(s string) {
	c := C.CString(s)         // want `^CString in Text; by cgo; .*: it is copied, and not kept; result the call acquires memory, which C.free gives back, it is freed by C.free$`
	C.free(unsafe.Pointer(c)) // want `^free in Text; by contract; .* is C memory, from C.CString, C frees it: what matters is who owns the memory`
}

// Jar has a cookie, which only C can bake.
type Jar struct{ cookie C.cookie_t }

func (j *Jar) Eat() {
	C.cookie_eat(j.cookie) // want `^cookie_eat in \(\*Jar\).Eat; j.cookie is what j leads to, which the callers of Eat pass, C's: Go cannot make a C.struct_cookie, of which C declares no fields, C : C may keep it$`
}

func Then() {
	C.cookie_then(C.eaten(C.crumbs)) // want `^cookie_then in Then; C.eaten\(C.crumbs\) is the C function crumbs, C : C may keep it$`
}
