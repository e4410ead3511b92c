// The first two matches of a text are wanted, and the text is empty.
package main

import (
	"fmt"

	"github.com/go-enry/go-oniguruma"
)

func main() {
	re := rubex.MustCompile("a*")
	fmt.Println(re.FindAllIndex(nil, 2))
}
