package negative

/*
#include <stdlib.h>
struct message { const char *text; int style; };
int talk(struct message **m, int n);
*/
import "C"

import "unsafe"

// Talk frees all that only its own slice has.
func Talk(texts []string) int {
	messages := []*C.struct_message{}
	for _, text := range texts {
		m := (*C.struct_message)(C.malloc(C.sizeof_struct_message))
		m.text = C.CString(text)
		defer C.free(unsafe.Pointer(m.text))
		defer C.free(unsafe.Pointer(m))
		messages = append(messages, m)
	}
	if len(messages) == 0 {
		return 0
	}
	return int(C.talk(&messages[0], C.int(len(messages))))
}
