// LevelDB takes the empty key, and WriteBatch.Put does; Delete panics.
package main

import "github.com/jmhodges/levigo"

func main() {
	batch := levigo.NewWriteBatch()
	batch.Put(nil, []byte("value"))
	batch.Delete(nil)
}
