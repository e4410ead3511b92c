package contracts

// want +6 "keeps"

/*
#include <stddef.h>

//cgolint:contract set_callback 2 retained in 1 until close_it
//cgolint:contract set_callback 3 keeps
extern void set_callback(void *object, void *context, int n);
void set_callback(void *object, void *context, int n) {}
extern void close_it(void *object);
void close_it(void *object) {}
extern void observe(const char *s);
void observe(const char *s) {}
*/
import "C"

import "unsafe"

func use(p unsafe.Pointer) {
	C.set_callback(p, p, 1) // want `set_callback: 2 kept in set_callback until close_it`
	//cgolint:contract observe 1 retained until close_it
	C.observe((*C.char)(p)) // want `observe: 1 kept in observe until close_it`
}
