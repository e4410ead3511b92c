// Package sqlite has the loop of package programs that needs a library.
package sqlite

/*
#cgo LDFLAGS: -lsqlite3
#include <sqlite3.h>
*/
import "C"

import (
	"errors"
	"unsafe"
)

type db struct {
	db   *C.sqlite3
	stmt *C.sqlite3_stmt
}

func open() (*db, error) {
	d := new(db)
	name, table, insert := C.CString(":memory:"), C.CString("create table t (x integer primary key, y)"), C.CString("insert or replace into t values (?, printf('%08d', ?))")
	if C.sqlite3_open(name, &d.db) != 0 || C.sqlite3_exec(d.db, table, nil, nil, nil) != 0 || C.sqlite3_prepare_v2(d.db, insert, -1, &d.stmt, nil) != 0 {
		return nil, errors.New(C.GoString(C.sqlite3_errmsg(d.db)))
	}
	return d, nil
}

func (d *db) insert(n int) {
	for i := range n {
		C.sqlite3_bind_int(d.stmt, 1, C.int(i))
		C.sqlite3_bind_int(d.stmt, 2, C.int(i))
		C.sqlite3_step(d.stmt)
		C.sqlite3_reset(d.stmt)
	}
}

const query = "select x, x * 2, y from t"

// rows reads all rows of the table.
func (d *db) rows(stmt *C.sqlite3_stmt) (sum int, text string) {
	for C.sqlite3_step(stmt) == C.SQLITE_ROW {
		sum += int(C.sqlite3_column_int(stmt, 0))
		sum += int(C.sqlite3_column_int(stmt, 1))
		text = C.GoString((*C.char)(unsafe.Pointer(C.sqlite3_column_text(stmt, 2))))
	}
	C.sqlite3_reset(stmt)
	return sum, text
}

func (d *db) prepare(q string) *C.sqlite3_stmt {
	var stmt *C.sqlite3_stmt
	C.sqlite3_prepare_v2(d.db, C.CString(q), -1, &stmt, nil)
	return stmt
}
