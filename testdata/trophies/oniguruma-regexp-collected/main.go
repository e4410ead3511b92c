// The compiled expression is freed while C searches with it.
package main

import (
	"bytes"

	"github.com/go-enry/go-oniguruma"

	"github.com/cgolint/cgolint/testdata/trophies/show"
)

func main() {
	show.Collect()
	text := append(bytes.Repeat([]byte("ab"), 1000), "xyz"...)
	for range 2000 {
		re := rubex.MustCompile("[ab]+c|xyz")
		if !re.Match(text) {
			panic("broken by the finalizer: no match")
		}
	}
}
