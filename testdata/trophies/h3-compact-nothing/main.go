// No cells compact to no cells.
package main

import "github.com/uber/h3-go/v4"

func main() {
	h3.CompactCells(nil)
}
