package handlefiles

// #include <stdint.h>
import "C"

import "unsafe"

//export goDone
func goDone(user unsafe.Pointer) {
	self(user).done()
}

// self is a small helper of the exports.
func self(user unsafe.Pointer) *job { return (*job)(user) }

//export goProgress
func goProgress(user unsafe.Pointer, percent C.int) {
	if user == nil {
		return
	}
	self(user).percent = int(percent)
}
