// LevelDB allocates the value of a property for the caller.
package main

import (
	"os"

	"github.com/jmhodges/levigo"

	"github.com/cgolint/cgolint/testdata/trophies/show"
)

func main() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	options := levigo.NewOptions()
	options.SetCreateIfMissing(true)
	db, err := levigo.Open(dir, options)
	if err != nil {
		panic(err)
	}
	show.Leak(func() { db.PropertyValue("leveldb.stats") })
}
