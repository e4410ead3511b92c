package limits

/*
#include <stddef.h>
typedef void (*reporter)(int code, void *user);
extern void goReport(int code, void *user);

static reporter report_error;
static void set_reporter(void) { report_error = goReport; }
static void load(const int *codes, int n) {
	for (int i = 0; i < n; i++)
		if (codes[i])
			report_error(codes[i], NULL); // want "low: this C loop calls back into Go once per element through report_error"
}
*/
import "C"

import "unsafe"

//export goReport
func goReport(code C.int, user unsafe.Pointer) {}

func load(codes []C.int) {
	C.set_reporter()
	C.load(unsafe.SliceData(codes), C.int(len(codes)))
}
