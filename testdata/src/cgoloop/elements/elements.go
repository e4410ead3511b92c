// Package elements reads lists of C one by one, by functions of C that check
// the index or only move a pointer, while Go code runs in between.
package elements

/*
#include <stdlib.h>

typedef struct { int id; char *name; } item;
typedef struct { int count; item **items; } list;

static list *list_new(int n) {
	static char name[] = "item";
	list *l = malloc(sizeof *l);
	l->count = n;
	l->items = calloc(n + 1, sizeof *l->items);
	for (int i = 0; i < n; i++) {
		l->items[i] = malloc(sizeof(item));
		l->items[i]->id = i + 1;
		l->items[i]->name = name;
	}
	return l;
}
static item **list_items(list *l) { return l->items; }
static item *list_at(const list *l, int i) { return l->items[i]; }

static item *rec_by_index(item **items, size_t n, size_t i) {
	if (i >= n)
		return NULL;
	return items[i];
}
static int id_or_zero(const int *ids, size_t n, size_t i) { return i < n ? ids[i] : 0; }
static item rec_value(const item *items, int i) { return items[i]; }
static item **next_rec(item **items) { return items + 1; }
static item **third_rec(item **items) { return (2 + items); }
static item *rec_at(item **items, int i) { return items[i]; }
static void *next_byte(void *p) { return (char *)p + 1; }
*/
import "C"

import "unsafe"

// An Item is what Go keeps of an item.
type Item struct {
	ID   int
	Name string
}

func newItem(c *C.item) Item { return Item{int(c.id), C.GoString(c.name)} }

// The pointer and the length stay the same whatever newItem does.
func all(items **C.item, n C.size_t) []Item {
	list := make([]Item, n)
	for i := 0; i < int(n); i++ {
		c := C.rec_by_index(items, n, C.size_t(i)) // want `^C.rec_by_index crosses into C once per iteration: Go can read items\[i\] itself, with unsafe.Slice$`
		list[i] = newItem(c)
	}
	return list
}

func sum(ids []C.int) (sum int) {
	n := C.size_t(len(ids))
	for i := C.size_t(0); i < n; i++ {
		sum += int(C.id_or_zero(unsafe.SliceData(ids), n, i)) // want `which a Go slice over the memory does without crossing`
	}
	return sum
}

func sumOf(ids *C.int, n C.size_t) (sum int) {
	for i := range n {
		sum += int(C.id_or_zero(ids, n, i)) // want `Go can read ids\[i\] itself, with unsafe.Slice`
	}
	return sum
}

// The list may be another one after newItem.
func ofList(l *C.list) (list []Item) {
	for i := 0; i < int(l.count); i++ {
		list = append(list, newItem(C.list_at(l, C.int(i)))) // want `Go can read l.items\[i\] itself, with unsafe.Slice`
	}
	return list
}

// The elements are Go's own.
func values(items []C.item) []Item {
	list := make([]Item, len(items))
	for i := range items {
		v := C.rec_value(&items[0], C.int(i)) // want `Go can read items\[i\] itself$`
		list[i] = newItem(&v)
	}
	return list
}

func until(items **C.item) (list []Item) {
	for *items != nil {
		list = append(list, newItem(*items))
		items = C.next_rec(items) // want `^C.next_rec crosses into C once per iteration: Go can move items itself, with unsafe.Slice$`
	}
	return list
}

func thirds(items **C.item, n int) (list []Item) {
	for len(list) < n {
		list = append(list, newItem(*items))
		items = C.third_rec(items) // want `Go can move items itself, with unsafe.Slice`
	}
	return list
}

// Memory without a type has no elements.
func spaces(p unsafe.Pointer) (n int) {
	for ; *(*byte)(p) == ' '; n++ {
		p = C.next_byte(p) // want "low: C.next_byte crosses"
	}
	return n
}

// Another number bounds the index.
func some(items **C.item, n, most C.size_t) []Item {
	list := make([]Item, most)
	for i := range list {
		if c := C.rec_by_index(items, n, C.size_t(i)); c != nil { // want "low: C.rec_by_index crosses"
			list[i] = newItem(c)
		}
	}
	return list
}

// The function that is called gives the variable another value.
func refilled(items **C.item, n int, refill func() **C.item) (list []Item) {
	next := func() { items = refill() }
	for i := 0; i < n; i++ {
		list = append(list, newItem(C.rec_at(items, C.int(i)))) // want `Go can read items\[i\] itself, with unsafe.Slice`
		next()
	}
	return list
}

// What follows is for the tests, which cannot use cgo.

func newList(n int) *C.list      { return C.list_new(C.int(n)) }
func itemsOf(l *C.list) **C.item { return C.list_items(l) }
func length(n int) C.size_t      { return C.size_t(n) }
func fifth(l *C.list) **C.item   { return &unsafe.Slice(l.items, 5)[4] }
func valuesOf(l *C.list) []C.item {
	list := make([]C.item, l.count)
	for i, p := range unsafe.Slice(l.items, l.count) {
		list[i] = *p
	}
	return list
}

func sums(n int) (int, int) {
	ids := make([]C.int, n)
	for i := range ids {
		ids[i] = C.int(i + 1)
	}
	return sum(ids), sumOf(unsafe.SliceData(ids), C.size_t(n))
}

func refilledOf(l, other *C.list) []Item {
	return refilled(l.items, 2, func() **C.item { return other.items })
}
