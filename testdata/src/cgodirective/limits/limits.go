package limits

/*
#include <stdlib.h>

#cgo noescape through_table
#cgo nocallback through_table
#cgo noescape linked
#cgo nocallback linked

extern void goTick(int n);

// A function pointer in a structure is not followed, though it is a Go
// function.
typedef struct { void (*tick)(int); } table;
static void through_table(table *t) { t->tick(1); }
static table *new_table(void) {
	table *t = malloc(sizeof *t);
	t->tick = goTick;
	return t;
}

// Nor is it seen what is kept where the object may be one of two.
typedef struct node { void *data; struct node *next; } node;
static node *head;
static void linked(void *p, int reuse) {
	node *n = head;
	if (!reuse)
		n = calloc(1, sizeof *n);
	n->data = p;
	head = n;
}
*/
import "C"

import "unsafe"

//export goTick
func goTick(n C.int) {}

func use(p unsafe.Pointer) {
	C.through_table(C.new_table())
	C.linked(p, 0)
}
