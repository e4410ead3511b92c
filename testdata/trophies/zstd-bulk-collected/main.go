// The processor's dictionary is freed while C compresses with it.
package main

import (
	"bytes"

	"github.com/DataDog/zstd"

	"github.com/cgolint/cgolint/testdata/trophies/show"
)

func main() {
	show.Collect()
	dictionary := bytes.Repeat([]byte("a dictionary of which C keeps a digest "), 2000)
	text := bytes.Repeat([]byte("a text that takes some time to compress; "), 20000)
	for range 2000 {
		p, err := zstd.NewBulkProcessor(dictionary, 3)
		if err != nil {
			panic(err)
		}
		if _, err := p.Compress(nil, text); err != nil {
			panic("broken by the finalizer: " + err.Error())
		}
	}
}
