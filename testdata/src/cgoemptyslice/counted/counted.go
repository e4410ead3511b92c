// Package counted has slices as long as C says, which it says in ways of which
// not all can be 0.
package counted

/*
typedef struct regex regex;
regex *compile(const char *pattern);
int count_names(regex *r);
int names(regex *r, char *buf, int n);
void max_faces(int cell, int *n);
int face_count(regex *of);
int encoded_len(int iterations, int salt);
void encode(char *to, int n);
void faces(int cell, int *to, int n);
*/
import "C"

import "unsafe"

type Regexp struct {
	regex   *C.regex
	pattern string
}

func New(pattern string) *Regexp {
	p := C.CString(pattern)
	defer free(p)
	return &Regexp{C.compile(p), pattern}
}

func free(*C.char) {}

// An empty pattern has no names.
func (r *Regexp) Names() string {
	if C.count_names(r.regex) == 0 {
		return ""
	}
	buf := make([]byte, 2*len(r.pattern))
	n := C.names(r.regex, (*C.char)(unsafe.Pointer(&buf[0])), C.int(len(buf))) // want "low: .*New is called with an empty pattern"
	return string(buf[:n])
}

// Nothing was counted before.
func (r *Regexp) Unasked() string {
	buf := make([]byte, 2*len(r.pattern))
	n := C.names(r.regex, (*C.char)(unsafe.Pointer(&buf[0])), C.int(len(buf))) // want `New is called with an empty pattern`
	return string(buf[:n])
}

// What there may be at most is hardly ever nothing.
func Faces(cell int) []C.int {
	var n C.int
	C.max_faces(C.int(cell), &n)
	out := make([]C.int, n)
	C.faces(C.int(cell), &out[0], n) // want "low: .*C.max_faces gives a count of 0"
	return out
}

// What there is may be.
func Counted(r *Regexp) []C.int {
	n := C.face_count(r.regex)
	out := make([]C.int, n)
	C.faces(0, &out[0], n) // want `C.face_count gives a count of 0`
	return out
}

// Nor does anything take no room.
func Encoded(iterations, salt int) []byte {
	out := make([]byte, C.encoded_len(C.int(iterations), C.int(salt)))
	C.encode((*C.char)(unsafe.Pointer(&out[0])), C.int(len(out))) // want "low: .*C.encoded_len gives a count of 0"
	return out
}
