// Package prototype has texts for C functions of which only the prototype is
// known.
package prototype

/*
#include <stddef.h>
typedef struct camera camera;
int delete_file(camera *c, const char *folder, const char *file);
typedef const char *LPCSTR;
int call_named(camera *c, LPCSTR function);
int call(camera *c, const char *function, int flags);
int write_text(camera *c, const char *text, size_t n);
int set_key(camera *c, const char *key);
int read_into(camera *c, char *buf);
int hash_of(camera *c, const unsigned char *data);
*/
import "C"

import "unsafe"

func Delete(c *C.camera, folder, file string) int {
	dir, name := []byte(folder), []byte(file)
	first := (*C.char)(unsafe.Pointer(unsafe.SliceData(dir)))
	second := (*C.char)(unsafe.Pointer(&name[0]))
	return int(C.delete_file(c, first, second)) // want `C.delete_file reads dir up to a NUL` `C.delete_file reads name up to a NUL`
}

// A slash at the end is no NUL.
func DeleteAll(c *C.camera, folder string) int {
	dir := []byte(folder + "/")
	nul := []byte("*\x00")
	return int(C.delete_file(c, (*C.char)(unsafe.Pointer(&dir[0])), (*C.char)(unsafe.Pointer(&nul[0])))) // want `C.delete_file reads dir up to a NUL`
}

func bytesOf(s string) *byte {
	bs := []byte(s)
	return &bs[0]
}

func Call(c *C.camera, function string) int {
	return int(C.call(c, (*C.char)(unsafe.Pointer(bytesOf(function))), 0)) // want `C.call reads function up to a NUL`
}

func CallNamed(c *C.camera, function string) int {
	return int(C.call_named(c, C.LPCSTR(unsafe.Pointer(bytesOf(function))))) // want `C.call_named reads function up to a NUL`
}

// The NUL is there.
func DeleteEnded(c *C.camera, folder string) int {
	dir := []byte(folder + "\x00")
	return int(C.delete_file(c, (*C.char)(unsafe.Pointer(&dir[0])), nil))
}

// The length goes along.
func Write(c *C.camera, text string) int {
	b := []byte(text)
	return int(C.write_text(c, (*C.char)(unsafe.Pointer(unsafe.SliceData(b))), C.size_t(len(b))))
}

// A key has a length that both know.
func SetKey(c *C.camera, key string) int {
	b := []byte(key)
	return int(C.set_key(c, (*C.char)(unsafe.Pointer(&b[0]))))
}

// It may be written to, or be no text.
func Other(c *C.camera, s string) int {
	b := []byte(s)
	return int(C.read_into(c, (*C.char)(unsafe.Pointer(&b[0])))) + int(C.hash_of(c, (*C.uchar)(&b[0])))
}
