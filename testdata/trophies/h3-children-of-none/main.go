// A cell has no children at a coarser resolution than its own.
package main

import (
	"fmt"

	"github.com/uber/h3-go/v4"
)

func main() {
	cell := h3.LatLngToCell(h3.LatLng{Lat: 52.5, Lng: 13.4}, 9)
	fmt.Println(cell.Children(5))
}
