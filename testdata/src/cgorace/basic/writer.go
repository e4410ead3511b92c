package basic

/*
#include <stdint.h>
extern void goRead(int fd);
*/
import "C"

import "sync"

// Here the callback locks, and what removes does not.
var (
	readersMu sync.Mutex
	readers   = make(map[int]func())
)

func OnRead(fd int, f func()) {
	readersMu.Lock()
	readers[fd] = f
	readersMu.Unlock()
}

func Forget(fd int) {
	delete(readers, fd) // want "^Forget deletes from readers without readersMu, under which goRead reads it when C calls: a map that is read during a write ends the program$"
}

//export goRead
func goRead(fd C.int) {
	readersMu.Lock()
	f := readers[int(fd)]
	readersMu.Unlock()
	if f != nil {
		f()
	}
}
