package exports

/*
static int x;
*/
import "C"

//export onEvent
func onEvent(n C.int) C.int { return n } // want "exports onEvent as onEvent" "type int" "type int"

// closed is called when the handle is.
//
//export closed
func closed() {} // want "exports closed as closed"

// plain mentions //export plain in its text.
func plain() {}
