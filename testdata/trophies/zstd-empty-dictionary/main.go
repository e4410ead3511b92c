// The dictionary "is ignored if it is empty or nil", says the documentation.
package main

import (
	"io"

	"github.com/DataDog/zstd"
)

func main() {
	zstd.NewWriterLevelDict(io.Discard, zstd.DefaultCompression, []byte{})
}
