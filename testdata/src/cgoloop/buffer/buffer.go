// Package buffer makes a C string for each element, and frees it again.
package buffer

/*
#include <stdlib.h>
#include <string.h>

static unsigned letters(const char *s) {
	unsigned n = 0;
	while (*s)
		n += *s++;
	return n;
}
static int pairs;
static int set_pair(const char *key, const char *value) {
	pairs++;
	return strcmp(key, value);
}
static int pair_count(void) { return pairs; }

static const char *last;
static int keep(const char *s) { last = s; return 0; }
static int shorten(char *s) { if (*s) s[strlen(s) - 1] = 0; return strlen(s); }

typedef struct {
	int (*lookup)(const char *word);
	int (*remember)(const char *word);
	int (*learn)(void);
} dict;
//cgolint:contract lookup - cost trivial
static int lookup(dict *d, const char *word) { return d->lookup(word); }
//cgolint:contract remember - cost trivial
static int remember(dict *d, const char *word) { return d->remember(word); }
//cgolint:contract learn - cost trivial
static int learn(dict *d) { return d->learn(); }
static int is(const char *word, const char *text) { return strcmp(word, text) == 0; }
*/
import "C"

import (
	"errors"
	"unsafe"
)

func sum(words []string) (sum uint) {
	for _, word := range words {
		s := C.CString(word)
		sum += uint(C.letters(s)) // want "C.letters crosses into C once per element of words: C.CString crosses once more for each; with all strings in one buffer, one call would do"
		C.free(unsafe.Pointer(s))
	}
	return sum
}

func setAll(rows map[string]string) error {
	for k, v := range rows {
		key := C.CString("row:" + k)
		defer C.free(unsafe.Pointer(key))
		value := C.CString(v)
		defer C.free(unsafe.Pointer(value))
		if C.set_pair(key, value) == 0 { // want "C.set_pair crosses"
			return errors.New("key is value")
		}
	}
	return nil
}

// What C gets is freed at once, so it cannot be kept.
func find(d *C.dict, words []string) (n int) {
	for _, word := range words {
		cword := C.CString(word)
		rc := C.lookup(d, cword) // want "C.lookup crosses"
		C.free(unsafe.Pointer(cword))
		if rc != 0 {
			n++
		}
	}
	return n
}

func same(words []*C.char) (n int) {
	for _, word := range words {
		s := C.CString("word") // want "C.CString copies the same string each time, and can be called once, before the loop"
		n += int(C.is(word, s))
		C.free(unsafe.Pointer(s))
	}
	return n
}

// C writes to it.
func shorter(rows []string) (n int) {
	for range rows {
		s := C.CString("word") // want "C.CString copies the same string each time"
		n += int(C.shorten(s))
		C.free(unsafe.Pointer(s))
	}
	return n
}

// C keeps it.
func kept(words []string) {
	for _, word := range words {
		s := C.CString(word)
		C.keep(s) // want "C.keep crosses"
		C.free(unsafe.Pointer(s))
	}
}

// C may use it until it is freed.
func learned(d *C.dict, words []string) {
	for _, word := range words {
		s := C.CString(word)
		C.remember(d, s) // want "C.remember and C.learn cross"
		C.learn(d)
		C.free(unsafe.Pointer(s))
	}
}

func deferred(d *C.dict, words []string) {
	for _, word := range words {
		s := C.CString(word)
		defer C.free(unsafe.Pointer(s))
		C.remember(d, s) // want "C.remember crosses"
	}
}

// It is used after the iteration.
func collected(words []string) (all []*C.char) {
	for _, word := range words {
		s := C.CString(word)
		if C.letters(s) > 0 { // want "C.letters crosses"
			all = append(all, s)
			continue
		}
		C.free(unsafe.Pointer(s))
	}
	return all
}

func pairCount() int { return int(C.pair_count()) }

func sameOf(words ...string) int {
	var all []*C.char
	for _, word := range words {
		all = append(all, C.CString(word))
	}
	return same(all)
}
