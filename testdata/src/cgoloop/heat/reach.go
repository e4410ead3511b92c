package heat

/*
typedef struct { void **tab; int n; } queue;
static void *entry_at(queue *q, int i) { return q->tab[i]; }
static void *menu_item_at(queue *q, int i) { return q->tab[i]; }
*/
import "C"

import "unsafe"

// Entries reads what Go can read itself; how many there are is not known.
func Entries(q *C.queue) []unsafe.Pointer {
	all := make([]unsafe.Pointer, int(q.n))
	for i := 0; i < int(q.n); i++ {
		all[i] = C.entry_at(q, C.int(i)) // want `^C.entry_at crosses into C once per iteration: Go can read`
	}
	return all
}

// Items does too, and a menu is short.
func Items(q *C.queue) []unsafe.Pointer {
	all := make([]unsafe.Pointer, int(q.n))
	for i := 0; i < int(q.n); i++ {
		all[i] = C.menu_item_at(q, C.int(i)) // want `^low: C.menu_item_at crosses into C once per iteration: Go can read`
	}
	return all
}
