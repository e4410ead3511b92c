// A server that reads an image from what it was sent gets an empty upload.
package main

import (
	"fmt"

	"github.com/strukturag/libheif/go/heif"
)

func main() {
	ctx, err := heif.NewContext()
	if err != nil {
		panic(err)
	}
	fmt.Println(ctx.ReadFromMemory(nil))
}
