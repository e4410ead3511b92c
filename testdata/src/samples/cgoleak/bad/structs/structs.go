// Package structs has a sample of the page of cgoleak that is reported.
package structs

/*
#include <stdlib.h>
#include <string.h>
struct info { char *name; int id; };
static int get_info(int id, struct info *i) { i->name = strdup("name"); i->id = id; return id < 0; }
static void free_info(struct info *i) { free(i->name); }
*/
import "C"

import "errors"

var (
	errInfo = errors.New("no info")
	errNone = errors.New("none")
)

func Info(id C.int) error {
	var i C.struct_info
	if C.get_info(id, &i) != 0 {
		return errInfo
	}
	if i.id == 0 {
		return errNone // the name in i is lost
	}
	C.free_info(&i)
	return nil
}
