package numbered

/*
#include <stdint.h>
*/
import "C"

// Tests cannot use package C.

func callTimer(id int64)        { goTimer(C.int64_t(id)) }
func nameLen(id uint64) int     { return int(goName(C.uint64_t(id))) }
func isSession(s *session) bool { return goSession(C.uintptr_t(s.id)) != 0 }

func isStream(id uintptr) bool { return goStream(C.uintptr_t(id)) != 0 }
