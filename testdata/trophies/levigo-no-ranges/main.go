// The sizes of no ranges are asked for.
package main

import (
	"fmt"
	"os"

	"github.com/jmhodges/levigo"
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
	fmt.Println(db.GetApproximateSizes(nil))
}
