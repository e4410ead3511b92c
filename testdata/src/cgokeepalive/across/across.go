// Package across has no C of its own: it uses the memory of objects of
// another package.
package across

import (
	"runtime"

	"example.com/cgokeepalive/maker"
)

func Read(c *maker.Cell) int {
	return maker.Get(c.Pointer()) // want `Get, which calls C.cell_get, may use freed memory: nothing keeps c alive`
}

func ReadField(c *maker.Cell) int {
	n := maker.Get(c.P) // want `Get, which calls C.cell_get, may use freed memory: nothing keeps c alive`
	return n
}

func ReadNew() int {
	c := maker.New()
	n := maker.Get(c.P) // want `nothing keeps c alive`
	return n
}

func ReadKept(c *maker.Cell) int {
	defer runtime.KeepAlive(c)
	return maker.Get(c.Pointer())
}

func ReadTwice(c *maker.Cell) (int, *maker.Cell) {
	return maker.Get(c.Pointer()), c
}
