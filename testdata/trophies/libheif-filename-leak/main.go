// The name of the file is copied for C and never freed.
package main

import (
	"os"
	"path/filepath"

	"github.com/strukturag/libheif/go/heif"

	"github.com/cgolint/cgolint/testdata/trophies/show"
)

func main() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	ctx, err := heif.NewContext()
	if err != nil {
		panic(err)
	}
	show.Leak(func() { ctx.WriteToFile(filepath.Join(dir, "image.heif")) })
}
