// The content of an empty file has a type, too.
package main

import (
	"fmt"

	"github.com/rakyll/magicmime"
)

func main() {
	if err := magicmime.Open(magicmime.MAGIC_MIME_TYPE); err != nil {
		panic(err)
	}
	fmt.Println(magicmime.TypeByBuffer(nil))
}
