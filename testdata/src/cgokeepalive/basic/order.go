package basic

/*
#include <stdlib.h>
struct db { int open; };
struct stmt { struct db *db; };
static struct db *db_open(void) { return calloc(1, sizeof(struct db)); }
static void db_close(struct db *d) { free(d); }
static struct stmt *db_prepare(struct db *d) { struct stmt *s = malloc(sizeof *s); s->db = d; return s; }
static void stmt_free(struct stmt *s) { s->db->open--; free(s); }
*/
import "C"

import "runtime"

type DB struct{ c *C.struct_db }

func OpenDB() *DB {
	d := &DB{C.db_open()}
	runtime.SetFinalizer(d, func(d *DB) { C.db_close(d.c) })
	return d
}

type Stmt struct{ c *C.struct_stmt }

func Prepare(d *DB) *Stmt {
	s := &Stmt{C.db_prepare(d.c)} // want `what C.db_prepare returns uses memory of d, but s does not refer to d in Go: once d is garbage, its finalizer may free it first by C.db_close`
	runtime.KeepAlive(d)
	runtime.SetFinalizer(s, func(s *Stmt) { C.stmt_free(s.c) })
	return s
}
