// Package member calls a library by the members of a structure that the
// library fills.
package member

/*
#include <stddef.h>

typedef struct tensor tensor;
typedef struct {
	int (*tensor_of)(void *data, size_t size, tensor **out);
	void (*release_tensor)(tensor *t);
	int (*checksum)(const void *data, size_t size);
} api;

static const api *lib;
static void load(const api *a) { lib = a; }

static int new_tensor(void *data, size_t size, tensor **out) { return lib->tensor_of(data, size, out); }
static void free_tensor(tensor *t) { lib->release_tensor(t); }
static int checksum(const void *data, size_t size) { return lib->checksum(data, size); }
*/
import "C"

import (
	"errors"
	"unsafe"
)

//cgolint:contract .tensor_of 1 retained until release_tensor
//cgolint:contract .checksum 1 not retained

func newTensor(data []float32) (*C.tensor, error) {
	var t *C.tensor
	if C.new_tensor(unsafe.Pointer(&data[0]), C.size_t(4*len(data)), &t) != 0 { // want `C.new_tensor keeps &data\[0\] after the call: Go memory passed to C is pinned only until the call returns`
		return nil, errors.New("no tensor")
	}
	return t, nil
}

func checksum(data []float32) int {
	return int(C.checksum(unsafe.Pointer(&data[0]), C.size_t(4*len(data))))
}
