package negative

/*
#include <stddef.h>
typedef struct { char *ptr; size_t size; } text;
typedef struct { char **strings; size_t count; } texts;
typedef struct { int n; void *data; } message;
int text_of(text *out, int n);
void text_dispose(text *t);
void texts_free(texts *t);
int message_open(message *m);
int message_close(message *m);
*/
import "C"

import "errors"

// Text clears the struct, which is memory of Go: only what it points to is freed.
func Text(n int) (string, error) {
	var t C.text
	defer C.text_dispose(&t)
	if C.text_of(&t, C.int(n)) != 0 {
		return "", errors.New("empty")
	}
	return C.GoStringN(t.ptr, C.int(t.size)), nil
}

// Texts uses one struct for all of them.
func Texts(n int) (all []string) {
	t := new(C.text)
	for i := range n {
		if C.text_of(t, C.int(i)) != 0 {
			continue
		}
		all = append(all, C.GoStringN(t.ptr, C.int(t.size)))
		C.text_dispose(t)
	}
	return all
}

// A Holder has structs in it.
type Holder struct {
	names C.texts
	last  C.message
}

// Clear clears them, as often as one likes.
func (h *Holder) Clear() {
	C.texts_free(&h.names)
	if C.message_open(&h.last) == 0 {
		C.message_close(&h.last)
	}
	C.texts_free(&h.names)
}
