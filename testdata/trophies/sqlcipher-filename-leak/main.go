// The name of the schema is copied for C and never freed.
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
	show.Leak(func() { db.GetFilename("main") })
}
