// The context is freed while C compresses with it: nothing uses it afterwards.
package main

import (
	"bytes"
	"fmt"

	"github.com/DataDog/zstd"

	"github.com/cgolint/cgolint/testdata/trophies/show"
)

func main() {
	show.Collect()
	text := bytes.Repeat([]byte("a text that takes some time to compress; "), 20000)
	for range 2000 {
		small, err := zstd.NewCtx().Compress(nil, text)
		if err != nil {
			fmt.Println("broken by the finalizer:", err)
			panic(err)
		}
		back, err := zstd.Decompress(nil, small)
		if err != nil || !bytes.Equal(back, text) {
			panic("broken by the finalizer: what was compressed is not what comes back")
		}
	}
}
