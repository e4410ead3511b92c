// "defer C.sqlite3_free(unsafe.Pointer(errMsg))" frees what errMsg is at that
// line, which is nil: SQLite's message about the failure stays.
package main

import (
	"github.com/mutecomm/go-sqlcipher/v4"

	"github.com/cgolint/cgolint/testdata/trophies/show"
)

func main() {
	conn, err := (&sqlite3.SQLiteDriver{}).Open(":memory:")
	if err != nil {
		panic(err)
	}
	db := conn.(*sqlite3.SQLiteConn)
	show.Leak(func() {
		if db.LoadExtension("/nowhere/extension.so", "") == nil {
			panic("the extension isn't there")
		}
	})
}
