// Package cgoloopshares crosses in loops of which the crossings are a share;
// it is for cgoloop with -shares.
package cgoloopshares

/*
#include <string.h>

struct entry { char key[32]; int value; };
static struct entry entries[64];
static int used;

static int find(const char *key) {
	for (int i = 0; i < used; i++)
		if (!strcmp(entries[i].key, key))
			return entries[i].value;
	return -1;
}
static unsigned hash(const unsigned char *p, size_t n) {
	unsigned h = 17;
	for (size_t i = 0; i < n; i++)
		h = h * 31 + p[i];
	return h;
}
static void spin(void) {
	for (volatile int i = 0; i < 1000000; i++)
		;
}
extern int dictionary_add(void *dictionary, const char *word);
*/
import "C"

import "unsafe"

func search(keys []*C.char) (sum C.int) {
	for _, key := range keys {
		sum += C.find(key) // want "C.find crosses into C once per element of keys"
	}
	return sum
}

func blocks(data []byte) (sum C.uint) {
	for i := 0; i < len(data); i += 128 {
		sum += C.hash((*C.uchar)(&data[i]), 128) // want "C.hash crosses into C once per iteration"
	}
	return sum
}

// What is not known, and gets strings, may be either.
func unknown(d unsafe.Pointer, words []*C.char) {
	for _, word := range words {
		C.dictionary_add(d, word) // want "C.dictionary_add crosses into C once per element of words"
	}
}

// Small stays silent.
func long(n int) {
	for range n {
		C.spin()
	}
}
