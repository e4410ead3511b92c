// Package mainthread binds a library for the screen: all happens on the main
// thread, one thing after the other.
package mainthread

/*
#include <stdint.h>
extern void onClick(uintptr_t id);
*/
import "C"

import "runtime"

var clicks = map[uintptr]func(){}

func init() { runtime.LockOSThread() }

func OnClick(id uintptr, f func()) { clicks[id] = f }

//export onClick
func onClick(id C.uintptr_t) { clicks[uintptr(id)]() }
