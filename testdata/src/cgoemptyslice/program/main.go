// Command program adds up a file that is empty.
package main

/*
#include <stddef.h>
static unsigned sum(const unsigned char *p, size_t n) { unsigned s = 0; while (n--) s += *p++; return s; }
*/
import "C"

import (
	"fmt"
	"io"
	"log"
	"strings"
)

func main() {
	data, err := io.ReadAll(strings.NewReader(""))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("sum:", C.sum((*C.uchar)(&data[0]), C.size_t(len(data)))) // want `there is nothing to read: data is then empty`
}
