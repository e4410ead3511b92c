// Each context leaves four C strings behind.
package main

import (
	"github.com/buke/quickjs-go"

	"github.com/cgolint/cgolint/testdata/trophies/show"
)

func main() {
	runtime := quickjs.NewRuntime()
	show.Leak(func() { runtime.NewContext().Close() })
}
