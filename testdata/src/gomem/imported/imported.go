// Package imported never says import "C".
package imported

import (
	"unsafe"

	"example.com/gomem/wrap"
)

func show() {
	x := 1
	v := &wrap.View{Data: unsafe.Pointer(&x)}
	v.Show(1) // want `^Show\(Go, no pointer\)$`
}

func same() {
	x := 1
	p := wrap.Same(unsafe.Pointer(&x)) // want `^Same\(Go x\)$`
	wrap.Look(p)                       // want `^Look\(Go x\)$`
}

func fromC() {
	wrap.Look(wrap.Alloc(8)) // want `^Alloc\(no pointer\)$` `^Look\(C calloc\)$`
}
