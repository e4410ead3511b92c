package negative

/*
#include <stdlib.h>
struct db { int refs; };
struct stmt { struct db *db; };
static struct db *db_open(void) { struct db *d = calloc(1, sizeof(struct db)); d->refs = 1; return d; }
static void db_unref(struct db *d) { if (--d->refs == 0) free(d); }
static struct stmt *db_prepare(struct db *d) { struct stmt *s = malloc(sizeof *s); d->refs++; s->db = d; return s; }
static void stmt_free(struct stmt *s) { db_unref(s->db); free(s); }
static void stmt_drop(struct stmt *s) { free(s); }
*/
import "C"

import (
	"runtime"
	"sync"
)

type DB struct {
	c    *C.struct_db
	mu   sync.Mutex
	wait *sync.Cond
}

func OpenDB() *DB {
	d := &DB{c: C.db_open()}
	runtime.SetFinalizer(d, func(d *DB) { C.db_unref(d.c) })
	return d
}

// C counts its own reference.
type Stmt struct{ c *C.struct_stmt }

func Prepare(d *DB) *Stmt {
	s := &Stmt{C.db_prepare(d.c)}
	runtime.KeepAlive(d)
	runtime.SetFinalizer(s, func(s *Stmt) { C.stmt_free(s.c) })
	return s
}

// The child leads to its parent.
type Query struct {
	c  *C.struct_stmt
	db *DB
}

func NewQuery(d *DB) *Query {
	q := &Query{c: C.db_prepare(d.c), db: d}
	runtime.SetFinalizer(q, func(q *Query) { C.stmt_drop(q.c) })
	return q
}

// A condition of a lock elsewhere is no cycle.
var lock sync.Mutex

func OpenWaiting() *DB {
	d := OpenDB()
	d.wait = sync.NewCond(&lock)
	runtime.SetFinalizer(d, func(d *DB) { C.db_unref(d.c) })
	return d
}

// Whoever is done takes it out of the map.
type Listed struct{ c *C.struct_db }

var listed = make(map[int]*Listed)

func NewListed(id int) *Listed {
	l := &Listed{C.db_open()}
	listed[id] = l
	runtime.SetFinalizer(l, func(l *Listed) { C.db_unref(l.c) })
	return l
}

func Forget(id int) { delete(listed, id) }
