// A buffer may be empty: DecompressInto takes the address of its first byte.
package main

import "github.com/DataDog/zstd"

func main() {
	empty, err := zstd.Compress(nil, nil)
	if err != nil {
		panic(err)
	}
	_, err = zstd.DecompressInto(nil, empty)
	if err != nil {
		panic(err)
	}
}
