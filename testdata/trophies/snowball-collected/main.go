// The stem lies in the stemmer's memory, which the finalizer frees before it
// is read.
package main

import (
	"fmt"

	"github.com/tebeka/snowball"

	"github.com/cgolint/cgolint/testdata/trophies/show"
)

func main() {
	show.Collect()
	for range 2_000_000 {
		stemmer, err := snowball.New("english")
		if err != nil {
			panic(err)
		}
		if stem := stemmer.Stem("running"); stem != "run" {
			panic(fmt.Sprintf("broken by the finalizer: the stem of running is %q", stem))
		}
	}
}
