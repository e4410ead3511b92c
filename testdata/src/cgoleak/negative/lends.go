package negative

/*
#include <stdlib.h>
typedef struct branch branch;
int branch_name(const char **out, const branch *b);
*/
import "C"

import "unsafe"

// BranchName frees nothing, and need not: the name is a part of the branch.
func BranchName(b *C.branch) string {
	var name *C.char
	defer C.free(unsafe.Pointer(name))
	if C.branch_name(&name, b) != 0 {
		return ""
	}
	return C.GoString(name)
}
