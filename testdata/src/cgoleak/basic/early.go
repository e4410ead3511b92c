package basic

/*
#include <stdlib.h>

typedef struct { char *host; int port; } reply;
typedef struct model model;
int feature_indices(model *m, size_t **indices, size_t *n);
void address_text(model *m, char **text);
void delete_text(char *text);
int look_up(const char *name, reply **a);
void reply_free(reply *a);
static int reply_age(reply *a) { return a->port / 2; }
static reply *new_reply(void) { return calloc(1, sizeof(reply)); }
*/
import "C"

import "unsafe"

// Indices looks at what it got by a slice only.
func Indices(m *C.model) []uint64 {
	var indices *C.size_t
	var n C.size_t
	defer C.free(unsafe.Pointer(indices)) // want `the deferred call of C.free frees nil, the value of indices at the defer statement, not what C.feature_indices stores in indices afterwards`
	if C.feature_indices(m, &indices, &n) != 0 {
		return nil
	}
	all := make([]uint64, n)
	for i, index := range unsafe.Slice(indices, n) {
		all[i] = uint64(index)
	}
	return all
}

// Address has a function of the library that frees the text.
func Address(m *C.model) string {
	var text *C.char
	defer C.delete_text(text) // want `the deferred call of C.delete_text frees nil, the value of text at the defer statement, not what C.address_text stores in text afterwards`
	C.address_text(m, &text)
	return C.GoString(text)
}

// Resolve frees the struct that it began with, and not the one it got.
func Resolve(name *C.char) (string, int) {
	a := C.new_reply()
	defer C.reply_free(a) // want `the deferred call of C.reply_free frees the value of a at the defer statement, not what C.look_up stores in a afterwards`
	if C.look_up(name, &a) != 0 {
		return "", 0
	}
	return C.GoString(a.host), int(C.reply_age(a))
}

func freeText(text *C.char) {
	if text != nil {
		C.delete_text(text)
	}
}

// Place defers a function of its own, which gets nil.
func Place(m *C.model) string {
	var text *C.char
	defer freeText(text) // want `the deferred call of freeText frees nil, the value of text at the defer statement, not what C.address_text stores in text afterwards`
	C.address_text(m, &text)
	return C.GoString(text)
}
