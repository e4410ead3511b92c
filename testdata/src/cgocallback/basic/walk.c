#include <stddef.h>
#include "walk.h"

struct item {
	struct item *next;
};

static struct item *first;

void walk(visitor v) {
	for (struct item *i = first; i; i = i->next)
		v(i);
}

void walk_all(void) { walk(goVisit); }
