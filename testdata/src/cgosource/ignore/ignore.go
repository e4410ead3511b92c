package ignore

/*
static int a(void) { return 1; } // want "function a"
static int b(void) { return 2; } //cgolint:ignore reporter it is known
//cgolint:ignore reporter it is known
static int c(void) { return 3; }
*/
import "C"

func f() {
	C.a() // want "call a"
	C.a() //cgolint:ignore reporter it is known
	C.a() // want "call a" //cgolint:ignore other it is known
	C.a() //cgolint:ignore other,reporter it is known

	//cgolint:ignore reporter it is known
	C.b()
	C.b() // want "call b"

	C.c() // want "call c"
	//cgolint:ignore reporter
	C.c() // want "call c"

	C.c() //cgolint:ignore reporter it ends the line
	C.b() // want "call b"
}
